"""Refuses values that are longer than AWS accepts, before the call reaches moto, which takes any length.

https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html
https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
The documentation of StopTask names no number today; it named one before:
https://docs.aws.amazon.com/sdk-for-ruby/v2/api/Aws/ECS/Types/StopTaskRequest.html
"""

from . import calls

_CAUSE = {"error": 256, "cause": 32_768}
_SECRET = {"SecretString": 65_536}
_LONGEST = {
    ("stepfunctions", "SendTaskFailure"): _CAUSE,
    ("stepfunctions", "StopExecution"): _CAUSE,
    ("ecs", "StopTask"): {"reason": 255},
    ("secretsmanager", "CreateSecret"): _SECRET,
    ("secretsmanager", "PutSecretValue"): _SECRET,
    ("secretsmanager", "UpdateSecret"): _SECRET,
}
_CODES = {"ecs": "InvalidParameterException"}


def install() -> None:
    calls.before(_check)


def _check(response):
    service = response.boto3_service_name
    for name, longest in _LONGEST.get((service, response._get_action()), {}).items():
        if _length(service, response._get_param(name) or "") > longest:
            message = (
                f"1 validation error detected: Value at '{name}' failed to satisfy constraint: "
                f"Member must have length less than or equal to {longest}"
            )
            return calls.error(response, 400, _CODES.get(service, "ValidationException"), message)
    return None


def _length(service: str, value: str) -> int:
    """In characters; that of a secret in bytes."""
    return len(value.encode() if service == "secretsmanager" else value)
