"""Seconds of processor that each part of this machine has taken: what sets the bound where all of it is at work."""

import os
import resource
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
PARTS = ("skopeo", "registries", "fronts", "functions", "the bench")


def spent(server: int) -> dict[str, float]:
    """`server` is the process of the emulated AWS, whose tasks and registries are its children, as ours are here.

    skopeo: with the shells around it, as far as they have ended; fronts: with the rest of the emulated AWS;
    the bench: this process, which moves and asks by itself in (d), and else waits.
    """
    seconds = dict.fromkeys(PARTS, 0.0)
    seconds["the bench"] = _used(resource.RUSAGE_SELF)
    seconds["skopeo"] = _used(resource.RUSAGE_CHILDREN)
    for pid in [server, *_children(server)]:
        try:
            name, live, ended = _stat(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended since, and counts as such
        if pid == server:
            seconds["fronts"] += live
            seconds["skopeo"] += ended
        elif name.startswith("docker-registry"):
            seconds["registries"] += live
        elif name in ("java", "bootstrap"):
            seconds["functions"] += live
    return seconds


def of(pid: int) -> float:
    """One process alone."""
    return _stat(pid)[1]


def _used(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _children(pid: int) -> list[int]:
    return [int(child) for thread in Path(f"/proc/{pid}/task").iterdir()
            for child in _text(thread / "children").split()]


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _stat(pid: int) -> tuple[str, float, float]:
    """https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: utime and stime are fields 14 and 15, then cutime."""
    head, _, tail = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    fields = tail.split()
    return head.partition("(")[2], sum(map(int, fields[11:13])) / _TICKS, sum(map(int, fields[13:15])) / _TICKS
