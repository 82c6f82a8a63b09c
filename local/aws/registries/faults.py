"""What the fronts have seen, and the faults they are told to show. Set through the control endpoints."""

import re
import threading
import time

# {"host": regex, "method": "GET", "path": regex, "times": 1, "status": 500, "body": "...", "headers": {}, "delay_s": 0}
# or, to break a download off, {"host": regex, "path": regex, "times": 1, "cut": BYTES}
_faults: list[dict] = []
_accesses: list[dict] = []
_lock = threading.Lock()
_cleared = threading.Event()


def add(faults: list[dict]) -> list[dict]:
    with _lock:
        _faults.extend(faults)
        return list(_faults)


def clear() -> list[dict]:
    """Lets the answers go that are held back; answers what was left of the faults."""
    global _cleared
    with _lock:
        left = list(_faults)
        _faults.clear()
        _cleared.set()
        _cleared = threading.Event()
        return left


def hold(seconds: float) -> None:
    """Holds an answer back, till the faults are cleared at the latest."""
    with _lock:
        cleared = _cleared
    cleared.wait(seconds)


def take(kind: str, host: str, method: str, path: str) -> dict | None:
    """The first fault that fits and has this kind of effect ("status", "delay_s", "cut"); counts it down."""
    with _lock:
        for fault in _faults:
            if (
                kind in fault
                and fault.get("times", 1) > 0
                and re.search(fault.get("host", ""), host)
                and re.search(fault.get("path", ""), path)
                and fault.get("method", method) == method
            ):
                fault["times"] = fault.get("times", 1) - 1
                return fault
    return None


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
