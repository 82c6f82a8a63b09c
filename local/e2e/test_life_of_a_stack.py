"""Stacks of their own: run once, take everything, run again when changed, and go without a trace."""

import pytest
from conftest import PREFIX
from faults import ALWAYS, SOURCE
from images import Layer, image
from stack import StackFailed, inventory


@pytest.fixture(scope="module")
def once(sandbox):
    """A stack that has run once and takes all that the source has."""
    sandbox.source.push("once/app", "1", image([Layer("once 1")]))
    sandbox.source.push("once/app", "2", image([Layer("once 2")]))
    replicator = sandbox.deploy("once", srcRegion=sandbox.source.region, replicationMode="ONE_TIME", destPrefix="all")
    replicator.first_run(limit_s=240)
    yield replicator
    replicator.delete()


def test_all_images_of_the_source_are_taken(once, source, destination):
    run = once.first_run()
    assert run.status == "SUCCEEDED", run.cause
    wanted = source.images()
    assert {"once/app:1", "once/app:2"} <= wanted
    assert {one.removeprefix("all/") for one in destination.images() if one.startswith("all/")} == wanted
    different = [
        one for one in wanted
        if source.digest(*one.rsplit(":", 1)) != destination.digest(*f"all/{one}".rsplit(":", 1))
    ]
    assert different == []


def test_one_time_stack_has_no_schedule_and_no_alarm_that_misses_it(sandbox, once):
    assert {"Schedule", "NoRunAlarm"} & set(once.resources) == set()
    schedules = sandbox.server.home.client("scheduler").list_schedules()["Schedules"]
    assert [one["Name"] for one in schedules if one["Name"].startswith("once-")] == []


def test_changed_parameter_starts_a_run_that_waits_for_the_one_going_on(once, faults, source, destination):
    slow = source.push("once/app", "2", image([Layer("once 3")]))
    faults.registry(host=SOURCE, path=slow, delay_s=120)
    going_on = once.start()
    once.wait_until(faults.all_met, "a copy that goes on")
    later = source.push("once/app", "3", image([Layer("once 4")]))
    before = once.executions()
    once.stack.update({"srcList": "SELECTED", "srcImageList": "once/app:3"})
    (started,) = [one for one in once.executions() if one not in before]
    assert once.is_running(going_on)
    assert destination.digest("all/once/app", "3") is None
    assert faults.end().unmet() == []
    second = once.ended(started)
    assert second.status == "SUCCEEDED", second.cause
    assert once.ended(going_on, limit_s=1).status == "SUCCEEDED"
    assert [destination.digest("all/once/app", tag) for tag in ("2", "3")] == [slow, later]


def test_parameter_that_decides_nothing_about_images_starts_no_run(once):
    before = once.executions()
    once.stack.update({"logRetentionDays": "7"})
    assert once.executions() == before


def test_deletion_stops_a_run_and_leaves_only_the_copies(sandbox, deploy, faults, source, destination):
    home = sandbox.server.home
    before = inventory.of(home)
    source.push("gone/app", "1", image([Layer("gone 1")]))
    digest = source.push("gone/app", "2", image([Layer("gone 2")]))
    # The second image takes longer than anybody waits.
    faults.registry(host=SOURCE, path=digest, delay_s=120)
    replicator = deploy(
        "gone", srcList="SELECTED", srcImageList="gone/app:1,gone/app:2", alarmEmail="team@example.com"
    )
    replicator.wait_until(lambda: destination.digest(f"{PREFIX}/gone/app", "1"), "the first image")
    replicator.wait_until(faults.all_met, "the second image")
    assert replicator.is_running(replicator.executions()[-1])
    deploy.keep(replicator)
    faults.tasks_end_after_looks(3)  # as its network interface would keep the security group
    replicator.delete()
    assert inventory.of(home) == before
    assert destination.digest(f"{PREFIX}/gone/app", "1") == source.digest("gone/app", "1")
    assert destination.digest(f"{PREFIX}/gone/app", "2") is None


@pytest.mark.parametrize("service, action, name", [
    ("stepfunctions", "StopExecution", "states:StopExecution"), ("ecs", "StopTask", "ecs:StopTask")])
def test_deletion_that_may_not_stop_what_runs_fails_aloud_and_works_when_it_may(
        sandbox, deploy, faults, source, service, action, name):
    home = sandbox.server.home
    before = inventory.of(home)
    repository = f"unstopped/{service}"
    digest = source.push(repository, "1", image([Layer(repository)]))
    faults.registry(host=SOURCE, path=digest, delay_s=120)
    replicator = deploy(f"unstopped-{service}", srcList="SELECTED", srcImageList=f"{repository}:1")
    replicator.wait_until(faults.all_met, "a copy that goes on")
    faults.api(service, action, code="AccessDeniedException", times=ALWAYS)
    with pytest.raises(StackFailed, match=f": DELETE_FAILED: FirstRun: {name} .* was refused"):
        replicator.delete()
    assert faults.end().unmet() == []
    deploy.keep(replicator)
    replicator.delete()
    assert inventory.of(home) == before


def test_creation_that_fails_leaves_nothing(sandbox, faults, source):
    before = inventory.of(sandbox.server.home)
    source.push("failed/app", "1", image([Layer("failed")]))
    faults.api("stepfunctions", "StartExecution", code="AccessDeniedException")
    with pytest.raises(StackFailed, match=": ROLLBACK_COMPLETE: FirstRun: states:StartExecution .* was refused"):
        sandbox.deploy("failed", srcRegion=source.region, srcList="SELECTED", srcImageList="failed/app:1")
    assert inventory.of(sandbox.server.home) == before


def test_stack_whose_parameters_cannot_be_meant_leaves_nothing_and_says_which(sandbox, source):
    before = inventory.of(sandbox.server.home)
    own = sandbox.server.home  # typed out, so that no rule of the template sees that it is the stack's own
    with pytest.raises(StackFailed, match=': ROLLBACK_COMPLETE: FirstRun: destPrefix is "": expected a prefix'):
        sandbox.deploy("own-copies", srcRegion=own.region, srcAccountId=own.id, destPrefix="")
    assert inventory.of(own) == before


def test_update_that_fails_is_undone_and_what_was_selected_before_is_compared(deploy, faults, source):
    source.push("undone/app", "1", image([Layer("undone")]))
    replicator = deploy("undone", srcList="SELECTED", srcImageList="undone/app:1")
    assert replicator.first_run().status == "SUCCEEDED"
    before = replicator.executions()
    faults.api("stepfunctions", "StartExecution", code="AccessDeniedException")
    with pytest.raises(StackFailed, match=": UPDATE_ROLLBACK_COMPLETE: FirstRun: states:StartExecution .* was refused"):
        replicator.stack.update({"srcImageList": "undone/app:2"})
    (started,) = [one for one in replicator.executions() if one not in before]
    assert replicator.ended(started).status == "SUCCEEDED"
    assert replicator.selected() == ["undone/app:1"]


def test_update_that_would_delete_the_list_that_it_names_is_undone(deploy, source):
    source.push("named/app", "1", image([Layer("named")]))
    replicator = deploy("named", srcList="SELECTED", srcImageList="named/app:1")
    assert replicator.first_run().status == "SUCCEEDED"
    replicator.select("named/app:1", "!named/app:*-rc*")
    own = "/ecr-replicator/named/images"
    with pytest.raises(StackFailed, match=f': UPDATE_ROLLBACK_COMPLETE: FirstRun: srcImageListLocation is "{own}"'):
        replicator.stack.update({"srcImageListLocation": own})
    assert replicator.selected() == ["named/app:1", "!named/app:*-rc*"]
