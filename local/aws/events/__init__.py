"""EventBridge: rules deliver to Lambda, Step Functions and SQS; schedules (schedules) fire on request.

Replaced in moto: Rule.send_to_targets, which does not know the first two, and for the third only
takes what came through PutEvents. What a target does not take goes to its dead-letter queue (delivery).
Added to Rule.put_targets: other targets are refused, and those of a rule with a schedule, which nothing fires.
There is no clock: a schedule fires when POST /local/fire says so.
"""

import copy
import datetime
import json
import uuid

from moto.events import models

from .. import functions
from ..errors import ApiError
from .delivery import deliver_or_bury
from .transformer import transform


def install() -> None:
    def send_to_targets(self, original_event, transform_input=True):
        if self.state != "ENABLED" or not self.event_pattern.get_pattern():
            return
        if not self.event_pattern.matches_event(original_event):
            return
        for target in self.targets:
            event = _input_for(target, original_event)
            deliver_or_bury(deliver, target, event, self.account_id, self.arn, "events")

    put_targets = models.Rule.put_targets

    def put_known_targets(self, targets):
        if self.scheduled_expression:
            raise ApiError("ValidationException", "only EventBridge Scheduler's schedules are known here, no rule's")
        for target in targets:
            check_target(target["Arn"])
        put_targets(self, targets)

    models.Rule.send_to_targets = send_to_targets
    models.Rule.put_targets = put_known_targets


def check_target(arn: str) -> None:
    if arn.split(":")[2] not in ("lambda", "states", "sqs"):
        raise ApiError("ValidationException", f"target {arn} is not known here")


def deliver(arn: str, event, account: str):
    """Gives an event to one target, as if EventBridge had called it."""
    _, _, service, region, _ = arn.split(":", 4)
    if service == "lambda":
        from moto.awslambda.models import lambda_backends

        function = lambda_backends[account][region].get_function(arn)
        return functions.invoke_async(function, json.dumps(event).encode())
    if service == "states":
        from moto.stepfunctions.responses import get_backend

        return get_backend(account, region).start_execution(arn, str(uuid.uuid4()), json.dumps(event))
    if service == "sqs":
        from moto.sqs import sqs_backends

        return sqs_backends[account][region].send_message(arn.split(":")[-1], json.dumps(event))
    raise NotImplementedError(f"event target {arn}")


def emit(account: str, region: str, source: str, detail_type: str, detail: dict, resources=()) -> dict:
    """Puts an AWS service's own event onto the default bus."""
    emitted = event(account, region, source, detail_type, detail, resources)
    publish(emitted)
    return emitted


def event(account: str, region: str, source: str, detail_type: str, detail: dict, resources=()) -> dict:
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": detail_type,
        "source": source,
        "account": account,
        "time": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": region,
        "resources": list(resources),
        "detail": detail,
    }


def publish(event: dict) -> None:
    bus = models.events_backends[event["account"]][event["region"]].event_buses["default"]
    for rule in list(bus.rules.values()):
        rule.send_to_targets(event)


def _input_for(target: dict, original_event: dict):
    event = copy.deepcopy(original_event)
    if isinstance(event.get("time"), (int, float)):  # PutEvents: moto keeps a number
        moment = datetime.datetime.fromtimestamp(event["time"], datetime.timezone.utc)
        event["time"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    event.pop("ingestion-time", None)
    event.pop("replay-name", None)
    if "Input" in target:
        return json.loads(target["Input"])
    transformer = target.get("InputTransformer")
    if transformer:
        return transform(transformer, event)
    return event
