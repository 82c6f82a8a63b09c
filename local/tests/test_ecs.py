"""RunTask's rules, the life of a task, its events, and the faults of all these."""

import json
import time
import uuid

import pytest
from botocore.exceptions import ClientError

ACCOUNT = "123456789012"


def refused(call, **arguments) -> str:
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Code"]


@pytest.fixture(scope="module")
def ecs(server):
    return server.home.client("ecs")


@pytest.fixture(scope="module")
def define(server, stack, ecs):
    """Registers a task definition whose container runs a line of shell."""

    def define(line: str, **more) -> str:
        container = {"name": "copy", "image": "example/image", "entryPoint": ["/bin/sh", "-c"], "command": [line], **more}
        return ecs.register_task_definition(
            family=f"shell-{uuid.uuid4().hex[:6]}", networkMode="awsvpc", requiresCompatibilities=["FARGATE"],
            cpu="256", memory="512", executionRoleArn=stack.outputs()["ExecutionRole"], containerDefinitions=[container],
        )["taskDefinition"]["taskDefinitionArn"]

    return define


@pytest.fixture(scope="module")
def run(ecs, network):
    def run(definition: str, **more) -> dict:
        subnets = {"awsvpcConfiguration": {"subnets": [network["subnetA"]], "assignPublicIp": "ENABLED"}}
        request = {"taskDefinition": definition, "launchType": "FARGATE", "networkConfiguration": subnets, **more}
        return ecs.run_task(cluster="copies", **request)

    return run


@pytest.fixture(scope="module")
def on_spot(ecs, network):
    def run(definition: str) -> dict:
        subnets = {"awsvpcConfiguration": {"subnets": [network["subnetA"]], "assignPublicIp": "ENABLED"}}
        return ecs.run_task(
            cluster="copies", taskDefinition=definition, networkConfiguration=subnets, capacityProviderStrategy=SPOT)

    return run


@pytest.fixture(scope="module")
def stopped(ecs):
    def wait(answer: dict, limit_s: float = 15) -> dict:
        deadline = time.time() + limit_s
        while time.time() < deadline:
            task = ecs.describe_tasks(cluster="copies", tasks=[answer["tasks"][0]["taskArn"]])["tasks"][0]
            if task["lastStatus"] == "STOPPED":
                return task
            time.sleep(0.1)
        raise TimeoutError(task)

    return wait


def test_client_token_makes_a_call_idempotent(define, run):
    definition, token = define("true"), uuid.uuid4().hex
    first = run(definition, clientToken=token)["tasks"][0]["taskArn"]
    assert run(definition, clientToken=token)["tasks"][0]["taskArn"] == first
    assert refused(run, definition=definition, clientToken=token, startedBy="other") == "ConflictException"


def test_client_token_repeats_a_refusal(server, define, run):
    definition, token = define("true"), uuid.uuid4().hex
    server.control("POST", "ecs-run-task-failures", {"reasons": ["RESOURCE:CPU"]})
    for _ in range(2):
        assert run(definition, clientToken=token)["failures"] == [{"reason": "RESOURCE:CPU"}]
    assert run(definition, clientToken=uuid.uuid4().hex)["failures"] == []


SPOT = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]


def test_spot_needs_its_capacity_provider_and_no_launch_type(ecs, define, run, on_spot):
    ecs.put_cluster_capacity_providers(
        cluster="copies", capacityProviders=[], defaultCapacityProviderStrategy=[])
    assert refused(on_spot, definition=define("true")) == "InvalidParameterException"
    ecs.put_cluster_capacity_providers(
        cluster="copies", capacityProviders=["FARGATE_SPOT"], defaultCapacityProviderStrategy=[])
    assert on_spot(define("true"))["failures"] == []
    assert refused(run, definition=define("true"), capacityProviderStrategy=SPOT) == "InvalidParameterException"


def test_interrupted_spot_task_is_told_and_says_so(server, ecs, define, on_spot, stopped):
    ecs.put_cluster_capacity_providers(
        cluster="copies", capacityProviders=["FARGATE_SPOT"], defaultCapacityProviderStrategy=[])
    answer = on_spot(define("trap 'exit 3' TERM; sleep 30 & wait"))
    task = answer["tasks"][0]["taskArn"]
    while ecs.describe_tasks(cluster="copies", tasks=[task])["tasks"][0]["lastStatus"] != "RUNNING":
        time.sleep(0.1)
    time.sleep(0.3)
    server.control("POST", "ecs-interruptions", {"task": task})
    end = stopped(answer)
    assert (end["stopCode"], end["capacityProviderName"]) == ("SpotInterruption", "FARGATE_SPOT")
    assert end["containers"][0]["exitCode"] == 3


def test_task_on_demand_is_not_interrupted(server, define, run):
    task = run(define("sleep 1"))["tasks"][0]["taskArn"]
    with pytest.raises(RuntimeError, match="no task on FARGATE_SPOT"):
        server.control("POST", "ecs-interruptions", {"task": task})


def test_task_that_is_not_known_yet_is_missing(server, ecs, define, run):
    task = run(define("true"))["tasks"][0]["taskArn"]
    server.control("POST", "ecs-missing", {"count": 1})
    assert ecs.describe_tasks(cluster="copies", tasks=[task])["failures"] == [{"arn": task, "reason": "MISSING"}]
    assert len(ecs.describe_tasks(cluster="copies", tasks=[task])["tasks"]) == 1


@pytest.mark.parametrize("more", [
    {"overrides": {"containerOverrides": [{"name": "copy", "environment": [{"name": "X", "value": "x" * 8200}]}]}},
    {"overrides": {"containerOverrides": [{"name": "nobody"}]}},
    {"clientToken": "x" * 65},
    {"startedBy": "with:colon"},
    {"count": 11},
], ids=["overrides of 8 KiB", "unknown container", "long token", "character of startedBy", "11 tasks"])
def test_bad_request_is_refused(define, run, more):
    assert refused(run, definition=define("true"), **more) == "InvalidParameterException"


def test_inactive_definition_is_refused(ecs, define, run):
    definition = define("true")
    ecs.deregister_task_definition(taskDefinition=definition)
    assert refused(run, definition=definition) == "ClientException"


def test_failures_come_with_status_200(server, define, run):
    server.control("POST", "ecs-run-task-failures", {"reasons": ["Capacity is unavailable at this time."]})
    answer = run(define("true"))
    assert answer["tasks"] == [] and answer["failures"][0]["reason"].startswith("Capacity")


def test_override_and_exit_code_arrive(define, run, stopped):
    overrides = {"containerOverrides": [{"name": "copy", "environment": [{"name": "CODE", "value": "7"}]}]}
    task = stopped(run(define("exit $CODE"), overrides=overrides))
    assert task["containers"][0]["exitCode"] == 7
    assert (task["stopCode"], task["stoppedReason"]) == ("EssentialContainerExited", "Essential container in task exited")


def test_stopped_task_gets_sigterm_then_sigkill(ecs, define, run, stopped):
    definition = define("trap 'exit 3' TERM; sleep 60 & wait")
    answer = run(definition)
    time.sleep(1)
    ecs.stop_task(cluster="copies", task=answer["tasks"][0]["taskArn"], reason="enough")
    task = stopped(answer)
    assert (task["stopCode"], task["stoppedReason"]) == ("UserInitiated", "enough")
    assert task["containers"][0]["exitCode"] == 3
    answer = run(define("trap '' TERM; while true; do sleep 1; done", stopTimeout=2))
    time.sleep(1)
    ecs.stop_task(cluster="copies", task=answer["tasks"][0]["taskArn"])
    assert stopped(answer)["containers"][0]["exitCode"] == 137


def test_tasks_are_listed_by_who_started_them_and_status(ecs, define, run, stopped):
    sleeping = run(define("sleep 60"), startedBy="listing")["tasks"][0]["taskArn"]
    done = stopped(run(define("true"), startedBy="listing"))["taskArn"]
    listed = {"cluster": "copies", "startedBy": "listing"}
    assert ecs.list_tasks(**listed)["taskArns"] == [sleeping]
    assert ecs.list_tasks(**listed, desiredStatus="STOPPED")["taskArns"] == [done]
    assert ecs.describe_tasks(cluster="copies", tasks=["0" * 32])["failures"][0]["reason"] == "MISSING"
    ecs.stop_task(cluster="copies", task=sleeping)


@pytest.mark.parametrize(("name", "container"), [
    ("secret without the key", {"secrets": [{"name": "X", "valueFrom": "SECRET:no::"}]}),
    ("missing secret", {"secrets": [{"name": "X", "valueFrom": "SECRETx"}]}),
    ("missing log group", {"logConfiguration": {"logDriver": "awslogs", "options": {
        "awslogs-group": "nobody", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "x"}}}),
])
def test_task_does_not_start_without(stack, define, run, stopped, name, container):
    text = json.dumps(container).replace("SECRET", stack.outputs()["Auth"])
    task = stopped(run(define("true", **json.loads(text))))
    assert task["stopCode"] == "TaskFailedToStart", task
    assert task["stoppedReason"].startswith("ResourceInitializationError")
    assert "exitCode" not in task["containers"][0]


def test_most_tasks_at_once_are_counted(server, define, run, stopped):
    server.control("DELETE", "ecs-counts")
    definition = define("sleep 1")
    for answer in [run(definition) for _ in range(3)]:
        stopped(answer)
    stopped(run(definition))
    counts = server.control("GET", "ecs-counts")
    assert (counts["started"], counts["mostAtOnce"], counts["atOnce"]) == (4, 3, 0)


@pytest.fixture
def events(server, define, run, stopped):
    """Runs a task; answers its state-change events in the order in which they came, by way of a queue."""
    sqs, rules = server.home.client("sqs"), server.home.client("events")
    url = sqs.create_queue(QueueName="task-events")["QueueUrl"]
    arn = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:task-events"
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
             "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    pattern = {"source": ["aws.ecs"], "detail": {"startedBy": ["events"]}}
    rules.put_rule(Name="task-events", EventPattern=json.dumps(pattern))
    rules.put_targets(Rule="task-events", Targets=[{"Id": "queue", "Arn": arn}])
    definition = define("exit 1")

    def events(**faults) -> list[dict]:
        server.control("POST", "ecs-events", faults)
        stopped(run(definition, startedBy="events"))
        time.sleep(faults.get("delay_s", 0) + 0.3)
        found = []
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                found.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return found

    yield events
    server.control("POST", "ecs-events", {})
    rules.remove_targets(Rule="task-events", Ids=["queue"])
    rules.delete_rule(Name="task-events")
    sqs.delete_queue(QueueUrl=url)


def statuses(events: list[dict]) -> list[str]:
    return [event["detail"]["lastStatus"] for event in events]


def test_each_status_is_an_event_with_a_growing_version(events):
    seen = events()
    assert statuses(seen) == ["PROVISIONING", "PENDING", "RUNNING", "DEPROVISIONING", "STOPPED"]
    assert [event["detail"]["version"] for event in seen] == [1, 2, 3, 4, 5]
    detail = seen[-1]["detail"]
    assert (detail["stopCode"], detail["containers"][0]["exitCode"]) == ("EssentialContainerExited", 1)
    assert detail["startedBy"] == "events" and "overrides" in detail


def test_event_comes_twice_or_not_at_all_or_late(events):
    twice = [event for event in events(duplicate=True) if event["detail"]["lastStatus"] == "STOPPED"]
    assert len(twice) == 2 and twice[0]["id"] == twice[1]["id"]
    assert "STOPPED" not in statuses(events(drop=1))
    assert statuses(events(delay_s=1, status="RUNNING"))[-1] == "RUNNING"


def test_task_that_never_starts_has_no_exit_code(server, events):
    server.control("POST", "ecs-start-failures", {"count": 1})
    detail = events()[-1]["detail"]
    assert detail["stopCode"] == "TaskFailedToStart"
    assert detail["stoppedReason"].startswith("CannotPullContainerError")
    assert "exitCode" not in detail["containers"][0]
