"""One tick of a schedule, on request: there is no clock."""

import json

from moto.events import models
from moto.scheduler.models import scheduler_backends

from . import deliver
from .delivery import deliver_or_bury


def fire(account: str, region: str, name_part: str) -> list:
    """Every enabled schedule, of a rule or of EventBridge Scheduler, with this in its name."""
    delivered = []
    for rule in models.events_backends[account][region].event_buses["default"].rules.values():
        if name_part in rule.name and rule.scheduled_expression and rule.state == "ENABLED":
            for target in rule.targets:
                default = '{"source":"aws.events","detail-type":"Scheduled Event"}'
                event = json.loads(target.get("Input", default))
                delivered.append(deliver_or_bury(deliver, target, event, account, rule.arn, "events"))
    for group in scheduler_backends[account][region].schedule_groups.values():
        for schedule in group.schedules.values():
            if name_part in schedule.name and schedule.state == "ENABLED":
                event = json.loads(schedule.target.get("Input", "{}"))
                delivered.append(
                    deliver_or_bury(deliver, schedule.target, event, account, schedule.arn, "scheduler")
                )
    return [one for one in delivered if one is not None]
