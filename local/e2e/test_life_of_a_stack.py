"""Stacks of their own: run once, run everything, and go without a trace."""

import inventory
from conftest import PREFIX
from images import Layer, image


def test_one_time_stack_copies_once_and_has_no_schedule(deploy, source, destination):
    source.push("once/app", "1", image([Layer("once")]))
    replicator = deploy("once", replicationMode="ONE_TIME", srcList="SELECTED", srcImageList="once/app:1")
    assert replicator.first_run().status == "SUCCEEDED"
    assert destination.digest(f"{PREFIX}/once/app", "1") == source.digest("once/app", "1")
    assert "Schedule" not in replicator.resources
    scheduler = replicator.sandbox.server.home.client("scheduler")
    schedules = [one["Name"] for one in scheduler.list_schedules()["Schedules"]]
    assert [name for name in schedules if name.startswith("once-")] == []


def test_deletion_stops_a_run_and_leaves_only_the_copies(sandbox, deploy, source, destination):
    home = sandbox.server.home
    before = inventory.of(home)
    source.push("gone/app", "1", image([Layer("gone 1")]))
    digest = source.push("gone/app", "2", image([Layer("gone 2")]))
    # The second image takes longer than anybody waits.
    slow = {"host": "us-west-2", "path": digest, "delay_s": 120, "times": 1}
    sandbox.server.control("POST", "registry-faults", {"faults": [slow]})
    replicator = deploy(
        "gone", srcList="SELECTED", srcImageList="gone/app:1,gone/app:2", alarmEmail="team@example.com"
    )
    there = lambda: destination.digest(f"{PREFIX}/gone/app", "1")  # noqa: E731
    replicator.wait_until(there, "the first image")
    execution = replicator.executions()[-1]
    assert replicator.is_running(execution)
    deploy.keep(replicator)
    replicator.delete()
    assert inventory.of(home) == before
    assert destination.digest(f"{PREFIX}/gone/app", "1") == source.digest("gone/app", "1")
    assert destination.digest(f"{PREFIX}/gone/app", "2") is None
