"""The life of a task, from PROVISIONING to STOPPED."""

import datetime
import threading
import time
import traceback

from ..settings import log
from . import counts, faults, logs, process, secrets, state_changes

_START_DELAY_S = 0.05


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


def start(task, definition) -> None:
    task.local_definition = definition
    task.local_status = "PROVISIONING"
    task.created_at = now()
    task.started_at = task.stopping_at = task.stopped_at = task.execution_stopped_at = None
    task.stop_code = None
    task.capacity_provider_name = None
    task.process = None
    task.version = 0
    counts.started()
    threading.Thread(target=_live, args=(task, definition), daemon=True).start()


def stop(task, reason: str | None, code: str = "UserInitiated") -> None:
    """StopTask: SIGTERM, and SIGKILL once the container's stopTimeout is over."""
    if task.desired_status != "STOPPED":
        task.desired_status = "STOPPED"
        task.stop_code = code
        task.stopped_reason = reason or "Task stopped by user"
    if task.process:
        _terminate(task)


def _terminate(task) -> None:
    first = task.local_definition.container_definitions[0]
    process.terminate(task.process, first.get("stopTimeout", process.STOP_TIMEOUT_S))


def _live(task, definition) -> None:
    try:
        _run(task, definition)
    except Exception as error:
        traceback.print_exc()
        _stop_before_start(task, f"CannotStartContainerError: {error}")


def _run(task, definition) -> None:
    container_definition = definition.container_definitions[0]
    _change(task, "PROVISIONING")
    time.sleep(_START_DELAY_S)
    _change(task, "PENDING")

    failure = faults.take("start_failure")
    if failure:
        return _stop_before_start(task, failure.replace("{image}", container_definition["image"]))
    try:
        secret_values = secrets.values_for(definition, container_definition, task)
        write = logs.open_stream(task, definition, container_definition)
    except (secrets.SecretUnavailable, logs.LogsUnavailable) as error:
        return _stop_before_start(task, str(error))
    if task.desired_status == "STOPPED":
        return _change(task, "STOPPED", stopped_at=now())

    task.process = process.start(task, definition, container_definition, secret_values)
    if task.desired_status == "STOPPED":  # since the look at it above
        _terminate(task)
    _change(task, "RUNNING", started_at=now())
    task.containers[0].exit_code = process.finish(task.process, task, write)
    task.execution_stopped_at = now()
    if not task.stop_code:
        task.stop_code = "EssentialContainerExited"
        task.stopped_reason = "Essential container in task exited"
    _end(task)


def _stop_before_start(task, reason: str) -> None:
    task.stop_code = "TaskFailedToStart"
    task.stopped_reason = reason
    for container in task.containers:
        container.reason = reason
    _end(task)


def _end(task) -> None:
    _change(task, "DEPROVISIONING", desired_status="STOPPED", stopping_at=now())
    faults.wait_for_looks()
    _change(task, "STOPPED", stopped_at=now())


def _change(task, status: str, **attributes) -> None:
    """Gives the task its next status and tells EventBridge."""
    for name, value in attributes.items():
        setattr(task, name, value)
    task.version += 1
    for container in task.containers:
        if status in ("DEPROVISIONING", "STOPPED"):
            container.last_status = "STOPPED"
        else:
            container.last_status = "RUNNING" if status == "RUNNING" else "PENDING"
    if status == "STOPPED":
        counts.stopped()
    task.local_status = status
    log(f"ecs {task.id[:8]} {status} startedBy={task.started_by} {task.stopped_reason}")
    state_changes.task_changed(task)
