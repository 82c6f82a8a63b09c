"""The credential of the destination is taken away, and put back."""

import json

import pytest
from conftest import PREFIX
from faults import SOURCE
from images import Layer, image

# A parameter that is not there may be a secret, and a secret that is not there is refused.
pytestmark = pytest.mark.refused

NAME = "lost-key"


@pytest.fixture(scope="module")
def keyed(sandbox, source):
    source.push("keyed/first", "1", image([Layer("keyed first")]))
    put_back(sandbox)
    stack = sandbox.deploy(
        "keyed", srcRegion=source.region, srcList="SELECTED", srcImageList="keyed/first:1", destPrefix=PREFIX,
        destCredential=NAME)
    assert stack.first_run().status == "SUCCEEDED"
    yield stack
    stack.delete()


@pytest.fixture(autouse=True)
def always_put_back(keyed, sandbox):
    yield
    put_back(sandbox)


def put_back(sandbox) -> None:
    key = sandbox.server.account(sandbox.server.home.id)
    sandbox.put_credential(NAME, json.dumps({"access_key_id": key.access_key, "secret_access_key": key.secret_key}))


def take_away(sandbox) -> None:
    sandbox.server.home.client("ssm").delete_parameter(Name=NAME)


def test_run_that_cannot_open_the_destination_is_told_once_and_leaves_no_event_behind(sandbox, keyed):
    take_away(sandbox)
    before, settled = len(keyed.messages()), keyed.answers("SettleRunFunction")
    run = keyed.run()
    assert (run.status, run.tasks) == ("FAILED", 0)
    assert "destCredential" in run.cause
    keyed.wait_until(lambda: keyed.answers("SettleRunFunction") > settled, "SettleRun")
    assert ["destCredential" in one.text for one in keyed.messages()[before:]] == [True]
    put_back(sandbox)
    assert keyed.run().status == "SUCCEEDED"
    assert [line for line in keyed.logs("SettleRunLogs") if "destCredential" in line] == []


def test_run_that_is_stopped_when_nobody_may_look_at_the_destination_leaves_nothing_open(
        sandbox, keyed, faults, source, destination):
    digest = source.push("keyed/app", "1", image([Layer("keyed")]))
    keyed.select("keyed/app:1")
    faults.registry(host=SOURCE, path=digest, delay_s=60, times=1)
    row = lambda: keyed.images()[f"{PREFIX}/keyed/app:1"]  # noqa: E731
    execution = keyed.tick()
    keyed.wait_until(faults.all_met, "a copy that is held")
    take_away(sandbox)
    sandbox.server.home.client("stepfunctions").stop_execution(executionArn=execution, cause="maintenance window")
    keyed.wait_until(lambda: row()["status"] == "FAILED", "SettleRun")
    assert "maintenance window" in row()["reason"]
    assert "destCredential" in row()["reason"]
    keyed.wait_until(lambda: not keyed.open_tasks(), "the end of its task")
    put_back(sandbox)
    assert keyed.run().status == "SUCCEEDED"
    assert destination.digest(f"{PREFIX}/keyed/app", "1") == digest
