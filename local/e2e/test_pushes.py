"""A push starts a run of its repository: at once, once, for what the stack selects, and for nothing that it copied itself."""

import time

import pytest
from conftest import PREFIX
from faults import ALWAYS
from images import Layer, image, index
from sandbox.sandbox import HOME_REGION

SELECTED = ("pushed/app:v*", "pushed/web:1")
BURST = 20


@pytest.fixture(scope="module")
def listener(sandbox):
    """Source and destination are one registry, so that every copy is a push, too."""
    sandbox.destination.push("pushed/web", "1", image([Layer("pushed web")]))
    replicator = sandbox.deploy(
        "listener", srcRegion=HOME_REGION, destPrefix=PREFIX, replicateOnPush="ENABLED",
        srcList="SELECTED", srcImageList=",".join(SELECTED), maxConcurrency=1,
    )
    replicator.first_run()
    settle(replicator)
    yield replicator
    replicator.delete()


def settle(replicator) -> list[str]:
    """Waits until no execution runs, and none has come for a moment; answers all there have been."""
    seen: list[str] = []
    quiet_since = time.time()
    deadline = quiet_since + 120
    while time.time() < quiet_since + 2:
        executions = replicator.executions()
        if executions != seen or any(replicator.is_running(one) for one in executions):
            seen, quiet_since = executions, time.time()
        assert time.time() < deadline, "runs go on and on"
        time.sleep(0.3)
    return seen


def of_pushes(replicator, before: list[str]) -> list[dict]:
    """The executions since, as DescribeExecution has them, the oldest first."""
    states = replicator.sandbox.server.home.client("stepfunctions")
    new = [one for one in settle(replicator) if one not in before]
    return [states.describe_execution(executionArn=one) for one in reversed(new)]


def test_pushed_image_arrives_without_a_schedule_and_its_copy_starts_no_run(listener, destination):
    before = settle(listener)
    parts = [image([Layer("pushed app v1")], platform=one) for one in ("linux/amd64", "linux/arm64")]
    digest = destination.push("pushed/app", "v1", index(parts))
    runs = of_pushes(listener, before)
    assert destination.digest(f"{PREFIX}/pushed/app", "v1") == digest
    assert [one["status"] for one in runs] == ["SUCCEEDED"]
    assert '"push"' in runs[0]["input"]
    assert listener.images()[f"{PREFIX}/pushed/app:v1"]["status"] == "SUCCEEDED"
    assert listener.runs()[-1]["partial"]


def test_push_of_what_is_not_selected_copies_nothing(listener, destination):
    before, runs = settle(listener), len(listener.runs())
    destination.push("pushed/other", "1", image([Layer("pushed other")]))
    destination.push("pushed/app", "latest", image([Layer("pushed app latest")]))
    unselected, selected = of_pushes(listener, before)
    assert "replicates nothing of pushed/other" in unselected["output"]
    assert "0 images copied" in selected["output"]
    copies = {name for name in destination.images() if name.startswith(f"{PREFIX}/pushed/")}
    assert copies & {f"{PREFIX}/pushed/other:1", f"{PREFIX}/pushed/app:latest"} == set()
    assert len(listener.runs()) == runs + 1


def test_pushes_while_a_run_goes_on_are_all_copied_by_few_runs_after_it(listener, faults, destination):
    before = settle(listener)
    faults.registry(host=destination.host, method="PUT", path=f"/v2/{PREFIX}/pushed/app/manifests/v2", delay_s=120)
    first = destination.push("pushed/app", "v2", image([Layer("pushed app v2")]))
    listener.wait_until(faults.all_met, "v2 is copied")

    web = destination.push("pushed/web", "1", image([Layer("pushed web again")]))
    burst = [destination.push("pushed/app", f"v3.{n}", image([Layer(f"pushed burst {n}")])) for n in range(BURST)]
    assert faults.end().unmet() == []

    executions = of_pushes(listener, before)
    assert destination.digest(f"{PREFIX}/pushed/app", "v2") == first
    assert destination.digest(f"{PREFIX}/pushed/web", "1") == web
    assert [destination.digest(f"{PREFIX}/pushed/app", f"v3.{n}") for n in range(BURST)] == burst
    assert {one["status"] for one in executions} == {"SUCCEEDED"}
    skipped = [one for one in executions if "is waiting and will do this, too" in one["output"]]
    # How many get there before the first run has ended depends on who is quicker; the others all wait in one.
    assert len(executions) == BURST + 2
    assert len(executions) - len(skipped) <= 5
    new = [run for run in listener.runs() if run["execution"] in {one["executionArn"] for one in executions}]
    assert sum(int(run["succeeded"]) for run in new) == BURST + 2


def test_pushes_while_the_list_cannot_be_read_are_told_once(listener, faults, destination):
    before, told = settle(listener), len(listener.messages())
    faults.api("ssm", "GetParameter", code="AccessDeniedException", times=ALWAYS)
    for number in range(3):
        destination.push("pushed/app", f"v4.{number}", image([Layer(f"pushed unread {number}")]))
        settle(listener)
    executions = of_pushes(listener, before)
    assert [one["status"] for one in executions] == ["FAILED"] * 3
    assert ["ssm:GetParameter" in one.text for one in listener.messages()[told:]] == [True]
    assert [run["partial"] for run in listener.runs()[-3:]] == [True] * 3
    assert faults.end().unmet() == []
    assert listener.run().status == "SUCCEEDED"
    assert f"{PREFIX}/pushed/app:v4.2" in destination.images()
    assert [one.subject for one in listener.messages()[told + 1:]] == ["ECR Replicator: all is well again in listener"]


def test_schedule_takes_everything_and_leaves_out_its_own_copies(listener, destination):
    listener.select("*/*:*")
    before = settle(listener)
    run = listener.run()
    assert run.status == "SUCCEEDED", run.cause
    assert not any(name.startswith(f"{PREFIX}/{PREFIX}/") for name in destination.images())
    assert f"{PREFIX}/pushed/other:1" in destination.images()
    assert settle(listener) == [run.execution, *before]
