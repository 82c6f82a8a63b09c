"""Step Functions, where moto alone is not faithful."""

import json
import threading
import time

import pytest
from botocore.exceptions import ClientError
from conftest import wait_until


@pytest.fixture(scope="module")
def run(server, stack):
    """Makes a machine of some states and executes it; answers the execution's description."""
    states = server.home.client("stepfunctions")
    made = []

    def machine(definition: dict, role: str | None = None) -> str:
        made.append(f"machine-{len(made)}")
        role = role or f"arn:aws:iam::123456789012:role/{stack.resources()['Role']}"
        return states.create_state_machine(name=made[-1], definition=json.dumps(definition), roleArn=role)[
            "stateMachineArn"
        ]

    def run(definition: dict, value=None, role: str | None = None) -> dict:
        return stack.wait_for(stack.start_execution(machine(definition, role), value or {}))

    run.machine = machine
    return run


def one(state: dict, **more) -> dict:
    return {"StartAt": "One", "States": {"One": {"End": True, **state}}, **more}


def echo(stack, **more) -> dict:
    return {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload",
        "Parameters": {"FunctionName": stack.outputs()["Echo"], "Payload.$": "$"}, **more,
    }


def each(state: dict, **more) -> dict:
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **one(state)}
    return one({"Type": "Map", "ItemsPath": "$.items", "MaxConcurrencyPath": "$.width", "ItemProcessor": processor, **more})


ITEMS = {"items": [{"n": 0}, {"n": 1, "fail": "no"}, {"n": 2}], "width": 2}


@pytest.mark.parametrize("tolerated", [{}, {"ToleratedFailurePercentage": 30}])
def test_map_with_too_many_failed_items_fails(run, stack, tolerated):
    execution = run(each(echo(stack), **tolerated), ITEMS)
    assert (execution["status"], execution["error"]) == ("FAILED", "States.ExceedToleratedFailureThreshold")


def test_map_tolerates_failed_items(run, stack):
    execution = run(each(echo(stack), ToleratedFailurePercentage=40), ITEMS)
    assert json.loads(execution["output"]) == [{"n": 0}, {"n": 2}]


def test_number_of_tolerated_items_is_refused(run):
    with pytest.raises(ClientError, match="ToleratedFailureCount is not known here"):
        run.machine(each({"Type": "Pass"}, ToleratedFailureCount=1))


def test_max_concurrency_path_bounds_a_map(run):
    definition = each({})
    definition["States"]["One"]["ItemProcessor"]["States"] = {
        "One": {"Type": "Pass", "Parameters": {"begin.$": "$$.State.EnteredTime"}, "Next": "Wait"},
        "Wait": {"Type": "Wait", "Seconds": 10, "Next": "Last"},  # conftest: half a second
        "Last": {"Type": "Pass", "Parameters": {"begin.$": "$.begin", "end.$": "$$.State.EnteredTime"}, "End": True},
    }
    items = json.loads(run(definition, {"items": [0] * 6, "width": 3})["output"])
    assert max(sum(one["begin"] <= other["begin"] < one["end"] for one in items) for other in items) == 3


def test_map_has_more_items_than_the_stack_is_deep(run):
    execution = run(each({"Type": "Pass"}), {"items": list(range(1050)), "width": 1})
    assert json.loads(execution["output"]) == list(range(1050))


def test_child_of_a_map_has_an_execution_id_of_its_own(run):
    execution = run(each({"Type": "Pass", "Parameters": {"id.$": "$$.Execution.Id"}}), ITEMS)
    ids = [item["id"] for item in json.loads(execution["output"])]
    assert len(set(ids)) == 3 and execution["executionArn"] not in ids
    assert all("/Map:" in one for one in ids)


def test_start_time_is_iso_8601(run, stack):
    task = echo(stack)
    task["Parameters"]["Payload"] = {"at.$": "$$.Execution.StartTime"}
    del task["Parameters"]["Payload.$"]
    started = json.loads(run(one(task))["output"])["at"]
    assert time.strptime(started, "%Y-%m-%dT%H:%M:%S.%fZ"), started


def test_state_beyond_256_kib_fails(run):
    state = {"Type": "Pass", "Parameters": {"twice.$": "States.Array($.text, $.text)"}}
    assert run(one(state), {"text": "x" * 140_000})["error"] == "States.DataLimitExceeded"


@pytest.mark.parametrize(("payload", "error"), [
    ({"one.$": "$.text", "two.$": "$.text"}, "States.DataLimitExceeded"), ({"one.$": "$.no"}, "States.Runtime")])
def test_error_that_ends_an_execution_is_not_among_states_all(run, stack, payload, error):
    every = {"ErrorEquals": ["States.ALL"]}
    task = echo(stack, Retry=[{**every, "IntervalSeconds": 1}], Catch=[{**every, "Next": "Caught"}])
    task["Parameters"] = {"FunctionName": stack.outputs()["Echo"], "Payload": payload}
    definition = one(task)
    definition["States"]["Caught"] = {"Type": "Succeed"}
    execution = run(definition, {"text": "x" * 140_000})
    assert (execution["status"], execution.get("error")) == ("FAILED", error)


@pytest.fixture(scope="module")
def powerless(server) -> str:
    """A role that Step Functions may take, and that may do nothing."""
    trust = {"Statement": {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}}
    role = server.home.client("iam").create_role(RoleName="powerless", AssumeRolePolicyDocument=json.dumps(trust))
    return role["Role"]["Arn"]


def test_machine_may_call_only_what_its_role_allows(run, powerless):
    state = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ecr:describeRepositories", "Parameters": {}}
    assert "is not authorized to perform: ecr:DescribeRepositories" in run(one(state), role=powerless)["cause"]


def test_map_needs_the_permission_to_start_its_own_machine(run, powerless):
    execution = run(each({"Type": "Pass"}), ITEMS, powerless)
    assert (execution["status"], execution["error"]) == ("FAILED", "States.Permissions")
    assert "is not authorized to perform: states:StartExecution" in execution["cause"]


def token_wait(stack, **more) -> dict:
    return {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "TimeoutSeconds": 60,
        "Parameters": {"FunctionName": stack.outputs()["Echo"], "Payload": {"token.$": "$$.Task.Token"}}, **more,
    }


@pytest.fixture
def tokens(server):
    """The tokens of an execution's attempts, oldest first."""

    def read(execution: str, wanted: int) -> list[str]:
        deadline = time.time() + 10
        while time.time() < deadline:
            history = server.home.client("stepfunctions").get_execution_history(executionArn=execution)["events"]
            scheduled = [event["taskScheduledEventDetails"] for event in history if event["type"] == "TaskScheduled"]
            found = [json.loads(one["parameters"])["Payload"]["token"] for one in scheduled]
            if len(found) >= wanted:
                return found
            time.sleep(0.1)
        raise TimeoutError(f"{len(found)} tokens; see {server.run_dir}")

    return read


def test_retry_has_a_new_token_and_the_old_one_is_timed_out(server, stack, run, tokens):
    states = server.home.client("stepfunctions")
    retry = [{"ErrorEquals": ["States.Timeout"], "IntervalSeconds": 1, "MaxAttempts": 1}]
    machine = run.machine(one(token_wait(stack, TimeoutSeconds=4, Retry=retry)))
    execution = stack.start_execution(machine, {})
    first, second = tokens(execution, 2)
    assert first != second
    with pytest.raises(states.exceptions.TaskTimedOut):
        states.send_task_success(taskToken=first, output="{}")
    states.send_task_success(taskToken=second, output='{"by": "second"}')
    assert json.loads(stack.wait_for(execution)["output"]) == {"by": "second"}
    with pytest.raises(states.exceptions.TaskTimedOut):
        states.send_task_success(taskToken=second, output="{}")


def test_failed_task_tells_its_cause(server, stack, run, tokens):
    states = server.home.client("stepfunctions")
    execution = stack.start_execution(run.machine(one(token_wait(stack))), {})
    states.send_task_failure(taskToken=tokens(execution, 1)[0], error="Wrong", cause="because")
    described = stack.wait_for(execution)
    assert (described["error"], described["cause"]) == ("Wrong", "because")


def test_unknown_token_is_invalid(server):
    states = server.home.client("stepfunctions")
    with pytest.raises(states.exceptions.InvalidToken):
        states.send_task_success(taskToken="nobody's", output="{}")


def test_stopped_execution_ends_at_once_and_its_token_is_void(server, stack, run, tokens):
    states = server.home.client("stepfunctions")
    execution = stack.start_execution(run.machine(one(token_wait(stack))), {})
    token = tokens(execution, 1)[0]
    states.stop_execution(executionArn=execution, error="Enough", cause="a person said so")
    described = states.describe_execution(executionArn=execution)
    assert (described["status"], described["error"], described["cause"]) == ("ABORTED", "Enough", "a person said so")
    with pytest.raises(states.exceptions.TaskTimedOut):
        states.send_task_success(taskToken=token, output="{}")


def test_stopped_map_starts_no_further_items(server, stack, run):
    invocations = lambda: sum(one["invocations"] for arn, one in server.control("GET", "functions").items() if "Echo" in arn)  # noqa: E731
    before = invocations()
    execution = stack.start_execution(
        run.machine(each(echo(stack), ToleratedFailurePercentage=100)),
        {"items": [{"sleep": 3}] * 20, "width": 2},
    )
    wait_until(lambda: invocations() >= before + 2, "the first two items")
    server.home.client("stepfunctions").stop_execution(executionArn=execution)
    time.sleep(4)
    assert invocations() == before + 2


def test_execution_that_takes_too_long_times_out(run, stack):
    assert run(one(token_wait(stack), TimeoutSeconds=1))["status"] == "TIMED_OUT"


def test_execution_times_out_on_request(server, stack, run):
    execution = stack.start_execution(run.machine(one(token_wait(stack))), {})
    server.control("POST", "time-outs", {"execution": execution})
    assert stack.wait_for(execution)["status"] == "TIMED_OUT"
    with pytest.raises(RuntimeError, match="400.*does not run"):
        server.control("POST", "time-outs", {"execution": execution})


def test_wait_is_scaled(run):
    started = time.time()
    assert run(one({"Type": "Wait", "Seconds": 10}))["status"] == "SUCCEEDED"  # conftest: a twentieth
    assert 0.5 <= time.time() - started < 3


def test_status_of_an_execution_is_an_event(server, stack, run):
    sqs = server.home.client("sqs")
    queue = sqs.create_queue(QueueName="executions")["QueueUrl"]
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [{**allow, "Resource": "*"}]})
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    events = server.home.client("events")
    events.put_rule(Name="executions", EventPattern=json.dumps({"source": ["aws.states"], "detail": {"status": ["FAILED"]}}))
    events.put_targets(Rule="executions", Targets=[{"Id": "q", "Arn": "arn:aws:sqs:eu-west-1:123456789012:executions"}])
    execution = run({"StartAt": "One", "States": {"One": {"Type": "Fail", "Error": "Wrong", "Cause": "because"}}})
    messages = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=10)["Messages"]
    event = json.loads(messages[0]["Body"])
    assert event["detail-type"] == "Step Functions Execution Status Change"
    assert event["detail"]["executionArn"] == execution["executionArn"]
    assert (event["detail"]["error"], event["detail"]["cause"]) == ("Wrong", "because")
    events.remove_targets(Rule="executions", Ids=["q"])
    events.delete_rule(Name="executions")


def test_same_name_and_input_is_the_same_execution(server, stack, run):
    states = server.home.client("stepfunctions")
    machine = run.machine(one({"Type": "Wait", "Seconds": 20}))
    request = {"stateMachineArn": machine, "name": "once", "input": "{}"}
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.append(states.start_execution(**request)["executionArn"]))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 2 and len(set(answers)) == 1
    with pytest.raises(states.exceptions.ExecutionAlreadyExists):
        states.start_execution(**{**request, "input": '{"other": 1}'})
    states.stop_execution(executionArn=answers[0])
