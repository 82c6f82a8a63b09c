"""Tasks on Fargate Spot, which AWS interrupts, and what runs on demand in their place."""

import pytest
from conftest import FIRST, PREFIX
from faults import SOURCE
from images import Layer, image
from test_faults_tasks import NO_CAPACITY, One

SPOT = "FARGATE_SPOT"


@pytest.fixture(scope="module")
def spot(sandbox):
    """A stack on Spot. Its cluster has no Spot yet."""
    sandbox.source.push(*FIRST, image([Layer("first")]))
    providers(sandbox)
    sandbox.forget_counts()
    replicator = sandbox.deploy(
        "spot", srcRegion=sandbox.source.region, srcList="SELECTED", srcImageList=":".join(FIRST),
        destPrefix=f"{PREFIX}/spot", useSpot="ENABLED", copyTimeoutMinutes=1,
    )
    yield replicator
    replicator.delete()


@pytest.fixture(scope="module")
def first_run_of_spot(spot):
    return spot.first_run()


@pytest.fixture
def one(sandbox, spot, first_run_of_spot, source, destination, request):
    """An image of the test's own that a run is to copy, where the cluster has Spot."""
    providers(sandbox, SPOT)
    name = "spot/" + request.node.name.removeprefix("test_").replace("_", "-")
    return One(spot, destination, name, source.push(name, "1", image([Layer(name)])), f"{PREFIX}/spot")


def providers(sandbox, *names: str) -> None:
    sandbox.server.home.client("ecs").put_cluster_capacity_providers(
        cluster="replication", capacityProviders=list(names), defaultCapacityProviderStrategy=[])


def provider(sandbox, task: str) -> str | None:
    ecs = sandbox.server.home.client("ecs")
    return ecs.describe_tasks(cluster="replication", tasks=[task])["tasks"][0].get("capacityProviderName")


def test_cluster_without_spot_fails_the_run_at_once_and_names_the_parameter(spot, first_run_of_spot):
    assert (first_run_of_spot.status, first_run_of_spot.tasks) == ("FAILED", 0)
    row = spot.images()[f"{PREFIX}/spot/{FIRST[0]}:{FIRST[1]}"]
    assert (row["status"], row["attempts"]) == ("FAILED", 1)
    assert 'useSpot is "ENABLED": expected DISABLED' in row["reason"]
    assert SPOT in spot.messages()[-1].text


def test_task_after_three_that_were_interrupted_runs_on_demand(sandbox, spot, faults, one):
    faults.registry(host=SOURCE, path=one.digest, delay_s=60, times=4)
    spot.forget_counts()
    execution = spot.tick()
    for left in (3, 2, 1):
        task = asking(spot, faults, left)
        faults.interrupt(task)  # refused for a task on demand
        spot.wait_until(lambda: task not in spot.open_tasks(), "its end")
    assert provider(sandbox, asking(spot, faults, 0)) is None
    assert faults.end().unmet() == []
    run = spot.ended(execution)
    assert (run.status, run.tasks) == ("SUCCEEDED", 4)
    assert one.has_arrived()


def asking(spot, faults, left: int) -> str:
    """The task that asks for the image and is held back, so that as many others will still be."""
    task = spot.wait_until(spot.open_tasks, "a task")[0]
    spot.wait_until(lambda: faults.times_left() == left, "its question for the image")
    return task


def test_copy_that_hangs_ends_with_the_tasks_own_limit_and_is_tried_again(spot, faults, one):
    faults.registry(host=SOURCE, path=one.digest, delay_s=70, times=1)
    run = spot.run(limit_s=180)
    assert (run.status, run.tasks, one.row()["attempts"]) == ("SUCCEEDED", 2, 2)
    assert one.has_arrived()
    assert "not done within 60 seconds (COPY_TIMEOUT, the stack's copyTimeoutMinutes)" in "\n".join(spot.logs("TaskLogs"))


def test_task_that_spot_has_no_capacity_for_runs_on_demand(sandbox, spot, faults, one):
    faults.registry(host=SOURCE, path=one.digest, delay_s=5, times=1)
    faults.run_task_refuses(NO_CAPACITY)
    spot.forget_counts()
    execution = spot.tick()
    task = spot.wait_until(spot.open_tasks, "a task")[0]
    assert provider(sandbox, task) is None
    run = spot.ended(execution)
    assert (run.status, run.tasks, one.row()["attempts"]) == ("SUCCEEDED", 1, 1)
    assert one.has_arrived()
