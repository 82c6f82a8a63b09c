"""A task's container as a local process: its command, environment, output and end."""

import os
import shutil
import signal
import subprocess
import threading

from ..settings import settings
from . import session

STOP_TIMEOUT_S = 30

_running: set[subprocess.Popen] = set()


def start(task, definition, container_definition: dict, secret_values: dict[str, str]) -> subprocess.Popen:
    override = _override(task, container_definition["name"])
    command = override.get("command") or container_definition.get("command") or []
    argv = (container_definition.get("entryPoint") or []) + command
    os.makedirs(_directory(task))
    process = subprocess.Popen(
        settings.namespace.command(argv, shared_memory=True),
        env=_environment(task, definition, container_definition, override) | secret_values,
        cwd=settings.run_dir,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    _running.add(process)
    return process


def finish(process: subprocess.Popen, task, write) -> int:
    """Hands every line that the process prints to `write`, waits for its end, answers its exit code."""
    rest = threading.Thread(target=_end_with_first, args=(process,), daemon=True)
    rest.start()
    _follow_output(process, task, write)
    rest.join()
    status = process.wait()
    _running.discard(process)
    shutil.rmtree(_directory(task), ignore_errors=True)
    return status if status >= 0 else 128 - status


def terminate(process: subprocess.Popen, kill_after_s: float) -> None:
    """SIGTERM is for the container's first process only, as on ECS, which may hand it on."""
    process.send_signal(signal.SIGTERM)  # does nothing if it has ended
    killer = threading.Timer(kill_after_s, _kill, (process,))
    killer.daemon = True
    killer.start()


def stop_all() -> None:
    for process in list(_running):
        session.end(process.pid)
    shutil.rmtree(_directories(), ignore_errors=True)


def _kill(process: subprocess.Popen) -> None:
    if process.poll() is None:
        session.end(process.pid)


def _end_with_first(process: subprocess.Popen) -> None:
    """What a container's first process leaves behind ends with it."""
    process.wait()
    session.end(process.pid)


def _directories() -> str:
    return os.path.join(settings.run_dir, "tasks")


def _directory(task) -> str:
    """Its TMPDIR: what a container writes goes with it, however it ends."""
    return os.path.join(_directories(), task.id)


def _override(task, container_name: str) -> dict:
    for override in (task.overrides or {}).get("containerOverrides", []):
        if override.get("name") == container_name:
            return override
    return {}


def _environment(task, definition, container_definition: dict, override: dict) -> dict[str, str]:
    listed = container_definition.get("environment", []) + override.get("environment", [])
    role = (task.overrides or {}).get("taskRoleArn") or getattr(definition, "task_role_arn", None)
    credentials = settings.role_credentials(role, task.id) if role else {}
    return {
        "PATH": os.environ["PATH"],
        "HOME": settings.run_dir,
        "TMPDIR": _directory(task),
        **settings.namespace.environment(),
        **{variable["name"]: variable["value"] for variable in listed},
        "AWS_REGION": task.region_name,
        "AWS_DEFAULT_REGION": task.region_name,
        "AWS_ENDPOINT_URL": settings.endpoint,
        "AWS_EXECUTION_ENV": "AWS_ECS_FARGATE",
        "LOCAL_AWS_RUN_DIR": settings.run_dir,
        **credentials,
    }


def _follow_output(process: subprocess.Popen, task, write) -> None:
    """Copies it to a file and to the log."""
    with open(os.path.join(settings.run_dir, f"task-{task.id}.log"), "w", buffering=1) as file:
        for raw in process.stdout:
            line = raw.decode("utf-8", "replace").rstrip("\n")
            file.write(line + "\n")
            write(line)
