"""One way in one case: what was asked of registries and of AWS, what travelled, how long it took."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import processors
from counts import Traffic
from sandbox import Run, Sandbox
from stack import Server

AT_ONCE = 10  # processes and threads of the others; tasks of ours
COPIES_A_TASK = 4  # side by side in a task of ours; the template's default
MANY = AT_ONCE * COPIES_A_TASK
# Each by the prefix of its repositories.
WAYS = {
    "a": f"(a) copy a tag, {AT_ONCE} at once",
    "b": f"(b) sync, {AT_ONCE} at once",
    "b-many": f"(b) sync, {MANY} at once",
    "c": f"(c) ours, {AT_ONCE} tasks of {COPIES_A_TASK}",
    "d": f"(d) the limit, {AT_ONCE} at once",
}
HEADER = ["case and way", "tasks", "ECR calls", "requests", "a tag", "HEAD", "GET", "PUT", "sent", "of (d)", "time",
          "copying", "a task"]


@dataclass(frozen=True)
class Measure:
    """Of ours: copying_s is from the start of the first task to the end of the last, task_s how long each took."""

    tasks: int | None
    calls: int
    traffic: Traffic
    seconds: float
    processors: dict[str, float]
    copying_s: float = 0
    task_s: list[float] = field(default_factory=list)

    def row(self, name: str, tags: int, least: int) -> list[str]:
        traffic = self.traffic
        return [
            name, "-" if self.tasks is None else str(self.tasks), f"{self.calls:,}", f"{traffic.requests:,}",
            f"{traffic.requests / tags:.2f}", f"{traffic.heads:,}", f"{traffic.gets:,}", f"{traffic.puts:,}",
            f"{traffic.sent / 1e6:.2f} MB", f"{traffic.sent / least:.2f}" if least else "-", _time(self.seconds),
            f"{self.copying_s:.1f} s" if self.task_s else "-",
            f"{min(self.task_s):.0f} to {max(self.task_s):.0f} s" if self.task_s else "-",
        ]


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 10 else f"{seconds:.2f} s"


PROFILE_HEADER = ["case and way", *processors.PARTS, "together", "of the machine"]


def profile(name: str, measure: Measure) -> list[str]:
    """Seconds of processor by part, and how much of all processors they are."""
    all_s = sum(measure.processors.values())
    share = all_s / measure.seconds / os.cpu_count()
    return [name, *(f"{measure.processors[part]:.1f} s" for part in processors.PARTS), f"{all_s:.1f} s", f"{share:.0%}"]


def measured(sandbox: Sandbox, sizes: dict[str, int], copy: Callable[[], Run | int | None]) -> Measure:
    """`copy` answers our run, or how many processes it has taken."""
    server = sandbox.server
    server.control("DELETE", "registry-accesses")
    calls_before = _ecr_calls(server)
    before = processors.spent(server.process.pid)
    begin, since = time.monotonic(), time.time()
    ended = copy()
    seconds = time.monotonic() - begin
    spent = {part: now - before[part] for part, now in processors.spent(server.process.pid).items()}
    calls = _ecr_calls(server) - calls_before
    traffic = Traffic.of(server.control("GET", "registry-accesses"), sizes)
    if not isinstance(ended, Run):
        return Measure(ended, calls, traffic, seconds, spent)
    begins, ends = _tasks(sandbox, since)
    return Measure(
        ended.tasks, calls, traffic, _lasted(sandbox, ended), spent,
        max(ends, default=0) - min(begins, default=0),
        [end - begin for begin, end in zip(begins, ends)])


def _ecr_calls(server: Server) -> int:
    return server.control("GET", "api-calls").get("ecr", 0)


def _lasted(sandbox: Sandbox, run: Run) -> float:
    states = sandbox.server.home.client("stepfunctions")
    execution = states.describe_execution(executionArn=run.execution)
    return (execution["stopDate"] - execution["startDate"]).total_seconds()


def _tasks(sandbox: Sandbox, since: float) -> tuple[list[float], list[float]]:
    """When the containers of the tasks have begun and ended that were created since then."""
    ecs = sandbox.server.home.client("ecs")
    arns = ecs.list_tasks(cluster="replication", desiredStatus="STOPPED")["taskArns"]
    found = [
        task for first in range(0, len(arns), 100)
        for task in ecs.describe_tasks(cluster="replication", tasks=arns[first:first + 100])["tasks"]
        if task["createdAt"].timestamp() >= since
    ]
    return ([task["startedAt"].timestamp() for task in found],
            [task["executionStoppedAt"].timestamp() for task in found])
