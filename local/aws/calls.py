"""Every API call that moto answers passes here first: where permissions and injected faults have their say.

Replaced in moto: BaseResponse.call_action. A call that a check answers never reaches the service. Calls of DynamoDB reach
it one after the other: its conditions and writes are one step, and moto's are two that threads may come between.
"""

import contextlib
import json
import threading
import uuid
from collections import Counter
from collections.abc import Callable

from moto.core.responses import BaseResponse

# What to answer in place of the service, in moto's order: status, headers, body.
Answer = tuple[int, dict[str, str], str]
Check = Callable[[BaseResponse], Answer | None]

_checks: list[Check] = []
_called: list[str] = []  # services; to append is one step for all threads, to count is not
_one_at_a_time = threading.RLock()


def install() -> None:
    original = BaseResponse.call_action

    def call_action(self):
        _called.append(self.boto3_service_name)
        for check in _checks:
            answer = check(self)
            if answer is not None:
                return answer
        with _one_at_a_time if self.boto3_service_name == "dynamodb" else contextlib.nullcontext():
            return original(self)

    BaseResponse.call_action = call_action


def before(check: Check) -> None:
    _checks.append(check)


def counts() -> dict[str, int]:
    """Since the start, by service."""
    return dict(Counter(_called))


def has_query_protocol(response: BaseResponse) -> bool:
    """The query protocol has error codes of its own; SQS keeps them even when its caller speaks JSON."""
    return response.boto3_service_name in ("sns", "sqs", "sts", "iam", "cloudformation", "ec2")


def error(response: BaseResponse, status: int, code: str, message: str) -> Answer:
    """In the form that the caller's SDK reads: XML for the query protocol, JSON for the others."""
    request = str(uuid.uuid4())
    content_type = response.headers.get("Content-Type", "")
    if has_query_protocol(response) and "json" not in content_type:
        body = (
            f"<ErrorResponse><Error><Type>{'Sender' if status < 500 else 'Receiver'}</Type><Code>{code}</Code>"
            f"<Message>{message}</Message></Error><RequestId>{request}</RequestId></ErrorResponse>"
        )
        return status, {"content-type": "text/xml"}, body
    headers = {"x-amzn-errortype": code, "x-amzn-requestid": request, "content-type": "application/x-amz-json-1.1"}
    return status, headers, json.dumps({"__type": code, "message": message})
