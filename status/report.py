"""The state of a stack as plain data, ready for JSON."""

from datetime import datetime
from itertools import islice

from stack import Stack

_COUNTS = ("upToDate", "planned", "succeeded", "unavailable", "failed", "batches")
_USAGE = ("tasks", "bytesCopied", "taskSeconds")


def report(stack: Stack, runs: int) -> dict:
    """`well` is whether the last run has succeeded, or goes on, so has the last of everything, and no image is behind
    that no run is copying. `failedRuns` are those of these two runs that have failed.

    OUTDATED is what was behind before a run of everything that succeeded without it: it is no longer to be copied, or
    is there. UNSETTLED is a run whose record goes on without it.
    """
    running = stack.running()  # asked first: what has ended since has left nothing behind
    found = [stack.settled(record) for record in stack.runs(runs)]
    last = [*found[:1], *(stack.settled(record) for record in islice(stack.runs_of_everything(), 1))]
    good = next((record for record in stack.runs_of_everything() if record["status"] == "SUCCEEDED"), None)
    states: dict[str, int] = {}
    behind = []
    for row in stack.images():
        if row["status"] != "SUCCEEDED" and good and _time(_touched(row)) < _time(good["startedAt"]):
            row["status"] = "OUTDATED"
        states[row["status"]] = states.get(row["status"], 0) + 1
        if row["status"] not in ("SUCCEEDED", "OUTDATED"):
            behind.append(_image(row))
    behind.sort(key=lambda one: (one["status"] != "FAILED", one["image"]))
    running = running or stack.running()  # one that has begun meanwhile
    ill = any(one["status"] in ("FAILED", "UNSETTLED") for one in (*last, *behind))
    failed = {record["id"]: _run(record) for record in last if record["status"] == "FAILED"}
    return {
        "stack": stack.name, "region": stack.region, "running": running,
        "well": not ill and bool(running or last and not behind), "failedRuns": list(failed.values()),
        "unsettled": next((record["id"] for record in (*found, *last) if record["status"] == "UNSETTLED"), None),
        "images": dict(sorted(states.items())), "runs": [_run(record) for record in found], "behind": behind,
    }


def _touched(row: dict) -> str:
    return row.get("finishedAt", row["plannedAt"])


def _run(record: dict) -> dict:
    run = {"id": record["id"], "status": record["status"], "startedAt": record["startedAt"]}
    run["seconds"] = _seconds(record)
    run.update({name: int(record[name]) for name in (*_COUNTS, *_USAGE) if name in record})
    if "dollars" in record:
        run["dollars"] = float(record["dollars"])
    run["partial"] = bool(record.get("partial"))
    run["message"] = record.get("message", "")
    run["problems"] = list(record.get("problems", []))
    return run


def _seconds(record: dict) -> int | None:
    if "finishedAt" not in record:
        return None
    return round((_time(record["finishedAt"]) - _time(record["startedAt"])).total_seconds())


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _image(row: dict) -> dict:
    return {
        "image": f"{row['repository']}:{row['tag']}", "status": row["status"], "reason": row.get("reason", ""),
        "attempts": int(row.get("attempts", 0)), "run": row.get("run", ""),
    }
