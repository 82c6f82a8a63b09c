"""The state machine of template.yaml: its limits, what it repeats, and how many states a run enters."""

import json
import re
import runpy
import subprocess
from pathlib import Path

import pytest

CHECKS = Path(__file__).resolve().parent
ROOT = CHECKS.parent
REPLICATOR = ROOT / "functions" / "src" / "main" / "java" / "replicator"
PREPARATION = REPLICATOR / "replication" / "BatchPreparation.java"
LOGINS = REPLICATOR / "auth" / "RegistryAuth.java"
ENUMERATING = REPLICATOR / "wiring" / "Enumerating.java"


@pytest.fixture(scope="module")
def workflow(template) -> dict:
    return template["Resources"]["ReplicationWorkflow"]["Properties"]["Definition"]


def test_state_machine_is_valid(workflow, tmp_path):
    path = tmp_path / "workflow.asl.json"
    path.write_text(json.dumps(_with_arns(workflow)))
    validator = CHECKS / "node_modules" / ".bin" / "asl-validator"
    result = subprocess.run([validator, "--json-path", path], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def _with_arns(definition: dict) -> dict:
    text = json.dumps(definition).replace("${Partition}", "aws")
    return json.loads(re.sub(r"\$\{(\w+)\}", r"arn:aws:lambda:eu-west-1:123456789012:function:\1", text))


def test_every_task_has_a_time_limit_and_an_answer_to_failure(workflow):
    tasks = dict(_tasks(workflow))
    assert {"EnumerateImages", "PrepareBatch", "LaunchCopy", "GiveUpBatch", "SummarizeRun"} <= tasks.keys()
    assert [name for name, task in tasks.items() if not {"TimeoutSeconds", "TimeoutSecondsPath"} & task.keys()] == []
    assert [name for name, task in tasks.items() if not {"Retry", "Catch"} & task.keys()] == []
    assert "TimeoutSeconds" in workflow


def test_time_limits_are_below_the_twelve_hours_of_a_registry_token(template, workflow):
    """Of each try of a state, of a batch whose logins are as old as they may be, and of the copy of one image."""
    twelve_hours_s = 12 * 3600
    batch_s, logins_s = _seconds("LONGEST", PREPARATION), _seconds("FRESH", LOGINS)
    most = {name: one["MaxValue"] for name, one in template["Parameters"].items() if "MaxValue" in one}
    tasks = dict(_tasks(workflow))
    assert tasks["LaunchCopy"]["TimeoutSecondsPath"] == "$.taskCheckSeconds"
    assert logins_s + batch_s + most["taskCheckSeconds"] < twelve_hours_s
    assert most["copyTimeoutMinutes"] * 60 <= batch_s
    assert max(task.get("TimeoutSeconds", 0) for task in tasks.values()) < twelve_hours_s


def test_every_call_of_a_function_is_tried_again_after_the_same_hiccups(workflow):
    calls = {
        name: {error for one in task["Retry"] for error in one["ErrorEquals"] if "." in error and "copy." not in error}
        for name, task in _tasks(workflow)
        if "lambda:invoke" in task["Resource"]
    }
    assert len(calls) == 5
    assert {name for name, errors in calls.items() if errors != calls["EnumerateImages"]} == set()
    # https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html, and the page on function states
    transient = {"ServiceException", "AWSLambdaException", "SdkClientException", "ClientExecutionTimeoutException"}
    # https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: one in a VPC is Pending until it has its network interface
    starting = {
        "ResourceNotReadyException", "CodeArtifactUserPendingException", "ResourceConflictException", "ENINotReadyException"}
    assert {f"Lambda.{error}" for error in transient | starting} < calls["EnumerateImages"]
    # Lambda's log has named a function that was killed for its memory either way: nasa-gcn/gcn.nasa.gov#3628 the latter
    assert {"Runtime.ExitError", "Runtime.OutOfMemory"} < calls["EnumerateImages"]


def test_no_number_of_looks_at_a_task_fills_the_history_of_a_batch(workflow):
    """A try of a state that waits for a token is scheduled, started, submitted and timed out: four events of 25,000."""
    tasks = dict(_tasks(workflow))
    assert 4 * sum(1 + one["MaxAttempts"] for one in tasks["LaunchCopy"]["Retry"]) < 24_000


def test_looks_at_a_task_do_not_run_out_before_the_time_of_a_batch(template, workflow):
    tasks = dict(_tasks(workflow))
    looks, = (one for one in tasks["LaunchCopy"]["Retry"] if one["ErrorEquals"] == ["States.Timeout"])
    shortest = template["Parameters"]["taskCheckSeconds"]["MinValue"]
    assert (shortest + looks["IntervalSeconds"]) * looks["MaxAttempts"] >= _seconds("LONGEST", PREPARATION)


def test_a_task_that_is_refused_is_started_again_as_often_and_as_long_as_the_page_says(workflow):
    again, = (one for one in dict(_tasks(workflow))["LaunchCopy"]["Retry"] if one["ErrorEquals"] == ["replicator.copy.TaskRefused"])
    pauses = [again["IntervalSeconds"] * again["BackoffRate"] ** number for number in range(again["MaxAttempts"])]
    assert len(pauses) == 8
    assert f"RunTask is repeated eight times in {sum(pauses) / 60:.0f} minutes." in (ROOT / "docs" / "faults.md").read_text()


def test_no_batch_that_fails_keeps_the_others_from_being_copied(workflow):
    assert workflow["States"]["CopyBatches"]["ToleratedFailurePercentage"] == 100


def test_first_run_waits_until_its_permissions_are_everywhere(workflow):
    states = workflow["States"]
    assert states["FollowsDeployment"]["Choices"][0]["Next"] == "WaitForPermissions"
    assert (states["WaitForPermissions"]["Seconds"], states["WaitForPermissions"]["Next"]) == (30, "Begin")


def test_functions_that_take_long_have_the_most_that_lambda_gives(template):
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html"""
    resources = template["Resources"]
    lists, starts = (resources[f"{name}Function"]["Properties"] for name in ("EnumerateImages", "StartFirstRun"))
    # The comparison has a third of it: repositories are listed before, what was begun is finished and written after.
    assert lists["Timeout"] >= 3 * _seconds("LONGEST", ENUMERATING)
    assert lists["MemorySize"] == {"Fn::FindInMap": ["FunctionPackage", {"Ref": "functionPackage"}, "LargeMemory"]}
    assert starts["Timeout"] == 900


def test_a_batch_survives_a_failed_call_at_each_of_its_looks(template, workflow):
    """A retrier counts the failures of one visit of a state, which lasts as long as the batch."""
    hiccups, = (one for one in dict(_tasks(workflow))["LaunchCopy"]["Retry"] if "Lambda.Unknown" in one["ErrorEquals"])
    usual = template["Parameters"]["taskCheckSeconds"]["Default"]
    assert hiccups["MaxAttempts"] >= _seconds("LONGEST", PREPARATION) / usual


def test_a_state_waits_longer_than_its_function_may_take(template, workflow):
    """Else it would call a function again that still works."""
    resources = template["Resources"]
    usual = template["Globals"]["Function"]["Timeout"]
    called = {
        name: task for name, task in _tasks(workflow)
        if task["Resource"].endswith("lambda:invoke")
    }
    assert len(called) == 4
    for name, task in called.items():
        function = task["Parameters"]["FunctionName"].strip("${}") + "Function"
        assert task["TimeoutSeconds"] > resources[function]["Properties"].get("Timeout", usual), name


def test_history_of_a_run_that_waits_is_never_full(workflow):
    """At 25,000 events an execution fails: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html"""
    states = workflow["States"]
    wait = states["WaitForOtherRun"]
    assert [wait["Next"], states["Begin"]["Next"], states["EnumerateImages"]["Next"]] == ["Begin", "EnumerateImages", "Decide"]
    # Entered and exited are Wait, Pass, Task and Choice; the task is scheduled, is started and succeeds.
    events = 4 * 2 + 3
    assert workflow["TimeoutSeconds"] / wait["Seconds"] * events < 25_000


def test_model_of_the_costs_counts_every_state_that_a_run_enters(workflow):
    assert runpy.run_path(str(ROOT / "bench" / "cost-model.py"))["STATES"] == len(list(_entered(workflow)))


def _entered(machine: dict):
    """By a run of the schedule that copies something, and copies it well."""
    chosen = {"Decide": "CopyBatches", "AllCopied": "Succeeded"}
    name = machine["StartAt"]
    while name:
        yield name
        state = machine["States"][name]
        name = chosen.get(name) or state.get("Next") or state.get("Default")


def _seconds(name: str, source: Path) -> int:
    unit, number = re.search(rf"Duration {name} = Duration.of(Hours|Minutes)\((\d+)\)", source.read_text()).groups()
    return int(number) * {"Hours": 3600, "Minutes": 60}[unit]


def _tasks(machine: dict):
    for name, state in machine["States"].items():
        if state["Type"] == "Task":
            yield name, state
        elif "ItemProcessor" in state:
            yield from _tasks(state["ItemProcessor"])
