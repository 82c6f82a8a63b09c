"""The "ECS Task State Change" event, with the faults that were asked for between a task and EventBridge.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
"""

import datetime
import threading

from .. import events
from ..faults import hold
from . import faults


def task_changed(task) -> None:
    event = events.event(
        task._account_id, task.region_name, "aws.ecs", "ECS Task State Change", _detail(task), [task.task_arn])
    fate = faults.fate_of(task.local_status)
    if "drop" in fate:
        return
    if "delay_s" in fate:
        threading.Thread(target=_publish_later, args=(event, fate), daemon=True).start()
        return
    events.publish(event)
    if "duplicate" in fate:
        events.publish(event)


def _publish_later(event: dict, fate: dict) -> None:
    hold(fate)
    events.publish(event)


def _detail(task) -> dict:
    definition = task.local_definition
    detail = {
        "attachments": task.attachments,
        "capacityProviderName": task.capacity_provider_name,
        "availabilityZone": task.region_name + "a",
        "clusterArn": task.cluster_arn,
        "connectivity": "CONNECTED",
        "containers": [_container(task, container) for container in task.containers],
        "cpu": str(definition.cpu),
        "createdAt": _iso(task.created_at),
        "desiredStatus": task.desired_status,
        "enableExecuteCommand": False,
        "ephemeralStorage": definition.ephemeral_storage or {"sizeInGiB": 20},
        "executionStoppedAt": _iso(task.execution_stopped_at),
        "group": task.group,
        "lastStatus": task.local_status,
        "launchType": task.launch_type or "FARGATE",
        "memory": str(definition.memory),
        "overrides": task.overrides or {"containerOverrides": []},
        "platformVersion": "1.4.0",
        "pullStartedAt": _iso(task.started_at),
        "pullStoppedAt": _iso(task.started_at),
        "startedAt": _iso(task.started_at),
        "startedBy": task.started_by or None,
        "stopCode": task.stop_code,
        "stoppedAt": _iso(task.stopped_at),
        "stoppedReason": task.stopped_reason or None,
        "stoppingAt": _iso(task.stopping_at),
        "taskArn": task.task_arn,
        "taskDefinitionArn": task.task_definition_arn,
        "updatedAt": _iso(datetime.datetime.now(datetime.timezone.utc)),
        "version": task.version,
    }
    return _without_none(detail)


def _container(task, container) -> dict:
    return _without_none({
        "containerArn": container.container_arn,
        "cpu": "0",
        "exitCode": container.exit_code,
        "image": container.image,
        "lastStatus": container.last_status,
        "name": container.name,
        "networkInterfaces": [],
        "reason": container.reason,
        "runtimeId": f"{task.id.replace('-', '')}-0",
        "taskArn": task.task_arn,
    })


def _iso(moment: datetime.datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z" if moment else None


def _without_none(values: dict) -> dict:
    return {name: value for name, value in values.items() if value is not None}
