"""The state of a stack as text."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

_MOST_BEHIND = 50
_UNSETTLED = """
the run {} has ended, but its record still says RUNNING:
  It was stopped or broke off, and SettleRun has not settled it yet. If this lasts for more than a few minutes, SettleRun
  failed as well: images that were not copied stay PENDING or COPYING, and no message was sent.
  Read SettleRun's log (docs/operating.md says where it is), then start a run: it copies what is missing."""

_UNCONFIRMED = """
nobody hears of failures: {} is not confirmed, or has unsubscribed:
  Open the link that AWS Notifications has sent. If that is more than 48 hours ago, or somebody has unsubscribed, subscribe
  the address to the topic again (output AlarmTopicArn)."""


def render(found: dict) -> str:
    lines = [f"{found['stack']} in {found['region']}: {_headline(found)}"]
    lines += _runs(found["runs"])
    for run in found["failedRuns"]:
        lines += ["", f"run {run['id']}: {run['message']}", *(f"  {problem}" for problem in run["problems"])]
    if found["unsettled"] and not found["well"]:
        lines.append(_UNSETTLED.format(found["unsettled"]))
    if found["unconfirmed"]:
        lines.append(_UNCONFIRMED.format(found["unconfirmed"]))
    if found["behind"]:
        lines += ["", "behind or failed:"]
        for one in found["behind"][:_MOST_BEHIND]:
            lines.append(f"  {one['status']:<9}  {one['image']}")
            if one["reason"]:
                lines.append(f"             {one['reason']}")
        more = len(found["behind"]) - _MOST_BEHIND
        if more > 0:
            lines.append(f"  and {more} more; JSON=1 (--json) shows all")
    return "\n".join(lines)


def _headline(found: dict) -> str:
    none_has_ended = not found["asOf"] and all(run["status"] == "RUNNING" for run in found["runs"])
    if found["running"] and not found["images"] and none_has_ended:
        return "the first run is comparing source and destination"
    if not found["runs"]:
        return "no run yet"
    images = ", ".join(f"{count} {status}" for status, count in found["images"].items())
    going = "; a run is in progress" if found["running"] else ""
    return f"{_state(found)}; images: {images or 'none'}{going}"


def _state(found: dict) -> str:
    if found["well"]:
        return "all is well" + _as_of(found["asOf"])
    if found["unsettled"]:
        return "a run broke off"
    if found["failedRuns"] or "FAILED" in found["images"]:
        return "something failed"
    return "images were left behind"


def _as_of(time: str | None) -> str:
    if time is None:
        return ""
    minute = time[:16]
    age = datetime.now(timezone.utc) - datetime.fromisoformat(f"{minute}+00:00")
    return f" as of {minute.replace('T', ' ')} UTC ({ago(age)})"


def ago(age: timedelta) -> str:
    minutes = max(0, age // timedelta(minutes=1))
    if minutes < 120:
        return f"{minutes} min ago"
    hours = minutes // 60
    return f"{hours} h ago" if hours < 48 else f"{hours // 24} days ago"


def _runs(runs: list[dict]) -> list[str]:
    if not runs:
        return []
    lines = [
        "",
        f"{'run':<26} {'status':<10} {'took':>8} {'copied':>7} {'failed':>7} {'up to date':>11} "
        f"{'tasks':>6} {'GB':>8} {'about $':>8}"
    ]
    for run in runs:
        took = "-" if run["seconds"] is None else f"{run['seconds']} s"
        lines.append(
            f"{run['id']:<26} {run['status']:<10} {took:>8} {run['succeeded']:>7} {run['failed']:>7} "
            f"{run['upToDate']:>11} {run['tasks']:>6} {run['bytesCopied'] / 1e9:>8.2f} "
            f"{run['dollars']:>8.2f}{'  some images only' if run['partial'] else ''}"
        )
    return lines
