"""RunTask's rules, the life of a task, and the faults of both."""

import json
import uuid
from pathlib import Path

import pytest
from conftest import refused, wait_until


@pytest.fixture(scope="module")
def on_spot(ecs, network):
    def run(definition: str) -> dict:
        subnets = {"awsvpcConfiguration": {"subnets": [network["subnetA"]], "assignPublicIp": "ENABLED"}}
        return ecs.run_task(
            cluster="copies", taskDefinition=definition, networkConfiguration=subnets, capacityProviderStrategy=SPOT)

    return run


def test_client_token_makes_a_call_idempotent(define, run):
    definition, token = define("true"), uuid.uuid4().hex
    first = run(definition, clientToken=token)["tasks"][0]["taskArn"]
    assert run(definition, clientToken=token)["tasks"][0]["taskArn"] == first
    assert refused(run, definition=definition, clientToken=token, startedBy="other") == "ConflictException"


def test_client_token_repeats_a_refusal(server, define, run):
    definition, token = define("true"), uuid.uuid4().hex
    server.control("POST", "ecs-faults", {"faults": [{"refusal": "RESOURCE:CPU"}]})
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


@pytest.fixture
def trapping(tmp_path):
    """A line of shell that does so at SIGTERM; trapping.wait() returns when its trap is set."""
    ready = tmp_path / "ready"

    def line(action: str) -> str:
        return f"trap '{action}' TERM; touch {ready}; while sleep 0.1; do :; done"

    def wait() -> None:
        wait_until(ready.exists, "the task's trap")
        ready.unlink()

    line.wait = wait
    return line


def test_interrupted_spot_task_is_told_and_says_so(server, ecs, define, on_spot, stopped, trapping):
    ecs.put_cluster_capacity_providers(
        cluster="copies", capacityProviders=["FARGATE_SPOT"], defaultCapacityProviderStrategy=[])
    answer = on_spot(define(trapping("exit 3")))
    task = answer["tasks"][0]["taskArn"]
    trapping.wait()
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
    server.control("POST", "ecs-faults", {"faults": [{"missing": True}]})
    assert ecs.describe_tasks(cluster="copies", tasks=[task])["failures"] == [{"arn": task, "reason": "MISSING"}]
    assert len(ecs.describe_tasks(cluster="copies", tasks=[task])["tasks"]) == 1


def test_faults_end_when_they_are_cleared(server, define, run, stopped):
    # The event is of a status that no task has here, as one of the test before may be late.
    laid = [{"refusal": "RESOURCE:CPU"}, {"start_failure": "no image"}, {"missing": True, "times": 100},
            {"drop": True, "status": "DEACTIVATING", "times": 100}]
    server.control("POST", "ecs-faults", {"faults": laid})
    assert [fault["times"] for fault in server.control("DELETE", "faults")["ecs"][-4:]] == [1, 1, 100, 100]
    assert stopped(run(define("exit 7")))["containers"][0]["exitCode"] == 7
    assert server.control("DELETE", "faults")["ecs"] == []


@pytest.mark.parametrize("more", [
    {"overrides": {"containerOverrides": [{"name": "copy", "environment": [{"name": "X", "value": "x" * 8200}]}]}},
    {"overrides": {"containerOverrides": [{"name": "nobody"}]}},
    {"overrides": {"executionRoleArn": "arn:aws:iam::123456789012:role/x"}},
    {"clientToken": "x" * 65},
    {"startedBy": "with:colon"},
    {"count": 11},
], ids=["overrides of 8 KiB", "unknown container", "execution role", "long token", "character of startedBy", "11 tasks"])
def test_bad_request_is_refused(define, run, more):
    assert refused(run, definition=define("true"), **more) == "InvalidParameterException"


@pytest.mark.parametrize(("size", "refusal"), [(20, True), (21, False), (200, False), (201, True)])
def test_disk_has_a_size_that_fargate_offers(ecs, size, refusal):
    definition = {
        "family": "disks", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
        "containerDefinitions": [{"name": "x", "image": "x"}], "ephemeralStorage": {"sizeInGiB": size}}
    if refusal:
        assert refused(ecs.register_task_definition, **definition) == "ClientException"
    else:
        made = ecs.register_task_definition(**definition)["taskDefinition"]
        assert made["ephemeralStorage"] == {"sizeInGiB": size}


@pytest.mark.parametrize("assign", ["ENABLED", "DISABLED"])
def test_task_has_a_public_address_if_it_is_to_have_one(server, define, run, network, assign):
    place = {"awsvpcConfiguration": {"subnets": [network["subnetA"]], "assignPublicIp": assign}}
    [attached] = run(define("true"), networkConfiguration=place)["tasks"][0]["attachments"]
    details = {one["name"]: one["value"] for one in attached["details"]}
    interfaces = server.home.client("ec2").describe_network_interfaces(NetworkInterfaceIds=[details["networkInterfaceId"]])
    assert ("Association" in interfaces["NetworkInterfaces"][0]) is (assign == "ENABLED")


def test_inactive_definition_is_refused(ecs, define, run):
    definition = define("true")
    ecs.deregister_task_definition(taskDefinition=definition)
    assert refused(run, definition=definition) == "ClientException"


def test_failures_come_with_status_200(server, define, run):
    server.control("POST", "ecs-faults", {"faults": [{"refusal": "Capacity is unavailable at this time."}]})
    answer = run(define("true"))
    assert answer["tasks"] == [] and answer["failures"][0]["reason"].startswith("Capacity")


def test_override_and_exit_code_arrive(define, run, stopped):
    overrides = {"containerOverrides": [{"name": "copy", "environment": [{"name": "CODE", "value": "7"}]}]}
    task = stopped(run(define("exit $CODE"), overrides=overrides))
    assert task["containers"][0]["exitCode"] == 7
    assert (task["stopCode"], task["stoppedReason"]) == ("EssentialContainerExited", "Essential container in task exited")


def test_stopped_task_gets_sigterm_then_sigkill(ecs, define, run, stopped, trapping):
    answer = run(define(trapping("exit 3")))
    trapping.wait()
    ecs.stop_task(cluster="copies", task=answer["tasks"][0]["taskArn"], reason="enough")
    task = stopped(answer)
    assert (task["stopCode"], task["stoppedReason"]) == ("UserInitiated", "enough")
    assert task["containers"][0]["exitCode"] == 3
    answer = run(define(trapping(""), stopTimeout=2))
    trapping.wait()
    ecs.stop_task(cluster="copies", task=answer["tasks"][0]["taskArn"])
    assert stopped(answer)["containers"][0]["exitCode"] == 137


def test_children_of_a_stopped_task_hear_nothing_of_sigterm_and_end_with_it(tmp_path, ecs, define, run, stopped, trapping):
    heard = tmp_path / "heard"
    child = f"(trap 'touch {heard}' TERM; while sleep 0.1; do :; done) & "
    answer = run(define(child + trapping("sleep 1; exit 3")))
    trapping.wait()
    ecs.stop_task(cluster="copies", task=answer["tasks"][0]["taskArn"])
    assert stopped(answer)["containers"][0]["exitCode"] == 3
    assert not heard.exists()


def test_killed_task_leaves_no_process_and_no_file(server, ecs, define, run, stopped, trapping):
    """`timeout` makes a process group of its own."""
    shared = Path("/dev/shm") / uuid.uuid4().hex
    files = f"echo secret >$(mktemp); echo secret >{shared}; "
    answer = run(define("timeout 60 sleep 60 >/dev/null 2>&1 & " + files + trapping(""), stopTimeout=1))
    task = answer["tasks"][0]["taskArn"]
    directory = server.run_dir / "tasks" / task.split("/")[-1]
    trapping.wait()
    assert [file.read_text() for file in directory.iterdir()] == ["secret\n"]
    assert len(processes_of(directory)) >= 3
    ecs.stop_task(cluster="copies", task=task)
    assert stopped(answer)["containers"][0]["exitCode"] == 137
    assert processes_of(directory) == []
    assert not directory.exists()
    assert not shared.exists()


def processes_of(directory: Path) -> list[str]:
    """Those that have it as their TMPDIR."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            if f"TMPDIR={directory}\0".encode() in (one / "environ").read_bytes():
                found.append(one.name)
        except OSError:  # it has ended meanwhile
            continue
    return found


def test_tasks_are_listed_by_who_started_them_and_status(ecs, define, run, stopped):
    sleeping = run(define("sleep 60"), startedBy="listing")["tasks"][0]["taskArn"]
    done = stopped(run(define("true"), startedBy="listing"))["taskArn"]
    listed = {"cluster": "copies", "startedBy": "listing"}
    assert ecs.list_tasks(**listed)["taskArns"] == [sleeping]
    assert ecs.list_tasks(**listed, desiredStatus="STOPPED")["taskArns"] == [done]
    assert ecs.describe_tasks(cluster="copies", tasks=["0" * 32])["failures"][0]["reason"] == "MISSING"
    ecs.stop_task(cluster="copies", task=sleeping)


def test_task_that_is_being_stopped_is_listed_with_the_stopped_ones(ecs, define, run, stopped, trapping):
    answer = run(define(trapping(""), stopTimeout=2), startedBy="stopping")
    task = answer["tasks"][0]["taskArn"]
    trapping.wait()
    ecs.stop_task(cluster="copies", task=task)
    listed = {"cluster": "copies", "startedBy": "stopping"}
    assert ecs.list_tasks(**listed)["taskArns"] == []
    assert ecs.list_tasks(**listed, desiredStatus="STOPPED")["taskArns"] == [task]
    assert ecs.describe_tasks(cluster="copies", tasks=[task])["tasks"][0]["lastStatus"] != "STOPPED"
    stopped(answer)


def test_task_whose_container_has_ended_ends_after_so_many_looks(server, ecs, define, run, stopped):
    server.control("POST", "ecs-faults", {"faults": [{"looks": True, "times": 2}]})
    answer = run(define("exit 7"))
    task = answer["tasks"][0]["taskArn"]
    ends = lambda: ecs.describe_tasks(cluster="copies", tasks=[task])["tasks"][0]["lastStatus"] == "DEPROVISIONING"  # noqa: E731
    wait_until(ends, "the end of its container")
    assert server.control("DELETE", "faults")["ecs"][-1]["times"] == 1
    assert stopped(answer)["containers"][0]["exitCode"] == 7


@pytest.mark.parametrize(("name", "container"), [
    ("JSON key of a secret", {"secrets": [{"name": "X", "valueFrom": "SECRET:auths::"}]}),
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


def test_most_tasks_at_once_are_counted(tmp_path, server, define, run, stopped):
    wait_until(lambda: server.control("GET", "ecs-counts")["atOnce"] == 0, "the end of tasks of the tests before")
    server.control("DELETE", "ecs-counts")
    definition = define(f"mktemp {tmp_path}/begun.XXXXXX; until [ -e {tmp_path}/until ]; do sleep 0.05; done")
    three = [run(definition) for _ in range(3)]
    wait_until(lambda: len(list(tmp_path.glob("begun.*"))) == 3, "three tasks at once")
    (tmp_path / "until").touch()
    for answer in three:
        stopped(answer)
    stopped(run(definition))
    counts = server.control("GET", "ecs-counts")
    assert (counts["started"], counts["mostAtOnce"], counts["atOnce"]) == (4, 3, 0)
