"""The first run starts by itself."""

from conftest import FIRST, PREFIX


def test_deployment_starts_a_run_by_itself(replicator, first_run):
    assert first_run.status == "SUCCEEDED", first_run.cause
    assert replicator.executions()[-1] == first_run.execution
    assert "deployment" in first_run.execution
    assert "WaitForPermissions" in replicator.states_of(first_run.execution)


def test_first_run_copies_the_list(replicator, first_run, source, destination):
    repository, tag = FIRST
    assert destination.digest(f"{PREFIX}/{repository}", tag) == source.digest(repository, tag)
    row = replicator.images()[f"{PREFIX}/{repository}:{tag}"]
    assert (row["status"], row["digest"]) == ("SUCCEEDED", source.digest(repository, tag))


def test_schedule_is_daily_in_a_time_zone(sandbox, replicator):
    scheduler = sandbox.server.home.client("scheduler")
    schedule = scheduler.get_schedule(Name=replicator.resources["Schedule"])
    assert schedule["ScheduleExpression"] == "cron(0 1 * * ? *)"
    assert schedule["ScheduleExpressionTimezone"] == "UTC"


def test_good_first_run_tells_nobody(replicator, first_run):
    run = replicator.run_id(first_run.execution)
    assert [one.text for one in replicator.messages() if run in one.text] == []
