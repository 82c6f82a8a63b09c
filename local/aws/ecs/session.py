"""All that a container has started: the session that its first process leads, whatever groups are made in it.

A process group would not do: `timeout`, for one, makes one of its own.
"""

import os
import signal
import time
from pathlib import Path


def end(leader: int) -> None:
    """By SIGKILL; returns when they have ended."""
    while pids := _alive_in(leader):
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.01)


def _alive_in(leader: int) -> list[int]:
    found = []
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session = (directory / "stat").read_bytes().rpartition(b")")[2].split()[:4]
        except OSError:  # it has ended meanwhile
            continue
        if int(session) == leader and state not in (b"Z", b"X"):
            found.append(int(directory.name))
    return found
