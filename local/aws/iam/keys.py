"""What a call needs of KMS because its table, topic, queue, secret or parameter has a key of the customer's.

AWS's services call KMS in their caller's name, through themselves (kms:ViaService), or in their own name. moto encrypts
nothing with these keys; here the permissions are asked for as if it did.
"""

from moto.kms.models import kms_backends

from .. import partitions
from . import policies
from .requests import Need

# https://docs.aws.amazon.com/kms/latest/developerguide/services-dynamodb.html names what DynamoDB wants of its caller
# at least; kms:CreateGrant is for who makes the table.
_TABLE = ("Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "DescribeKey")
# https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html, and the same of SQS and Secrets Manager
_ACTIONS = {
    "sns:Publish": ("GenerateDataKey", "Decrypt"),
    "sqs:SendMessage": ("GenerateDataKey", "Decrypt"),
    "secretsmanager:GetSecretValue": ("Decrypt",),
    "secretsmanager:PutSecretValue": ("GenerateDataKey", "Decrypt"),
    "ssm:GetParameter": ("Decrypt",),
    "ssm:GetParameters": ("Decrypt",),
}


def needed(need: Need) -> list[Need]:
    service = need.action.split(":")[0]
    actions = _TABLE if service == "dynamodb" else _ACTIONS.get(need.action, ())
    if not actions or not need.resource.startswith("arn:"):
        return []
    region, account, name = need.resource.split(":", 5)[3:]
    key = _KEY_OF[service](account, region, name, need.resource) or ""
    if not key.startswith("arn:"):
        return []  # AWS's own key lets everybody of the account in
    context = {"kms:ViaService": f"{service}.{region}.{partitions.domain(region)}"}
    return [Need(f"kms:{action}", key, context) for action in actions]


def let_in(caller, need: Need) -> bool:
    """Whether the key's own policy lets the caller in, or leaves it to the account's policies."""
    policy = _policy(need.resource) if need.action.startswith("kms:") else None
    return policy is None or policies.allow_principal([policy], caller.account, caller.arn, need.action, need.context)


def let_in_service(key: str | None, service: str, actions: list[str], context: dict[str, str]) -> bool:
    """For what a service does in its own name, such as events.amazonaws.com at an encrypted queue."""
    if not (key or "").startswith("arn:"):
        return True
    return all(policies.allow_service(_policy(key), service, action, context) for action in actions)


def _policy(arn: str) -> str | None:
    region, account = arn.split(":")[3:5]
    key = kms_backends[account][region].keys.get(arn.split("/")[-1])
    return key.policy if key else None


def _of_table(account: str, region: str, name: str, arn: str) -> str | None:
    from moto.dynamodb.models import dynamodb_backends

    table = dynamodb_backends[account][region].tables.get(name.split("/")[1])
    specification = table.sse_specification if table else None
    return specification.get("KMSMasterKeyId") if specification and specification.get("SSEType") == "KMS" else None


def _of_topic(account: str, region: str, name: str, arn: str) -> str | None:
    from moto.sns import sns_backends

    topic = sns_backends[account][region].topics.get(arn)
    return topic.kms_master_key_id if topic else None


def of_queue(account: str, region: str, name: str, arn: str) -> str | None:
    from moto.sqs import sqs_backends

    queue = sqs_backends[account][region].queues.get(name)
    return queue.kms_master_key_id if queue else None


def _of_secret(account: str, region: str, name: str, arn: str) -> str | None:
    from moto.secretsmanager.models import secretsmanager_backends

    secrets = secretsmanager_backends[account][region].secrets
    return secrets[arn].kms_key_id if arn in secrets else None


def _of_parameter(account: str, region: str, name: str, arn: str) -> str | None:
    from moto.ssm.models import ssm_backends

    name = name.removeprefix("parameter/")
    backend = ssm_backends[account][region]
    parameter = backend.get_parameter(name) or backend.get_parameter(f"/{name}")
    return parameter.keyid if parameter and parameter.parameter_type == "SecureString" else None


_KEY_OF = {
    "dynamodb": _of_table,
    "sns": _of_topic,
    "sqs": of_queue,
    "secretsmanager": _of_secret,
    "ssm": _of_parameter,
}
