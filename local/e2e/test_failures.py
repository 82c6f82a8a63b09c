"""A failure is told once, with its reason, and is nobody else's."""

import pytest
from conftest import PREFIX
from faults import ALWAYS, SOURCE
from images import Layer, image

pytestmark = pytest.mark.usefixtures("first_run")


def test_missing_image_fails_alone_and_is_told_once(replicator, source):
    source.push("missing/app", "1", image([Layer("missing 1")]))
    source.push("missing/other", "1", image([Layer("missing other")]))
    replicator.select("missing/app:1", "missing/app:9", "missing/other:1")
    before = len(replicator.messages())
    run = replicator.run()
    images = replicator.images()
    assert images[f"{PREFIX}/missing/app:9"]["status"] == "FAILED"
    assert "missing/app:9" in images[f"{PREFIX}/missing/app:9"]["reason"]
    assert images[f"{PREFIX}/missing/app:1"]["status"] == "SUCCEEDED"
    assert images[f"{PREFIX}/missing/other:1"]["status"] == "SUCCEEDED"
    assert (run.status, run.cause.split(",")[0]) == ("FAILED", "1 image failed")
    told = replicator.messages()[before:]
    assert [one.text.count("missing/app:9") for one in told] == [1]


def test_image_in_the_archive_is_left_out_and_missing_when_it_is_named(replicator, source, destination):
    source.push("archived/app", "1", image([Layer("archived 1")]))
    source.push("archived/app", "2", image([Layer("archived 2")]))
    source.archive("archived/app", "1")
    replicator.select("archived/app:ALL_TAGS")
    run = replicator.run()
    assert run.status == "SUCCEEDED", run.cause
    assert list(destination.tags(f"{PREFIX}/archived/app")) == ["2"]
    replicator.select("archived/app:1", "archived/app:2")
    assert replicator.run().status == "FAILED"
    row = replicator.images()[f"{PREFIX}/archived/app:1"]
    assert row["status"] == "FAILED"
    assert "archived/app:1" in row["reason"]


def test_run_that_is_well_again_is_told_once(replicator, source):
    source.push("recovered/app", "1", image([Layer("recovered")]))
    replicator.select("recovered/app:1", "recovered/app:2")
    assert replicator.run().status == "FAILED"
    replicator.select("recovered/app:1")
    before = len(replicator.messages())
    assert replicator.run().status == "SUCCEEDED"
    assert replicator.run().status == "SUCCEEDED"
    assert ["well again" in one.subject for one in replicator.messages()[before:]] == [True]


def test_denied_image_fails_at_once_and_the_others_of_its_batch_arrive(replicator, faults, source, destination):
    good = [source.push("denied/app", tag, image([Layer(f"denied {tag}")])) for tag in ("1", "3")]
    bad = source.push("denied/app", "2", image([Layer("denied 2")]))
    denied = '{"errors": [{"code": "DENIED", "message": "requested access to the resource is denied"}]}'
    faults.registry(host=SOURCE, path=bad, status=403, body=denied, times=ALWAYS)
    replicator.select("denied/app:ALL_TAGS")
    run = replicator.run()
    images = replicator.images()
    assert (run.status, run.tasks) == ("FAILED", 1)
    assert images[f"{PREFIX}/denied/app:2"]["status"] == "FAILED"
    assert "denied" in images[f"{PREFIX}/denied/app:2"]["reason"]
    assert [destination.digest(f"{PREFIX}/denied/app", tag) for tag in ("1", "3")] == good
    assert [images[f"{PREFIX}/denied/app:{tag}"]["status"] for tag in ("1", "3")] == ["SUCCEEDED"] * 2


def test_passing_failure_of_a_registry_is_mended_by_the_task(replicator, faults, source, destination):
    digest = source.push("passing/app", "1", image([Layer("passing")]))
    faults.registry(host=SOURCE, path=digest, status=500)
    replicator.select("passing/app:1")
    run = replicator.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert destination.digest(f"{PREFIX}/passing/app", "1") == digest


def test_task_that_cannot_start_is_tried_again(replicator, faults, source, destination):
    digest = source.push("unstarted/app", "1", image([Layer("unstarted")]))
    faults.tasks_do_not_start()
    replicator.select("unstarted/app:1")
    run = replicator.run()
    row = replicator.images()[f"{PREFIX}/unstarted/app:1"]
    assert (run.status, run.tasks, row["status"], row["attempts"]) == ("SUCCEEDED", 2, "SUCCEEDED", 2)
    assert destination.digest(f"{PREFIX}/unstarted/app", "1") == digest


NO_IMAGE = "CannotPullContainerError: pull image manifest has been retried 5 time(s)"
NO_SECRET = "ResourceInitializationError: unable to pull secrets or registry auth"


@pytest.mark.parametrize("reason", [NO_IMAGE, NO_SECRET], ids=["image", "secret"])
def test_lasting_failure_is_tried_three_times_more_and_told_once(replicator, faults, source, reason):
    name = f"lasting/{reason.split('Error')[0].lower()}"
    source.push(name, "1", image([Layer(name)]))
    faults.tasks_do_not_start(4, reason=reason)
    replicator.select(f"{name}:1")
    before = len(replicator.messages())
    run = replicator.run()
    row = replicator.images()[f"{PREFIX}/{name}:1"]
    assert (run.status, run.tasks, row["status"], row["attempts"]) == ("FAILED", 4, "FAILED", 4)
    assert reason in row["reason"]
    told = replicator.messages()[before:]
    assert [one.text.count(f"{name}:1") for one in told] == [1]


def test_retry_copies_only_what_is_missing(replicator, faults, source, destination):
    lost = source.push("halfway/app", "1", image([Layer("halfway 1")]))
    source.push("halfway/other", "1", image([Layer("halfway other")]))
    # Longer than a task is patient.
    faults.registry(host=SOURCE, path=lost, status=500, times=3)
    replicator.select("halfway/app:1", "halfway/other:1")
    run = replicator.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 2)
    assert destination.digest(f"{PREFIX}/halfway/app", "1") == lost
    assert len([path for path in run.puts if "halfway/other/manifests/1" in path]) == 1
