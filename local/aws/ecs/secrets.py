"""The `secrets` of a container definition, read with the execution role when the task starts.

moto ignores them. A valueFrom names an SSM parameter, or is the ARN of a Secrets Manager secret, whose whole
current value it stands for: with a JSON key, a stage or a version after it, there is no such secret here.
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
"""

from moto.utilities.utils import get_partition

from ..settings import settings


class SecretUnavailable(Exception):
    def __init__(self, source: str, cause: str):
        super().__init__(
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource "
            f"retrieval failed: unable to retrieve secret from {source}: {cause}"
        )


def values_for(definition, container_definition: dict, task) -> dict[str, str]:
    role = getattr(definition, "execution_role_arn", None)
    values = {}
    for secret in container_definition.get("secrets", []):
        source = secret["valueFrom"]
        if ":secretsmanager:" in source:
            value = _from_secrets_manager(source, role, task._account_id)
        else:
            value = _from_parameter_store(source, role, task._account_id, task.region_name)
        values[secret["name"]] = value
    return values


def _from_secrets_manager(arn: str, role: str | None, account: str) -> str:
    from moto.secretsmanager.models import secretsmanager_backends

    if not settings.role_may(role, "secretsmanager:GetSecretValue", arn):
        raise SecretUnavailable("asm", f"AccessDeniedException: {role} may not read {arn}")
    backend = secretsmanager_backends[account][arn.split(":")[3]]
    try:
        return backend.get_secret_value(arn, None, None)["SecretString"]
    except Exception as error:
        raise SecretUnavailable("asm", f"{type(error).__name__}: {arn}: {error}")


def _from_parameter_store(source: str, role: str | None, account: str, region: str) -> str:
    from moto.ssm.models import ssm_backends

    if source.startswith("arn:"):
        region = source.split(":")[3]
    name = source.split(":parameter")[-1]
    backend = ssm_backends[account][region]
    parameter = backend.get_parameter(name) or backend.get_parameter(name.lstrip("/"))
    if parameter is None:
        raise SecretUnavailable("ssm", f"invalid parameters: {source}")
    arn = f"arn:{get_partition(region)}:ssm:{region}:{account}:parameter/{name.lstrip('/')}"
    if not settings.role_may(role, "ssm:GetParameters", arn):
        raise SecretUnavailable("ssm", f"AccessDeniedException: {role} may not read {source}")
    return parameter.response_object(True, region)["Value"]
