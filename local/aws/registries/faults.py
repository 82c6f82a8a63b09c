"""What the fronts have seen, and the faults they are told to show."""

import re
import threading
import time

from ..faults import Faults

# README.md says what they mean.
_faults = Faults({"host", "method", "path"}, {"status", "delay_s", "cut"}, {"body", "headers"})
add, clear = _faults.add, _faults.clear
_accesses: list[dict] = []
_lock = threading.Lock()


def take(kind: str, host: str, method: str, path: str) -> dict | None:
    """The first fault that fits and has this kind of effect ("status", "delay_s", "cut"); counts it down."""
    return _faults.take(lambda fault: (
        kind in fault
        and re.search(fault.get("host", ""), host)
        and re.search(fault.get("path", ""), path)
        and fault.get("method", method) == method
    ))


def record(host: str, method: str, path: str, status: int) -> None:
    with _lock:
        _accesses.append({"host": host, "method": method, "path": path, "status": status, "time": time.time()})


def accesses() -> list[dict]:
    """All requests since the last call of clear_accesses(), oldest first; times are seconds since 1970."""
    with _lock:
        return list(_accesses)


def clear_accesses() -> list[dict]:
    """Answers what it has cleared, so that nothing is lost between two calls."""
    with _lock:
        taken = list(_accesses)
        _accesses.clear()
        return taken
