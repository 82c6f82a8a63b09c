"""AWS::Scheduler::Schedule."""

from ...events import check_target, expressions
from .definition import define


def types() -> list[type]:
    return [
        define("AWS::Scheduler::Schedule", "Name", _create_schedule, _delete_schedule, _update_schedule),
    ]


def _create_schedule(name, properties, account, region):
    _backend(account, region).create_schedule(name=name, action_after_completion=None, **_checked(properties))


def _update_schedule(physical_id, properties, account, region):
    _backend(account, region).update_schedule(name=physical_id, **_checked(properties))


def _delete_schedule(physical_id, properties, account, region):
    _backend(account, region).delete_schedule(properties.get("GroupName"), physical_id)


def _backend(account, region):
    from moto.scheduler.models import scheduler_backends

    return scheduler_backends[account][region]


def _checked(properties: dict) -> dict:
    """As moto's methods name them."""
    expressions.check(properties["ScheduleExpression"], properties.get("ScheduleExpressionTimezone"))
    check_target(properties["Target"]["Arn"])
    return {
        "description": properties.get("Description"),
        "end_date": properties.get("EndDate"),
        "flexible_time_window": properties["FlexibleTimeWindow"],
        "group_name": properties.get("GroupName"),
        "kms_key_arn": properties.get("KmsKeyArn"),
        "schedule_expression": properties["ScheduleExpression"],
        "schedule_expression_timezone": properties.get("ScheduleExpressionTimezone"),
        "start_date": properties.get("StartDate"),
        "state": properties.get("State") or "ENABLED",
        "target": properties["Target"],
    }
