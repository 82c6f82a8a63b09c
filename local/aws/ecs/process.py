"""A task's container as a local process: its command, environment, output and end."""

import os
import signal
import subprocess
import threading

from ..settings import settings

STOP_TIMEOUT_S = 30

_running: set[subprocess.Popen] = set()


def start(task, definition, container_definition: dict, secret_values: dict[str, str]) -> subprocess.Popen:
    override = _override(task, container_definition["name"])
    command = override.get("command") or container_definition.get("command") or []
    argv = (settings.task_command or container_definition.get("entryPoint") or []) + command
    process = subprocess.Popen(
        settings.namespace.command(argv),
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
    threading.Thread(target=_end_with_first, args=(process,), daemon=True).start()
    _follow_output(process, task, write)
    status = process.wait()
    _running.discard(process)
    return status if status >= 0 else 128 - status


def terminate(process: subprocess.Popen, kill_after_s: float) -> None:
    """SIGTERM is for the container's first process only, as on ECS, which may hand it on."""
    if process.poll() is None:
        _send(os.kill, process, signal.SIGTERM)
    killer = threading.Timer(kill_after_s, _kill, (process,))
    killer.daemon = True
    killer.start()


def stop_all() -> None:
    for process in list(_running):
        _kill(process)


def _kill(process: subprocess.Popen) -> None:
    if process.poll() is None:
        _send(os.killpg, process, signal.SIGKILL)  # the group that start_new_session made


def _end_with_first(process: subprocess.Popen) -> None:
    """What a container's first process leaves behind ends with it."""
    process.wait()
    _send(os.killpg, process, signal.SIGKILL)


def _send(kill, process: subprocess.Popen, number: int) -> None:
    try:
        kill(process.pid, number)
    except ProcessLookupError:
        pass


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
        **settings.namespace.environment(),
        **{variable["name"]: variable["value"] for variable in listed},
        "AWS_REGION": task.region_name,
        "AWS_DEFAULT_REGION": task.region_name,
        "AWS_ENDPOINT_URL": settings.endpoint,
        "AWS_EXECUTION_ENV": "AWS_ECS_FARGATE",
        "LOCAL_AWS_IMAGE": container_definition["image"],
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
