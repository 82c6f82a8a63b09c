"""The two runs of a soak."""

import time
from dataclasses import dataclass

from sandbox import Run

from .population import population
from .truth import check, complete
from .weather import Weather

PREFIX = "mirror"


@dataclass(frozen=True)
class Size:
    """faults is the share of images, requests and events that meet one, 0.05 for 5 %."""

    images: int
    repositories: int
    seed: int
    faults: float


def soak(sandbox, replicator, size: Size, limit_s: float = 7200, say=print) -> None:
    """The stack must take everything below soak/ and put it below mirror/; its first run must be over."""
    images = population(size.seed, size.images, size.repositories)
    begun = time.time()
    wanted = {name: sandbox.source.push(*name, one) for name, one in images.items()}
    say(f"{len(wanted)} images in {size.repositories} repositories, seed {size.seed}, in {time.time() - begun:.0f} s")

    before = len(replicator.messages())
    weather = Weather(sandbox, replicator, size.seed, size.faults)
    weather.begin(images)
    try:
        first, seconds = _timed(replicator, limit_s)
    finally:
        weather.end()
    statuses = check(replicator, sandbox.destination, PREFIX, wanted, first)
    told = len(replicator.messages()) - before
    say(f"with faults: {_line(first, seconds)}; {dict(statuses)}; messages {told}; {dict(weather.struck)}")
    assert told <= 1, f"{told} messages of one run"
    assert first.status == "SUCCEEDED" or told == 1, "nobody was told"

    second, seconds = _timed(replicator, limit_s)
    statuses = check(replicator, sandbox.destination, PREFIX, wanted, second)
    say(f"without faults: {_line(second, seconds)}; {dict(statuses)}")
    assert second.status == "SUCCEEDED", second.cause
    complete(sandbox.destination, PREFIX, wanted)


def _timed(replicator, limit_s: float) -> tuple[Run, float]:
    begun = time.time()
    run = replicator.run(limit_s)
    return run, time.time() - begun


def _line(run: Run, seconds: float) -> str:
    return f"{run.status} in {seconds:.0f} s, {run.tasks} tasks, {len(run.puts)} manifests put"
