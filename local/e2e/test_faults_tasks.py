"""Tasks that do not start, start late, die, or say nothing: the images' statuses are true all the same."""

import pytest
from conftest import PREFIX
from faults import ALWAYS, SOURCE
from images import Layer, image

pytestmark = pytest.mark.usefixtures("first_run")

NO_CAPACITY = "Capacity is unavailable at this time. Please try again later or in a different availability zone"


@pytest.fixture
def one(replicator, source, destination, request):
    """An image of the test's own that a run is to copy."""
    name = "tasks/" + request.node.name.removeprefix("test_").replace("_", "-")
    return One(replicator, destination, name, source.push(name, "1", image([Layer(name)])))


class One:
    def __init__(self, replicator, destination, name: str, digest: str, prefix: str = PREFIX):
        replicator.select(f"{name}:1")
        self.digest = digest
        self.name = f"{prefix}/{name}"
        self._replicator = replicator
        self._destination = destination

    def row(self) -> dict:
        return self._replicator.images().get(f"{self.name}:1", {})

    def has_arrived(self) -> bool:
        """There, and told so, in this order of truth."""
        there = self._destination.digest(self.name, "1") == self.digest
        row = self.row()
        told = (row["status"], row["digest"]) == ("SUCCEEDED", self.digest)
        assert there == told, row
        return there


def test_stopped_event_that_comes_twice_has_one_outcome(replicator, faults, one):
    faults.event(duplicate=True)
    run = replicator.run()
    assert (run.status, run.tasks, one.row()["attempts"]) == ("SUCCEEDED", 1, 1)
    assert one.has_arrived()


def test_event_before_launch_has_returned_counts(replicator, faults, one):
    # What LaunchCopy writes once ECS has given it a task.
    faults.api("dynamodb", "UpdateItem", match="arn:aws:ecs:[^\"]*:task/", delay_s=120, times=ALWAYS)
    replicator.forget_counts()
    execution = replicator.tick()
    replicator.wait_until(lambda: one.row().get("status") == "SUCCEEDED", "the copy, while LaunchCopy hangs")
    assert ["task" in batch for batch in replicator.batches(replicator.run_id(execution))] == [False]
    assert faults.end().unmet() == []
    run = replicator.ended(execution)
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert one.has_arrived()


def test_run_task_without_capacity_is_tried_again(replicator, faults, one):
    faults.run_task_refuses(NO_CAPACITY, "RESOURCE:CPU", *[NO_CAPACITY] * 4)  # more than a failed copy is tried again
    run = replicator.run()
    assert (run.status, run.tasks, one.row()["attempts"]) == ("SUCCEEDED", 1, 1)
    assert one.has_arrived()


def test_run_task_that_never_has_capacity_fails_with_its_reason(sandbox, replicator, faults, one):
    faults.run_task_refuses(*[NO_CAPACITY] * 9)
    run = replicator.run()
    assert (run.status, run.tasks, one.row()["status"]) == ("FAILED", 0, "FAILED")
    assert "Capacity is unavailable" in one.row()["reason"]
    assert not one.has_arrived()


def test_throttled_run_task_is_tried_again(replicator, faults, one):
    faults.api("ecs", "RunTask", code="ThrottlingException", message="Rate exceeded", times=3)
    run = replicator.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert one.has_arrived()


def test_launch_that_dies_after_run_task_starts_no_second_task(replicator, faults, one):
    faults.registry(host=SOURCE, path=one.digest, delay_s=120, times=1)
    faults.function(replicator, "LaunchCopyFunction", times=1, at="answer")
    before = replicator.answers("LaunchCopyFunction")
    replicator.forget_counts()
    execution = replicator.tick()
    replicator.wait_until(lambda: replicator.answers("LaunchCopyFunction") >= before + 2, "another launch")
    replicator.wait_until(faults.all_met, "a copy that goes on")
    assert faults.end().unmet() == []
    run = replicator.ended(execution)
    assert (run.status, run.tasks, one.row()["attempts"]) == ("SUCCEEDED", 1, 1)
    assert one.has_arrived()


def test_launch_that_dies_between_run_task_and_its_record_starts_no_second_task(replicator, faults, one):
    faults.api("dynamodb", "UpdateItem", match="arn:aws:ecs:[^\"]*:task/", code="ValidationException", times=1)
    faults.function(replicator, "LaunchCopyFunction", times=1, at="answer")
    run = replicator.run()
    assert (run.status, run.tasks, one.row()["attempts"]) == ("SUCCEEDED", 1, 1)
    assert one.has_arrived()


def test_killed_container_is_tried_again(replicator, faults, one):
    faults.registry(host=SOURCE, path=one.digest, delay_s=30, times=1)
    replicator.forget_counts()
    execution = replicator.tick()
    replicator.wait_until(lambda: faults.kill_task(one.name), "a task that can be killed")
    run = replicator.ended(execution)
    assert (run.status, run.tasks, one.row()["attempts"]) == ("SUCCEEDED", 2, 2)
    assert one.has_arrived()


def test_task_that_is_stopped_from_outside_is_tried_again(sandbox, replicator, faults, one):
    faults.registry(host=SOURCE, path=one.digest, delay_s=30, times=1)
    ecs = sandbox.server.home.client("ecs")
    replicator.forget_counts()
    execution = replicator.tick()
    task = replicator.wait_until(replicator.open_tasks, "a task")[0]
    ecs.stop_task(cluster="replication", task=task, reason="retired host")
    run = replicator.ended(execution)
    assert (run.status, run.tasks, one.row()["attempts"]) == ("SUCCEEDED", 2, 2)
    assert one.has_arrived()


def test_interrupted_tasks_use_up_no_attempt(sandbox, replicator, faults, one):
    faults.registry(host=SOURCE, path=one.digest, delay_s=60, times=4)
    ecs = sandbox.server.home.client("ecs")
    replicator.forget_counts()
    execution = replicator.tick()
    # Once more than a failed attempt would be tried again.
    for left in (3, 2, 1, 0):
        task = replicator.wait_until(replicator.open_tasks, "a task")[0]
        replicator.wait_until(lambda: faults.times_left() == left, "its question for the image")
        faults.event(drop=True)
        ecs.stop_task(cluster="replication", task=task)
        replicator.wait_until(lambda: faults.tell_of_end(task, stopCode="SpotInterruption"), "its end")
    run = replicator.ended(execution)
    assert (run.status, run.tasks) == ("SUCCEEDED", 5)
    assert one.has_arrived()


def test_tasks_that_get_no_network_in_time_use_up_no_attempt(replicator, faults, one):
    # Once more than a failed attempt would be tried again.
    faults.tasks_do_not_start(4, reason="Timeout waiting for network interface provisioning to complete.")
    run = replicator.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 5)
    assert one.has_arrived()


def test_batch_whose_retries_are_used_up_fails_alone_and_is_told_once(replicator, faults, source, destination):
    # So long that several batches are needed.
    names = [f"batches/{number:02}-" + "-".join(["repository"] * 17) for number in range(24)]
    digests = [source.push(name, "1", image([Layer(name)])) for name in names]
    replicator.select("batches/*:1")
    faults.registry(host=SOURCE, path=digests[7], status=503, times=ALWAYS)
    before = len(replicator.messages())
    run = replicator.run(limit_s=240)
    assert run.status == "FAILED"
    there = [destination.digest(f"{PREFIX}/{name}", "1") for name in names]
    assert there == digests[:7] + [None] + digests[8:]
    rows = replicator.images()
    told = {name: rows[f"{PREFIX}/{name}:1"] for name in names}
    assert [name for name in names if told[name]["status"] != "SUCCEEDED"] == [names[7]]
    failed = told[names[7]]
    assert (failed["status"], failed["attempts"], "503" in failed["reason"]) == ("FAILED", 4, True)
    messages = [one.text for one in replicator.messages()[before:]]
    assert [[name in text for name in names].count(True) for text in messages] == [1]
