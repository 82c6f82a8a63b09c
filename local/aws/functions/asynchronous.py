"""What Lambda's event queue does with an event: two retries, then the failure destination.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

import json
import threading
import time

from moto.awslambda import models
from moto.awslambda.exceptions import UnknownFunctionException
from moto.sqs import sqs_backends

from ..settings import log, settings

_WAITS_S = (0.6, 1.2)  # on AWS a hundred times as long


def invoke(function, body: bytes, run, on_failure) -> None:
    threading.Thread(target=_work_off, args=(function, body, run, on_failure), daemon=True).start()


def _work_off(function, body: bytes, run, on_failure) -> None:
    latest = _latest(function)
    if latest is None:
        return
    config = latest.event_invoke_config[-1].config if latest.event_invoke_config else {}
    retries = config.get("MaximumRetryAttempts", 2)
    for attempt in range(retries + 1):
        payload, error = run(function, body)
        if error is None or _latest(function) is None:
            return
        if attempt < retries:
            time.sleep(_WAITS_S[min(attempt, 1)])
            if _latest(function) is None:
                return
    log(f"async {function.function_name} failed {retries + 1} times: {payload[:200]!r}")
    on_failure(payload)
    destination = config.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
    if destination and settings.role_may(function.role, "sqs:SendMessage", destination):
        region, account, name = destination.split(":")[3:]
        record = json.dumps(_record(function, body, retries + 1, payload, error))
        sqs_backends[account][region].send_message(name, record)


def _record(function, body: bytes, attempts: int, payload: bytes, error: str) -> dict:
    return {
        "version": "1.0",
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "requestContext": {
            "functionArn": f"{function.function_arn}:$LATEST",
            "condition": "RetriesExhausted",
            "approximateInvokeCount": attempts,
        },
        "requestPayload": json.loads(body),
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": error},
        "responsePayload": json.loads(payload),
    }


def _latest(function):
    """$LATEST, whose configuration holds for all versions here; None once it is deleted, and its events with it."""
    backend = models.lambda_backends[function.account_id][function.region]
    try:
        return backend.get_function(function.function_name)
    except UnknownFunctionException:
        return None
