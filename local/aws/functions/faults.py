"""Switchable faults of functions: an execution environment that dies in the middle of an invocation."""

import re

from ..faults import Faults

# When the process is killed: so many seconds after it has got its event, or when it hands in its answer.
ANSWER = "answer"

_faults = Faults({"name"}, {"after_s", "at"})
clear = _faults.clear


def add(**fault) -> list[dict]:
    """`name` is a pattern; either after_s or at="answer": then all is done and nobody hears of it."""
    if {"after_s", "at"} <= fault.keys() or fault.get("at", ANSWER) != ANSWER:
        raise ValueError(f'a fault of a function has either after_s or at="{ANSWER}"')
    return _faults.add([fault])


def take(function_arn: str) -> dict | None:
    name = function_arn.split(":function:")[-1]
    return _faults.take(lambda fault: re.search(fault.get("name", ""), name))
