"""A function's deployment package: unpacked once for all functions that share it, and how its process starts."""

import hashlib
import io
import os
import re
import time
from pathlib import Path

from machine.package import RUNTIME, bootstrap, java_command, unpack
from moto.utilities.utils import get_partition

from ..settings import settings
from .environments import Function


class CannotRun(Exception):
    """This machine has not what the function's runtime needs, or Lambda may not take the function's role."""


def fingerprint(function) -> str:
    """Changes whenever its processes have to be started anew."""
    return repr((
        function.code_sha_256,
        function.handler,
        function.run_time,
        function.timeout,
        function.memory_size,
        function.role,
        function.environment_vars,
        function.logs_group_name,
    ))


def start(function) -> Function:
    if not settings.role_trusts(function.role, "lambda", function.function_arn):
        raise CannotRun("The role defined for the function cannot be assumed by Lambda.")
    directory = _unpacked(function.code_bytes or b"")
    version = str(function.version)
    group = function.logs_group_name
    stream = f"{time.strftime('%Y/%m/%d')}/[{version}]{os.urandom(16).hex()}"
    return Function(
        function.function_arn,
        settings.namespace.command(_command(function, directory)),
        directory,
        lambda: _variables(function, directory, version, group, stream),
        int(function.timeout),
        _log(function, group, stream),
        settings.max_environments,
    )


def _unpacked(code: bytes) -> str:
    directory = os.path.join(settings.run_dir, "functions", hashlib.sha256(code).hexdigest()[:16])
    if not os.path.exists(directory):
        os.makedirs(directory)
        unpack(io.BytesIO(code), directory)
    return directory


def _command(function, directory: str) -> list[str]:
    runtime = function.run_time or ""
    if runtime.startswith("provided"):
        with open(bootstrap(directory), "rb") as file:
            native = file.read(4) == b"\x7fELF"
        return [bootstrap(directory), *(settings.namespace.java_options() if native else [])]
    if runtime.startswith("java"):
        _check_java(runtime)
        return java_command(
            settings.java_home, directory, function.handler, int(function.memory_size), settings.namespace.java_options())
    raise CannotRun(f"no way to run {function.function_name}: runtime {runtime!r}")


def _check_java(runtime: str) -> None:
    wanted = int(runtime.removeprefix("java").partition(".")[0])
    release = Path(settings.java_home, "release")
    found = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.exists() else None
    if found is None or int(found.group(1)) < wanted:
        raise CannotRun(f"runtime {runtime}: JAVA_HOME or --java-home must be a JDK {wanted}, not {settings.java_home!r}")
    if not RUNTIME.is_dir():
        raise CannotRun(f"runtime {runtime}: nothing at {RUNTIME}: mvn -f local/java/pom.xml package")


def _variables(function, directory: str, version: str, group: str, stream: str) -> dict[str, str]:
    """Nothing of the server's own environment but where the programs of this machine are."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "_HANDLER": function.handler or "",
        "LAMBDA_TASK_ROOT": directory,
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_LAMBDA_FUNCTION_VERSION": version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
        "AWS_LAMBDA_LOG_GROUP_NAME": group,
        "AWS_LAMBDA_LOG_STREAM_NAME": stream,
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        "AWS_ENDPOINT_URL": settings.endpoint,
        "TZ": ":UTC",
        **settings.namespace.environment(),
        **settings.role_credentials(function.role, function.function_name),
        **{name: str(value) for name, value in (function.environment_vars or {}).items()},
    }


def _log(function, group: str, stream: str):
    logs = function.logs_backend
    if group == f"/aws/lambda/{function.function_name}":  # Lambda's own; any other has to be there
        logs.ensure_log_group(group)
    arn = f"arn:{get_partition(function.region)}:logs:{function.region}:{function.account_id}:log-group:{group}"
    may_write = settings.role_may(function.role, "logs:PutLogEvents", f"{arn}:log-stream:{stream}")
    if group in logs.groups:
        logs.create_log_stream(group, stream)
    path = os.path.join(settings.run_dir, f"{function.function_name}.log")

    def write(line: str) -> None:
        with open(path, "a") as file:
            file.write(line + "\n")
        if may_write and group in logs.groups:  # as long as nobody has deleted it
            logs.put_log_events(group, stream, [{"timestamp": int(time.time() * 1000), "message": line}])

    return write
