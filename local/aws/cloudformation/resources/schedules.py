"""AWS::Scheduler::Schedule."""

from .definition import define


def types() -> list[type]:
    return [
        define("AWS::Scheduler::Schedule", "Name", _create_schedule, _delete_schedule),
    ]


def _create_schedule(name, properties, account, region):
    from moto.scheduler.models import scheduler_backends

    scheduler_backends[account][region].create_schedule(
        properties.get("Description"),
        properties.get("EndDate"),
        properties["FlexibleTimeWindow"],
        properties.get("GroupName"),
        properties.get("KmsKeyArn"),
        name,
        properties["ScheduleExpression"],
        properties.get("ScheduleExpressionTimezone"),
        properties.get("StartDate"),
        properties.get("State"),
        properties["Target"],
        None,
    )


def _delete_schedule(physical_id, properties, account, region):
    from moto.scheduler.models import scheduler_backends

    scheduler_backends[account][region].delete_schedule(properties.get("GroupName"), physical_id)
