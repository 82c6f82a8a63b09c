"""What becomes of an event that its target does not take: a dead-letter queue has it, or nobody.

Without --iam every target takes every event. EventBridge's retries are left out: what was refused would be again.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
"""

import json
import re
import traceback

from moto.sqs import sqs_backends

from ..iam import keys, policies
from ..settings import log, settings


def deliver_or_bury(deliver, target: dict, event, account: str, source_arn: str, service: str):
    """`deliver(arn, event, account)`; answers what it does. `service` is who calls: events or scheduler."""
    try:
        _check_permission(target, account, source_arn, service)
        return deliver(target["Arn"], event, account)
    except Exception as error:
        traceback.print_exc()
        queue = target.get("DeadLetterConfig", {}).get("Arn")
        log(f"{source_arn}: {target['Arn']} took no event: {error}; dead-letter queue {queue}")
        if queue:
            _bury(queue, event, target, source_arn, service, error)
        return None


def _check_permission(target: dict, account: str, source_arn: str, service: str) -> None:
    if not settings.check_iam:
        return
    arn, role = target["Arn"], target.get("RoleArn")
    kind, region = arn.split(":")[2:4]
    action = {"lambda": "lambda:InvokeFunction", "states": "states:StartExecution"}.get(kind, "sqs:SendMessage")
    if kind == "lambda":
        from moto.awslambda.models import lambda_backends

        policy = {"Statement": lambda_backends[account][region].get_function(arn).policy.statements}
        context = _context(source_arn)
        allowed = policies.allow_service(policy, f"{service}.amazonaws.com", action, context)
    elif kind == "states":
        trusted = settings.role_trusts(role, service, _taken_by(source_arn))
        allowed = bool(role) and trusted and settings.role_may(role, action, arn)
    elif role:
        allowed = settings.role_may(role, action, arn)
    else:
        allowed = _queue_allows(arn, f"{service}.amazonaws.com", source_arn)
    if not allowed:
        raise PermissionError(f"{role or service} is not authorized to perform: {action} on resource: {arn}")


def _bury(queue: str, event, target: dict, source_arn: str, service: str, error: Exception) -> None:
    role = target.get("RoleArn") if service == "scheduler" else None
    may = settings.role_may(role, "sqs:SendMessage", queue) if role else _queue_allows(
        queue, f"{service}.amazonaws.com", source_arn
    )
    if settings.check_iam and not may:
        log(f"{queue} lets {service} in neither: the event is lost")
        return
    attributes = {
        name: {"DataType": "String", "StringValue": value}
        for name, value in {"RULE_ARN": source_arn, "TARGET_ARN": target["Arn"], "ERROR_MESSAGE": str(error)}.items()
    }
    region, account, name = queue.split(":")[3:6]
    sqs_backends[account][region].send_message(name, json.dumps(event), message_attributes=attributes)


def _queue_allows(arn: str, service: str, source_arn: str) -> bool:
    """The key's policy gets no aws:SourceArn:
    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
    """
    region, account, name = arn.split(":")[3:6]
    policy, key = sqs_backends[account][region].get_queue(name).policy, keys.of_queue(account, region, name, arn)
    return policies.allow_service(policy, service, "sqs:SendMessage", _context(source_arn)) and keys.let_in_service(
        key, service, ["kms:Decrypt", "kms:GenerateDataKey"], {}
    )


def _context(source_arn: str) -> dict[str, str]:
    return {"aws:SourceArn": source_arn, "aws:SourceAccount": source_arn.split(":")[4]}


def _taken_by(source_arn: str) -> str:
    """Of a schedule its group: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html"""
    return re.sub(r":schedule/([^/]+)/.*", r":schedule-group/\1", source_arn)
