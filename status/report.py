"""The state of a stack as plain data, ready for JSON."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Iterable

from stack import Stack

_COUNTS = ("upToDate", "planned", "succeeded", "unavailable", "failed", "batches")
_USAGE = ("tasks", "bytesCopied", "taskSeconds")


def report(stack: Stack, runs: int) -> dict:
    """The stack is `well` when no image and no latest run has failed, and nothing is left behind: see `_is_well`.

    `failedRuns` holds those of the latest runs that failed: the last run that has ended, and the last of everything, whose
    end is `asOf`. `unconfirmed` is the address to which failures should be told, if nobody is. `behind` holds the images
    that are not at the destination. An image that was behind before the last run that compared everything is not among
    them but counted as OUTDATED: that run found it at the destination, or no longer had to copy it. A run is UNSETTLED if
    its execution has ended and its record still says RUNNING; `unsettled` names the latest such run, unless a later one
    has compared everything.
    """
    running = stack.running()  # asked first: what has ended since has left nothing behind
    found = [stack.settled(record) for record in stack.runs(runs + 1)]
    of_everything = _last_ended(map(stack.settled, stack.runs_of_everything()))
    latest = [*_last_ended(found), *of_everything]
    del found[runs:]
    comparison = next(filter(_has_compared, stack.runs_of_everything()), None)
    states: dict[str, int] = {}
    behind = []
    for row in stack.images():
        if row["status"] != "SUCCEEDED" and comparison and _time(_touched(row)) < _time(comparison["startedAt"]):
            row["status"] = "OUTDATED"
        states[row["status"]] = states.get(row["status"], 0) + 1
        if row["status"] not in ("SUCCEEDED", "OUTDATED"):
            behind.append(_image(row))
    behind.sort(key=lambda image: (image["status"] != "FAILED", image["image"]))
    running = running or stack.running()  # one that has begun meanwhile
    failed = {record["id"]: _run(record) for record in latest if record["status"] == "FAILED"}
    since = comparison["id"] if comparison else ""
    broken = (record["id"] for record in (*found, *latest) if record["status"] == "UNSETTLED" and record["id"] >= since)
    return {
        "stack": stack.name, "region": stack.region, "running": running,
        "well": _is_well(running, latest, behind), "failedRuns": list(failed.values()),
        "asOf": next((record.get("finishedAt") for record in of_everything), None),
        "unsettled": next(broken, None), "unconfirmed": stack.unconfirmed_address(),
        "images": dict(sorted(states.items())), "runs": [_run(record) for record in found], "behind": behind,
    }


def _last_ended(records: Iterable[dict]) -> list[dict]:
    """One at most; the newest come first."""
    return list(islice((record for record in records if record["status"] != "RUNNING"), 1))


def _is_well(running: str | None, latest: list[dict], behind: list[dict]) -> bool:
    has_run = bool(running or latest)
    no_run_failed = all(record["status"] not in ("FAILED", "UNSETTLED") for record in latest)
    no_image_failed = all(image["status"] != "FAILED" for image in behind)
    nothing_left_behind = bool(running) or not behind  # a run in progress may still bring the rest
    return has_run and no_run_failed and no_image_failed and nothing_left_behind


def _has_compared(run: dict) -> bool:
    return run["compared"] or run["status"] == "SUCCEEDED"


def _touched(row: dict) -> str:
    return row.get("finishedAt", row["plannedAt"])


def _run(record: dict) -> dict:
    run = {"id": record["id"], "status": record["status"], "startedAt": record["startedAt"]}
    run["seconds"] = _seconds(record)
    run.update({name: int(record[name]) for name in (*_COUNTS, *_USAGE)})
    run["dollars"] = float(record["dollars"])
    run.update({name: record[name] for name in ("partial", "message", "problems")})
    return run


def _seconds(record: dict) -> int | None:
    if "finishedAt" not in record:
        return None
    return round((_time(record["finishedAt"]) - _time(record["startedAt"])).total_seconds())


def _time(text: str) -> datetime:
    """Of UTC, to the millisecond: Python before 3.11 reads neither the Z nor every number of digits."""
    return datetime.fromisoformat(text.rstrip("Z")[:23])


def _image(row: dict) -> dict:
    return {
        "image": f"{row['repository']}:{row['tag']}", "status": row["status"], "reason": row.get("reason", ""),
        "attempts": int(row["attempts"]), "run": row["run"],
    }
