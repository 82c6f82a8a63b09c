"""Switchable faults of functions: an execution environment that dies in the middle of an invocation."""

import re
import threading

# When the process is killed: so many seconds after it has got its event, or when it hands in its answer.
ANSWER = "answer"

_lock = threading.Lock()
_faults: list[dict] = []


def add(name: str, times: int = 1, after_s: float | None = None, at: str | None = None) -> list[dict]:
    """`name` is a pattern; either after_s or at="answer": then all is done and nobody hears of it."""
    if (after_s is None) == (at is None) or at not in (None, ANSWER):
        raise ValueError(f'a fault of a function has either after_s or at="{ANSWER}"')
    with _lock:
        _faults.append({"name": name, "times": times, "after_s": after_s, "at": at})
        return list(_faults)


def clear() -> list[dict]:
    with _lock:
        left = list(_faults)
        _faults.clear()
        return left


def take(function_arn: str) -> dict | None:
    with _lock:
        for fault in _faults:
            if fault["times"] > 0 and re.search(fault["name"], function_arn.split(":function:")[-1]):
                fault["times"] -= 1
                return fault
    return None
