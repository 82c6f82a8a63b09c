"""Switchable faults of AWS's APIs: throttling, internal errors, slowness, items left unprocessed."""

import json
import random
import re
from collections.abc import Callable

from moto.core.responses import ActionResult
from moto.dynamodb.responses import DynamoHandler

from . import calls
from .faults import Faults, hold
from .settings import log

# README.md says what they mean.
_faults = Faults(
    {"service", "action", "match", "probability", "seed"}, {"code", "delay_s", "unprocessed"}, {"status", "message"})
add, clear = _faults.add, _faults.clear


def install() -> None:
    calls.before(_check)
    _leave_unprocessed("batch_write_item", "UnprocessedItems")
    _leave_unprocessed("batch_get_item", "UnprocessedKeys")


def _take(kind: str, service: str, action: str, parameters: Callable[[], dict]) -> dict | None:
    return _faults.take(lambda fault: (
        kind in fault
        and fault.get("service", service) == service
        and fault.get("action", action) == action
        and ("match" not in fault or re.search(fault["match"], json.dumps(parameters(), default=str)))
        and _strikes(fault)
    ))


def _strikes(fault: dict) -> bool:
    """The same seed lets the same calls pass, whatever is called meanwhile."""
    if "probability" not in fault:
        return True
    fault["asked"] = fault.get("asked", 0) + 1
    return random.Random(f"{fault.get('seed')} {fault['asked']}").random() < fault["probability"]


def _check(response):
    if not _faults:
        return None
    service, action = response.boto3_service_name, response._get_action()

    def take(kind: str) -> dict | None:
        return _take(kind, service, action, lambda: _parameters(response))

    slow = take("delay_s")
    if slow:
        hold(slow)
    fault = slow if slow and "code" in slow else take("code")
    if not fault:
        return None
    code = fault["code"]
    log(f"fault {service} {action}: {code}")
    status = fault.get("status", 500 if code.startswith(("Internal", "Server")) else 400)
    return calls.error(response, status, code, fault.get("message", "injected"))


def _parameters(response) -> dict:
    """moto parses the body of some services only, before it calls an action."""
    try:
        return getattr(response, "params", None) or json.loads(response.body)
    except (AttributeError, TypeError, ValueError):
        return {}


def _leave_unprocessed(method: str, answer_name: str) -> None:
    """The last `unprocessed` items of a batch are given back, as DynamoDB does above a table's capacity."""
    original = getattr(DynamoHandler, method)
    action = {"batch_write_item": "BatchWriteItem", "batch_get_item": "BatchGetItem"}[method]

    def answer(self):
        fault = _take("unprocessed", "dynamodb", action, lambda: self.body) if _faults else None
        if fault is None:
            return original(self)
        done, left = _split(self.body["RequestItems"], fault["unprocessed"])
        if not done:
            return ActionResult({answer_name: left, "Responses": {}})
        self.body["RequestItems"] = done
        result = original(self)
        result.result[answer_name] = left
        return result

    setattr(DynamoHandler, method, answer)


def _split(requested: dict, unprocessed: int) -> tuple[dict, dict]:
    """Per table, a list of writes, or {"Keys": [...]} for reads."""
    done: dict = {}
    left: dict = {}
    for table, wish in requested.items():
        listed = wish if isinstance(wish, list) else wish["Keys"]
        cut = max(0, len(listed) - unprocessed)
        unprocessed -= len(listed) - cut
        for into, part in ((done, listed[:cut]), (left, listed[cut:])):
            if part:
                into[table] = part if isinstance(wish, list) else {**wish, "Keys": part}
    return done, left
