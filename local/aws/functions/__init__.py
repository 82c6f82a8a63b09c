"""Lambda: a function's code runs in local processes behind the Runtime API.

Replaced in moto: LambdaFunction.invoke (moto starts a Docker container), asynchronous invocation
(asynchronous; moto runs it once), and CloudFormation's Architectures and LoggingConfig, which moto lacks. Added: the limit of a function's environment variables, and what its role must be allowed in a VPC.
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
"""

import json
import threading

from moto.awslambda import models
from moto.awslambda.exceptions import InvalidParameterValueException

from ..settings import log, settings
from . import asynchronous, environments, package
from .environments import Function

MAX_VARIABLES = 4096  # bytes of their JSON
IN_VPC = ("CreateNetworkInterface", "DescribeNetworkInterfaces", "DescribeSubnets", "DeleteNetworkInterface",
          "AssignPrivateIpAddresses", "UnassignPrivateIpAddresses")

_functions: dict[str, tuple[str, Function]] = {}
_lock = threading.Lock()


def install() -> None:
    models.LambdaFunction.invoke = _invoke
    create = models.LambdaFunction.create_from_cloudformation_json.__func__

    def create_from_cloudformation_json(cls, name, cloudformation_json, account_id, region_name, **kwargs):
        function = create(cls, name, cloudformation_json, account_id, region_name, **kwargs)
        return _with_rest(function, cloudformation_json["Properties"])

    update = models.LambdaFunction.update_from_cloudformation_json.__func__

    def update_from_cloudformation_json(cls, original_resource, name, cloudformation_json, account_id, region_name):
        function = update(cls, original_resource, name, cloudformation_json, account_id, region_name)
        return _with_rest(function, cloudformation_json["Properties"])

    models.LambdaFunction.create_from_cloudformation_json = classmethod(create_from_cloudformation_json)
    models.LambdaFunction.update_from_cloudformation_json = classmethod(update_from_cloudformation_json)
    models.LambdaFunction.delete = _delete
    models.LambdaBackend.create_function = _checked(models.LambdaBackend.create_function)
    models.LambdaFunction.update_configuration = _checked(models.LambdaFunction.update_configuration)
    settings.on_exit.append(environments.stop_all)


def _checked(original):
    def checked(self, spec):
        _check_variables(spec.get("Environment", {}).get("Variables", {}))
        if (spec.get("VpcConfig") or {}).get("SubnetIds"):
            _check_role_in_vpc(spec.get("Role") or self.role)
        return original(self, spec)

    return checked


def _check_variables(wanted: dict) -> None:
    variables = json.dumps(wanted, separators=(",", ":"), ensure_ascii=False)
    if len(variables.encode()) > MAX_VARIABLES:
        raise InvalidParameterValueException(
            "Lambda was unable to configure your environment variables because the environment variables you have "
            f"provided exceeded the 4KB limit. String measured: {variables}"
        )


def _check_role_in_vpc(role: str) -> None:
    for call in IN_VPC:
        if not settings.role_may(role, f"ec2:{call}", "*"):
            raise InvalidParameterValueException(
                f"The provided execution role does not have permissions to call {call} on EC2")


def _with_rest(function, properties: dict):
    if properties.get("Architectures"):
        function.architectures = properties["Architectures"]
    function.logs_group_name = properties.get("LoggingConfig", {}).get("LogGroup") or function.logs_group_name
    return function


def statistics() -> dict:
    return {
        arn: {
            "coldStarts": function.cold_starts,
            "invocations": function.invocations,
            "answered": function.answered,
            "environments": len(function.environments),
        }
        for arn, (_, function) in list(_functions.items())
    }


def invoke_async(function, body: bytes, on_failure=lambda payload: None) -> None:
    """on_failure hears the last payload, when all retries have failed."""
    asynchronous.invoke(function, body, run, on_failure)


def run(function, body: bytes) -> tuple[bytes, str | None]:
    """Answers the payload and, when the function failed, the value of X-Amz-Function-Error."""
    try:
        return runtime_of(function).invoke(body)
    except (OSError, package.CannotRun) as error:
        log(f"{function.function_name} cannot be run: {error}")
        return json.dumps({"errorType": "Runtime.InvalidEntrypoint", "errorMessage": str(error)}).encode(), "Unhandled"


def _delete(self, account_id, region) -> None:
    """Of a function that a stack made; its processes go with it."""
    models.lambda_backends[account_id][region].delete_function(self.function_name)
    with _lock:
        _, runtime = _functions.pop(self.function_arn, (None, None))
    if runtime is not None:
        runtime.retire()


def _invoke(self, body, request_headers, response_headers):
    """Takes the place of moto's LambdaFunction.invoke."""
    event = body if isinstance(body, bytes) else (body or "{}").encode()
    headers = {name.lower(): value for name, value in dict(request_headers or {}).items()}
    kind = headers.get("x-amz-invocation-type", "RequestResponse")
    if kind == "Event":
        invoke_async(self, event)
        return b""
    if kind != "RequestResponse":
        raise InvalidParameterValueException(f"invocation type {kind} is not known here")
    payload, error = run(self, event)
    if error:
        response_headers["x-amz-function-error"] = error
    response_headers["x-amz-executed-version"] = str(self.version)
    return payload


def runtime_of(function) -> Function:
    """The processes of a function; made anew when its code or configuration has changed."""
    fingerprint = package.fingerprint(function)
    with _lock:
        known, runtime = _functions.get(function.function_arn, (None, None))
        if known == fingerprint:
            return runtime
        if runtime is not None:
            runtime.retire()
        runtime = package.start(function)
        _functions[function.function_arn] = (fingerprint, runtime)
        return runtime
