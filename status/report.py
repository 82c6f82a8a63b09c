"""The state of a stack as plain data, ready for JSON."""

from datetime import datetime

from stack import Stack

_COUNTS = ("upToDate", "planned", "succeeded", "unavailable", "failed", "batches")
_USAGE = ("tasks", "bytesCopied", "taskSeconds")


def report(stack: Stack, runs: int) -> dict:
    """`well` is whether the last run has succeeded, or goes on, and no image is behind that no run is copying.

    OUTDATED is what FAILED before a run of everything that succeeded without it: it is no longer to be copied, or is there.
    """
    found = [_run(record) for record in stack.runs(runs)]
    states: dict[str, int] = {}
    behind = []
    last_good = stack.last_good_start()
    for row in stack.images():
        if last_good and row["status"] == "FAILED" and _time(row["finishedAt"]) < _time(last_good):
            row["status"] = "OUTDATED"
        states[row["status"]] = states.get(row["status"], 0) + 1
        if row["status"] not in ("SUCCEEDED", "OUTDATED"):
            behind.append(_image(row))
    behind.sort(key=lambda one: (one["status"] != "FAILED", one["image"]))
    failed = any(one["status"] == "FAILED" for one in behind)
    well = bool(found) and found[0]["status"] != "FAILED" and not failed
    return {
        "stack": stack.name, "well": well, "running": stack.running(), "images": dict(sorted(states.items())),
        "runs": found, "behind": behind,
    }


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
