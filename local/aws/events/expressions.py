"""Which schedules EventBridge Scheduler takes; moto takes every text.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
"""

import re
import zoneinfo

from ..errors import ApiError

_RATE = re.compile(r"rate\([1-9]\d* (minute|hour|day)s?\)")
_AT = re.compile(r"at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)")
_CRON = re.compile(r"cron\((.+)\)")


def check(expression: str, time_zone: str | None) -> None:
    if not (_RATE.fullmatch(expression) or _AT.fullmatch(expression) or _is_cron(expression)):
        raise ApiError("ValidationException", f"Invalid Schedule Expression {expression}.")
    if time_zone and time_zone not in zoneinfo.available_timezones():
        raise ApiError("ValidationException", f"Invalid Schedule Expression Timezone {time_zone}.")


def _is_cron(expression: str) -> bool:
    """Minutes, hours, day of the month, month, day of the week, year; a value for one day needs `?` for the other."""
    found = _CRON.fullmatch(expression)
    fields = found[1].split() if found else []
    return len(fields) == 6 and (fields[2] == "?") != (fields[4] == "?")
