"""The awslogs driver: a task does not start where it may not write, and its lines go to the log group.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
"""

import time

from moto.utilities.utils import get_partition

from ..settings import settings


class LogsUnavailable(Exception):
    def __init__(self, cause: str):
        super().__init__(f"ResourceInitializationError: failed to validate logger args: {cause}")


def open_stream(task, definition, container_definition: dict):
    """A function that takes a line; raises LogsUnavailable."""
    from moto.logs.models import logs_backends

    options = (container_definition.get("logConfiguration") or {}).get("options") or {}
    group = options.get("awslogs-group")
    if not group:
        return lambda line: None
    region = options.get("awslogs-region", task.region_name)
    backend = logs_backends[task._account_id][region]
    stream = f"{options.get('awslogs-stream-prefix')}/{container_definition['name']}/{task.id}"
    if group not in backend.groups:
        raise LogsUnavailable(f"create stream has been retried 1 times: the log group {group} does not exist")
    role = getattr(definition, "execution_role_arn", None)
    arn = f"arn:{get_partition(region)}:logs:{region}:{task._account_id}:log-group:{group}:log-stream:{stream}"
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        if not settings.role_may(role, action, arn):
            raise LogsUnavailable(f"{role} is not authorized to perform {action} on {arn}")
    backend.create_log_stream(group, stream)

    def write(line: str) -> None:
        if group in backend.groups:  # it may have been deleted meanwhile
            backend.put_log_events(group, stream, [{"timestamp": int(time.time() * 1000), "message": line}])

    return write
