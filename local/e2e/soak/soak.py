"""The two runs of a soak."""

import functools
import time
from collections import Counter
from dataclasses import dataclass

from sandbox import Run

from .population import population
from .truth import check, complete
from .weather import Weather

PREFIX = "mirror"
_TOLD_EVERY_S = 15
_SETTLED_WITHIN_S = 60


@dataclass(frozen=True)
class Size:
    """faults is the share of images, requests and events that meet one, 0.05 for 5 %."""

    images: int
    repositories: int
    seed: int
    faults: float


def soak(sandbox, replicator, size: Size, limit_s: float = 7200, say=functools.partial(print, flush=True)) -> Counter[str]:
    """The stack must take everything below soak/ and put it below mirror/; its first run must be over.

    Answers what struck the first run, by kind.
    """
    images = population(size.seed, size.images, size.repositories)
    begun = time.time()
    wanted = {name: sandbox.source.push(*name, one) for name, one in images.items()}
    say(f"{len(wanted)} images in {size.repositories} repositories, seed {size.seed}, in {time.time() - begun:.0f} s")

    before = len(replicator.messages())
    weather = Weather(sandbox, replicator, size.seed, size.faults)
    weather.begin(images)
    try:
        first, seconds = _timed(replicator, limit_s, say)
    finally:
        weather.end()
    # SettleRun may end it, after its execution.
    _until(lambda: first.status == "SUCCEEDED" or len(replicator.messages()) > before, _SETTLED_WITHIN_S)
    statuses = check(replicator, sandbox.destination, PREFIX, wanted, first)
    told = len(replicator.messages()) - before
    say(f"with faults: {_line(first, seconds)}; {dict(statuses)}; messages {told}; {dict(weather.struck)}")
    assert told <= 1, f"{told} messages of one run"
    assert first.status == "SUCCEEDED" or told == 1, "nobody was told"

    second, seconds = _timed(replicator, limit_s, say)
    statuses = check(replicator, sandbox.destination, PREFIX, wanted, second)
    say(f"without faults: {_line(second, seconds)}; {dict(statuses)}")
    assert second.status == "SUCCEEDED", second.cause
    complete(sandbox.destination, PREFIX, wanted)
    return weather.struck


def _timed(replicator, limit_s: float, say) -> tuple[Run, float]:
    """Tells now and then how far the run is."""
    begun = time.time()
    replicator.forget_counts()
    execution = replicator.tick()
    while replicator.is_running(execution):
        seconds = time.time() - begun
        if seconds > limit_s:
            raise TimeoutError(f"the run still goes on after {seconds:.0f} s")
        statuses = Counter(row["status"] for row in replicator.images().values())
        say(f"  after {seconds:.0f} s: {dict(statuses)}")
        _until(lambda: not replicator.is_running(execution), _TOLD_EVERY_S)
    return replicator.ended(execution), time.time() - begun


def _until(condition, limit_s: float) -> None:
    deadline = time.time() + limit_s
    while time.time() < deadline and not condition():
        time.sleep(0.5)


def _line(run: Run, seconds: float) -> str:
    return f"{run.status} in {seconds:.0f} s, {run.tasks} tasks, {len(run.puts)} manifests put"
