"""How much goes on at the same time."""

import json

import pytest
from conftest import PREFIX, TASKS_AT_ONCE
from faults import SOURCE
from images import Layer, image

pytestmark = pytest.mark.usefixtures("first_run")

# So long that a dozen fill the 8,192 characters of a task's overrides. skopeo 1.9 takes 255 characters, host included.
LONG = "-".join(["repository"] * 16)
TAG = "-".join(["version"] * 16)


def test_more_batches_than_tasks_at_once_wait_for_each_other(replicator, source, destination):
    names = [f"many/{number:02}-{LONG}" for number in range(50)]
    built = image([Layer("many", 1000)])
    for name in names:
        source.push(name, TAG, built)
    replicator.select(f"many/*:{TAG}")
    try:
        run = replicator.run(limit_s=300)
    finally:
        for name in names:
            source.forget(name)
    assert run.status == "SUCCEEDED", run.cause
    assert run.tasks > 2 * TASKS_AT_ONCE - 1
    assert run.most_at_once == TASKS_AT_ONCE
    assert {destination.digest(f"{PREFIX}/{name}", TAG) for name in names} == {built.digest}


def test_second_execution_is_skipped_while_one_goes_on(replicator, faults, source):
    digest = source.push("busy/app", "1", image([Layer("busy")]))
    faults.registry(host=SOURCE, path=digest, delay_s=120)
    replicator.select("busy/app:1")
    replicator.forget_counts()
    going_on = replicator.tick()
    replicator.wait_until(faults.all_met, "a copy that goes on")
    assert replicator.images()[f"{PREFIX}/busy/app:1"]["status"] == "COPYING"
    second = replicator.ended(replicator.tick())
    assert second.status == "SUCCEEDED"
    answer = json.loads(second.output)
    assert answer["decision"] == "SKIPPED"
    assert going_on in answer["message"]
    assert replicator.is_running(going_on)
    assert faults.end().unmet() == []
    first = replicator.ended(going_on)
    assert (first.status, first.tasks) == ("SUCCEEDED", 1)
    assert replicator.run_id(second.execution) is None
