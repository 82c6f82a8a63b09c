"""How many tasks have started, and how many there were at once: what a test of limits asks."""

import threading

_lock = threading.Lock()
_counts = {"started": 0, "atOnce": 0, "mostAtOnce": 0}


def started() -> None:
    """A task counts from RunTask until it has stopped, as in Fargate's bill and quota."""
    with _lock:
        _counts["started"] += 1
        _counts["atOnce"] += 1
        _counts["mostAtOnce"] = max(_counts["mostAtOnce"], _counts["atOnce"])


def stopped() -> None:
    with _lock:
        _counts["atOnce"] -= 1


def report() -> dict:
    with _lock:
        return dict(_counts)


def reset() -> dict:
    """Answers the counts up to now; those who still run go on counting."""
    with _lock:
        before = dict(_counts)
        _counts.update(started=0, mostAtOnce=_counts["atOnce"])
        return before
