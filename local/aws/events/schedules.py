"""One tick of a schedule, on request: there is no clock."""

import json

from moto.scheduler.models import scheduler_backends

from . import deliver
from .delivery import deliver_or_bury


def fire(account: str, region: str, name_part: str) -> list:
    """Every enabled schedule of EventBridge Scheduler with this in its name."""
    delivered = []
    for group in scheduler_backends[account][region].schedule_groups.values():
        for schedule in group.schedules.values():
            if name_part in schedule.name and schedule.state == "ENABLED":
                event = json.loads(schedule.target.get("Input", "{}"))
                delivered.append(
                    deliver_or_bury(deliver, schedule.target, event, account, schedule.arn, "scheduler")
                )
    return [one for one in delivered if one is not None]
