"""Runs that cannot plan, are stopped, or leave something behind."""

import pytest
from conftest import PREFIX
from faults import ALWAYS, SOURCE
from images import Layer, image

pytestmark = pytest.mark.usefixtures("first_run")


def select(replicator, source, *names: str) -> list[str]:
    digests = [source.push(name, "1", image([Layer(name)])) for name in names]
    replicator.select(*(f"{name}:1" for name in names))
    return digests


def row(replicator, name: str) -> dict:
    return replicator.images().get(f"{PREFIX}/{name}:1", {})


def fails_before_copying(replicator, told: str) -> None:
    """No task, no manifest, one message that says why."""
    before = len(replicator.messages())
    run = replicator.run(limit_s=240)
    assert (run.status, run.tasks, run.puts) == ("FAILED", 0, [])
    assert told in run.cause
    assert [told in one.text for one in replicator.messages()[before:]] == [True]


def test_source_that_denies_listing_fails_the_run_and_is_not_empty(replicator, faults, source):
    select(replicator, source, "listing/denied")
    faults.api("ecr", "DescribeImages", match="listing/denied", code="AccessDeniedException", times=ALWAYS)
    fails_before_copying(replicator, "ecr:DescribeImages")
    assert row(replicator, "listing/denied") == {}


def test_one_repository_that_cannot_be_listed_fails_the_run_before_anything_is_copied(replicator, faults, source):
    select(replicator, source, "halflisted/a", "halflisted/b", "halflisted/c")
    faults.api("ecr", "DescribeImages", match="halflisted/b", code="InvalidParameterException", times=ALWAYS)
    fails_before_copying(replicator, "halflisted/b")
    assert row(replicator, "halflisted/a") == {}


def test_throttled_listing_is_tried_again(replicator, faults, source, destination):
    digests = select(replicator, source, "throttled/app")
    faults.api("ecr", "DescribeImages", match="throttled/app", code="ThrottlingException", times=5)
    assert replicator.run().status == "SUCCEEDED"
    assert [destination.digest(f"{PREFIX}/throttled/app", "1")] == digests


# What the workflow hands to each, and to none before it.
@pytest.mark.parametrize(
    "payload", ["progress", "batch", "taskToken"], ids=["EnumerateImages", "PrepareBatch", "LaunchCopy"])
def test_throttled_call_of_a_function_is_tried_again(replicator, faults, source, destination, payload):
    name = f"busy/{payload.lower()}"
    digests = select(replicator, source, name)
    faults.api("lambda", "Invoke", match=f'"{payload}"', code="TooManyRequestsException", status=429, times=2)
    run = replicator.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1), run.cause
    assert [destination.digest(f"{PREFIX}/{name}", "1")] == digests


@pytest.mark.parametrize("second, status", [("ResourceConflictException", 409), ("CodeArtifactUserPendingException", 502)])
def test_function_that_nobody_has_called_for_weeks_is_waited_for(replicator, faults, source, destination, second, status):
    name = f"idle/{second.lower()}"
    digests = select(replicator, source, name)
    faults.api("lambda", "Invoke", code="ResourceNotReadyException", status=502, times=1)
    faults.api("lambda", "Invoke", code=second, status=status, times=1)
    run = replicator.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1), run.cause
    assert [destination.digest(f"{PREFIX}/{name}", "1")] == digests


def test_destination_that_denies_a_repository_fails_its_images_alone(replicator, faults, source, destination):
    denied, made = select(replicator, source, "unmade/denied", "unmade/made")
    faults.api("ecr", "CreateRepository", match="unmade/denied", code="AccessDeniedException", times=ALWAYS)
    run = replicator.run()
    assert (run.status, run.tasks) == ("FAILED", 1)
    told = row(replicator, "unmade/denied")
    assert (told["status"], "ecr:CreateRepository" in told["reason"]) == ("FAILED", True), told
    assert row(replicator, "unmade/made")["status"] == "SUCCEEDED"
    assert [destination.digest(f"{PREFIX}/unmade/{name}", "1") for name in ("denied", "made")] == [None, made]


def test_throttled_table_is_written_in_the_end(replicator, faults, source, destination):
    names = [f"table/{number}" for number in range(5)]
    digests = select(replicator, source, *names)
    faults.api("dynamodb", "BatchWriteItem", unprocessed=2, times=3)
    faults.api("dynamodb", "BatchGetItem", unprocessed=2, times=3)
    faults.api("dynamodb", "UpdateItem", code="ProvisionedThroughputExceededException", probability=0.3, times=ALWAYS)
    assert replicator.run().status == "SUCCEEDED"
    assert [row(replicator, name)["status"] for name in names] == ["SUCCEEDED"] * 5
    assert [destination.digest(f"{PREFIX}/{name}", "1") for name in names] == digests


@pytest.mark.parametrize("function", ["EnumerateImages", "PrepareBatch", "SummarizeRun"])
def test_function_that_dies_after_its_work_is_repeated_without_harm(replicator, faults, source, destination, function):
    name = f"dying/{function.lower()}"
    digests = select(replicator, source, name)
    replicator.select(f"{name}:1", f"{name}:missing")  # so that there is something to tell
    faults.function(replicator, f"{function}Function", times=1, at="answer")
    before = len(replicator.messages())
    run = replicator.run()
    assert (run.status, run.tasks) == ("FAILED", 1)
    assert [destination.digest(f"{PREFIX}/{name}", "1")] == digests
    assert row(replicator, name)["status"] == "SUCCEEDED"
    assert [f"{name}:missing" in one.text for one in replicator.messages()[before:]] == [True]
    assert [one["status"] for one in replicator.runs() if one["execution"] == run.execution] == ["FAILED"]


def told_once(replicator, before: int, run, why: str) -> None:
    """SettleRun ends the run in SummarizeRun's place."""
    replicator.wait_until(lambda: replicator.messages()[before:], "SettleRun")
    assert record(replicator, run.execution)["status"] == "FAILED"
    assert replicator.run().status == "SUCCEEDED"
    letters = [one.text for one in replicator.messages()[before:] if run.execution in one.text]
    assert ["it could not be summarized" in one and why in one for one in letters] == [True], letters


def test_run_whose_summary_fails_is_told_and_does_not_block_the_next(replicator, faults, source, destination):
    digest, = select(replicator, source, "unsummarized/app")
    faults.function(replicator, "SummarizeRunFunction", times=4, after_s=0)
    before = len(replicator.messages())
    run = replicator.run()
    assert (run.status, run.tasks) == ("FAILED", 1)
    assert row(replicator, "unsummarized/app")["status"] == "SUCCEEDED"
    told_once(replicator, before, run, "1 image copied")
    assert destination.digest(f"{PREFIX}/unsummarized/app", "1") == digest


def test_run_that_came_to_neither_a_record_nor_a_summary_is_told(replicator, faults, source, destination):
    digest, = select(replicator, source, "unwritten/app")
    for function in ("EnumerateImagesFunction", "SummarizeRunFunction"):
        faults.function(replicator, function, times=4, after_s=0)
    before = len(replicator.messages())
    run = replicator.run()
    assert (run.status, run.tasks) == ("FAILED", 0)
    told_once(replicator, before, run, "0 images copied")
    assert destination.digest(f"{PREFIX}/unwritten/app", "1") == digest


def copying(replicator, faults, digest: str) -> str:
    """An execution whose copy of this image goes on."""
    faults.registry(host=SOURCE, path=digest, delay_s=60, times=1)
    execution = replicator.tick()
    replicator.wait_until(faults.all_met, "a copy that goes on")
    return execution


def stop_while_copying(sandbox, replicator, faults, digest: str) -> str:
    execution = copying(replicator, faults, digest)
    states = sandbox.server.home.client("stepfunctions")
    states.stop_execution(executionArn=execution, cause="maintenance window")
    return execution


def record(replicator, execution: str) -> dict:
    return next(one for one in replicator.runs() if one["execution"] == execution)


def test_run_that_a_person_stops_leaves_nothing_open(sandbox, replicator, faults, source, destination):
    digest, = select(replicator, source, "stopped/app")
    execution = stop_while_copying(sandbox, replicator, faults, digest)
    replicator.wait_until(lambda: record(replicator, execution)["status"] == "FAILED", "SettleRun")
    told = row(replicator, "stopped/app")
    assert (told["status"], "maintenance window" in told["reason"]) == ("FAILED", True)
    replicator.wait_until(lambda: not replicator.open_tasks(), "the end of its tasks")
    assert replicator.run().status == "SUCCEEDED"
    assert destination.digest(f"{PREFIX}/stopped/app", "1") == digest


def test_run_that_waited_comes_after_the_one_before_it_and_leaves_nothing_open_when_it_is_stopped(
        sandbox, replicator, faults, source):
    first, second = select(replicator, source, "waited/first", "waited/second")
    faults.registry(host=SOURCE, path=first, delay_s=120, times=1)
    before = replicator.start({"repository": "waited/first"})
    replicator.wait_until(faults.all_met, "a copy that goes on")
    waiting = replicator.start({"whenBusy": "WAIT"})
    replicator.wait_until(lambda: "WaitForOtherRun" in replicator.states_of(waiting), "a run that waits")
    assert faults.end().unmet() == []
    faults.registry(host=SOURCE, path=second, delay_s=60, times=1)
    assert replicator.ended(before).status == "SUCCEEDED"
    replicator.wait_until(faults.all_met, "the run that waited")
    sandbox.server.home.client("stepfunctions").stop_execution(executionArn=waiting, cause="maintenance window")
    replicator.wait_until(lambda: record(replicator, waiting)["status"] == "FAILED", "SettleRun")
    assert record(replicator, before)["finishedAt"] < record(replicator, waiting)["startedAt"]
    assert record(replicator, before)["id"] < record(replicator, waiting)["id"]
    told = row(replicator, "waited/second")
    assert (told["status"], "maintenance window" in told["reason"]) == ("FAILED", True)


def test_run_that_takes_longer_than_it_may_leaves_nothing_open(sandbox, replicator, faults, source, destination):
    digest, = select(replicator, source, "endless/app")
    execution = copying(replicator, faults, digest)
    sandbox.server.control("POST", "time-outs", {"execution": execution})  # in place of seven days
    assert replicator.ended(execution).status == "TIMED_OUT"
    replicator.wait_until(lambda: record(replicator, execution)["status"] == "FAILED", "SettleRun")
    told = row(replicator, "endless/app")
    assert (told["status"], "took longer than it may" in told["reason"]) == ("FAILED", True)
    assert replicator.run().status == "SUCCEEDED"
    assert destination.digest(f"{PREFIX}/endless/app", "1") == digest


def test_lease_of_a_dead_execution_does_not_block_the_next(sandbox, replicator, faults, source, destination):
    digest, = select(replicator, source, "leased/app")
    # All tries of an asynchronous call, of which Lambda may make the last one later.
    faults.function(replicator, "SettleRunFunction", times=ALWAYS, after_s=0)
    stop_while_copying(sandbox, replicator, faults, digest)
    assert replicator.run().status == "SUCCEEDED"
    assert row(replicator, "leased/app")["status"] == "SUCCEEDED"
    assert destination.digest(f"{PREFIX}/leased/app", "1") == digest


def test_tag_that_moves_while_it_is_copied_arrives_as_planned_and_then_as_it_is(
        replicator, faults, source, destination):
    planned, = select(replicator, source, "moving/app")
    faults.registry(host=SOURCE, path=planned, delay_s=120, times=1)
    execution = replicator.tick()
    replicator.wait_until(faults.all_met, "a copy that goes on")
    moved = source.push("moving/app", "1", image([Layer("moving on")]))
    assert faults.end().unmet() == []
    assert replicator.ended(execution).status == "SUCCEEDED"
    assert destination.digest(f"{PREFIX}/moving/app", "1") == row(replicator, "moving/app")["digest"] == planned
    assert replicator.run().status == "SUCCEEDED"
    assert destination.digest(f"{PREFIX}/moving/app", "1") == row(replicator, "moving/app")["digest"] == moved


def test_immutable_tag_in_the_way_fails_at_once_with_its_reason(replicator, source, destination):
    digest, = select(replicator, source, "frozen/app")
    destination.create(f"{PREFIX}/frozen/app", imageTagMutability="IMMUTABLE")
    old = destination.push(f"{PREFIX}/frozen/app", "1", image([Layer("frozen, another")]))
    assert old != digest
    run = replicator.run()
    assert (run.status, run.tasks) == ("FAILED", 0)
    assert (row(replicator, "frozen/app")["status"], "immutable" in row(replicator, "frozen/app")["reason"]) == (
        "FAILED", True)
    assert destination.digest(f"{PREFIX}/frozen/app", "1") == old
