"""Shows a run while it goes on: a bar, and a line for each image that has come to its end."""

import time

from sandbox import Replicator, Run

from .screen import Screen

_PAUSE_S = 0.4
_OVER = ("SUCCEEDED", "FAILED")


def follow(screen: Screen, replicator: Replicator, execution: str, prefix: str, limit_s: float = 180) -> Run:
    """Returns when the execution has ended."""
    shown: set[str] = set()
    deadline = time.monotonic() + limit_s
    while True:
        running = replicator.is_running(execution)  # asked first, so that the last look misses nothing
        rows = _rows(replicator, execution)
        over = [name for name, row in rows.items() if row["status"] in _OVER]
        for name in over:
            if name not in shown:
                shown.add(name)
                _line(screen, len(shown), len(rows), name.removeprefix(prefix + "/"), rows[name])
        screen.bar(len(over), len(rows))
        if not running or time.monotonic() > deadline:
            screen.bar_off()
            return replicator.ended(execution, limit_s=1)
        time.sleep(_PAUSE_S)


def _rows(replicator: Replicator, execution: str) -> dict[str, dict]:
    """Those that this execution has planned."""
    run = replicator.run_id(execution)
    if run is None:
        return {}
    return {name: row for name, row in replicator.images().items() if row.get("run") == run}


def _line(screen: Screen, number: int, total: int, name: str, row: dict) -> None:
    detail = row.get("reason") if row["status"] == "FAILED" else row.get("digest", "")[:19]
    screen.line(f"{number:>2}/{total}  {row['status']:<9}  {name:<22} {detail}")
