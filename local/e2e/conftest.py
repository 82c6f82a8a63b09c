"""The real stack on the emulated AWS. A start costs half a minute on two cores, so most tests share one stack.

`sandbox` has registries on both sides; `sandbox.deploy(**parameters)` makes a stack. `replicator` is the shared one: it
copies what a test selects (replicator.select) when it runs (replicator.run). Each test has repositories of its own.
"""

import math
import os
import sys
from pathlib import Path

import pytest

LOCAL = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(LOCAL))

from faults import Faults  # noqa: E402
from images import Layer, image  # noqa: E402
from sandbox import EcrRegistry, Replicator, Run, Sandbox  # noqa: E402
from secret_kinds import REGISTRIES  # noqa: E402

if os.geteuid() != 0:
    pytest.exit("root is needed for the registries' production names: `make test-e2e` asks for it", returncode=1)

PREFIX = "mirror"
FIRST = ("first/app", "1")
TASKS_AT_ONCE = 2
CHECK_S = 15


def pytest_configure(config):
    config.addinivalue_line("markers", "refused: calls are refused on purpose")


def pytest_collection_modifyitems(items):
    """Faults leave images that nothing can copy: tests that take all that the source has come before them."""
    items.sort(key=lambda item: item.path.name.startswith("test_faults"))


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory):
    with Sandbox.start(tmp_path_factory.mktemp("run"), registries=REGISTRIES) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def source(sandbox) -> EcrRegistry:
    return sandbox.source


@pytest.fixture(scope="session")
def destination(sandbox) -> EcrRegistry:
    return sandbox.destination


@pytest.fixture(scope="session")
def replicator(sandbox) -> Replicator:
    sandbox.source.push(*FIRST, image([Layer("first")]))
    return sandbox.deploy(
        "shared", srcRegion=sandbox.source.region, srcList="SELECTED", srcImageList=":".join(FIRST),
        destPrefix=PREFIX, maxConcurrency=TASKS_AT_ONCE,
    )


@pytest.fixture(scope="session")
def first_run(replicator) -> Run:
    """Of the shared stack; every other run comes after it."""
    return replicator.first_run()


@pytest.fixture(scope="session")
def impatient(sandbox) -> Replicator:
    """A stack that looks at a silent task soon, where others wait a quarter of an hour; its first run is over."""
    sandbox.source.push(*FIRST, image([Layer("first")]))
    replicator = sandbox.deploy(
        "impatient", srcRegion=sandbox.source.region, srcList="SELECTED", srcImageList=":".join(FIRST),
        destPrefix=PREFIX, maxConcurrency=TASKS_AT_ONCE, taskCheckSeconds=CHECK_S,
    )
    replicator.first_run()
    return replicator


@pytest.fixture
def faults(sandbox) -> Faults:
    """Faults that a test makes; they end with it, and each must have been met as often as it says."""
    made = Faults(sandbox)
    yield made
    assert made.end().unmet() == []


@pytest.fixture
def deploy(sandbox):
    """Makes stacks of the test's own, which go when it is over; `deploy.keep(stack)` leaves one alone.

    What their first runs count goes back to their deployment.
    """
    made: list[Replicator] = []

    def create(name: str, **parameters) -> Replicator:
        sandbox.forget_counts()
        made.append(sandbox.deploy(name, **{"srcRegion": sandbox.source.region, "destPrefix": PREFIX, **parameters}))
        return made[-1]

    create.keep = made.remove
    yield create
    for replicator in made:
        replicator.delete()


@pytest.fixture(autouse=True)
def tests_leave_no_trouble(sandbox):
    """A test that fails must not fail those after it: its faults, its settings and its runs end with it."""
    yield
    sandbox.server.control("DELETE", "faults")
    sandbox.server.home.client("ecr").put_account_setting(name="BLOB_MOUNTING", value="DISABLED")
    states = sandbox.server.home.client("stepfunctions")
    for machine in states.list_state_machines()["stateMachines"]:
        arn = machine["stateMachineArn"]
        for one in states.list_executions(stateMachineArn=arn, statusFilter="RUNNING")["executions"]:
            states.stop_execution(executionArn=one["executionArn"], cause="the test is over")


@pytest.fixture(autouse=True)
def no_call_was_refused(request, sandbox):
    """The roles of the template hold every permission that a test has needed."""
    if "deploy" in request.fixturenames:
        request.getfixturevalue("deploy")  # made before this one, it deletes its stacks, with their roles, after it
    before = len(sandbox.server.control("GET", "iam")["denied"])
    yield
    assert request.node.get_closest_marker("refused") or refused(sandbox, before) == []


def refused(sandbox, before: int = 0) -> list:
    """Which role was refused what, after so many others.

    Once nothing of a stack runs any more, its policies go: late calls are refused, as they should be.
    """
    denied = sandbox.server.control("GET", "iam")["denied"][before:]
    return [one for one in denied if ":role/" in one[0] and one[3] < left_at(sandbox, one[0].split("/")[-1])]


def left_at(sandbox, role: str) -> float:
    """When the stack that made a role was about to take its policies away, in seconds since 1970."""
    cloudformation = sandbox.server.home.client("cloudformation")
    for stack in cloudformation.list_stacks()["StackSummaries"]:
        events = cloudformation.describe_stack_events(StackName=stack["StackId"])["StackEvents"]
        if any(one["PhysicalResourceId"] == role for one in events):
            gone = ("FirstRun", "DELETE_COMPLETE")
            times = [one["Timestamp"] for one in events if (one["LogicalResourceId"], one["ResourceStatus"]) == gone]
            return min((one.timestamp() for one in times), default=math.inf)
    return math.inf
