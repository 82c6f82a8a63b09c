"""Every function answers its event of events/ as it stands."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from conftest import PREFIX
from images import Layer, image
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parent.parent.parent
EVENTS = ROOT / "events"
TEMPLATE = yaml_parse((ROOT / "template.yaml").read_text())


def event(name: str) -> dict:
    return json.loads((EVENTS / f"{name}.json").read_text())


@pytest.fixture
def invoke(sandbox, replicator, first_run):
    client = sandbox.server.home.client("lambda")

    def call(function: str, payload: dict):
        name = replicator.resources[function]
        answer = client.invoke(FunctionName=name, Payload=json.dumps(payload))
        content = json.loads(answer["Payload"].read())
        assert "FunctionError" not in answer, content
        return content

    return call


def test_a_run_is_told_by_its_events(sandbox, replicator, invoke, source, destination):
    digest = source.push("events/app", "1", image([Layer("events")]))
    replicator.select("events/app:1")
    plan = invoke("EnumerateImagesFunction", event("enumerate-images"))
    run = event("prepare-batch")["run"]
    assert (plan["decision"], plan["run"], plan["batches"], plan["further"]) == ("COPY", run, [1], [])
    assert invoke("PrepareBatchFunction", event("prepare-batch"))["toCopy"] == 1
    assert invoke("LaunchCopyFunction", event("launch-copy")) == {}
    row = f"{PREFIX}/events/app:1"
    replicator.wait_until(lambda: replicator.images()[row]["status"] == "SUCCEEDED", "the copy")
    assert destination.digest(f"{PREFIX}/events/app", "1") == digest
    assert invoke("PrepareBatchFunction", event("prepare-batch"))["toCopy"] == 0
    assert invoke("CompleteCopyFunction", event("complete-copy-give-up")) == {}
    assert replicator.images()[row]["status"] == "SUCCEEDED"
    assert invoke("SummarizeRunFunction", event("summarize-run"))["status"] == "SUCCEEDED"
    record = next(one for one in replicator.runs() if one["id"] == run)
    assert record["status"] == "SUCCEEDED"


def test_end_of_a_task_that_nobody_knows_changes_nothing(replicator, invoke):
    stopped = event("complete-copy")
    stopped["detail"]["startedBy"] = "20200101T000000000Z-00000000/1/1"
    before = replicator.images()
    assert invoke("CompleteCopyFunction", stopped) == {}
    assert replicator.images() == before


def test_run_that_was_stopped_is_settled_and_the_lease_is_free(sandbox, replicator, invoke, source):
    source.push("settled/app", "1", image([Layer("settled")]))
    replicator.select("settled/app:1")
    stopped = event("settle-run")
    execution = stopped["detail"]["executionArn"].rsplit(":", 1)[0] + ":settled"
    stopped["detail"]["executionArn"] = execution
    begun = {**event("enumerate-images"), "execution": execution}
    run = invoke("EnumerateImagesFunction", begun)["run"]
    assert invoke("SettleRunFunction", stopped) == {}
    row = replicator.images()[f"{PREFIX}/settled/app:1"]
    assert row["status"] == "FAILED"
    assert "stopped by hand" in row["reason"]
    assert next(one for one in replicator.runs() if one["id"] == run)["status"] == "FAILED"
    assert replicator.run().status == "SUCCEEDED"


def test_custom_resource_starts_a_run_and_is_answered(replicator, invoke):
    answers = []

    class Taker(BaseHTTPRequestHandler):
        def do_PUT(self):
            answers.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    taker = HTTPServer(("127.0.0.1", 0), Taker)
    threading.Thread(target=taker.serve_forever, daemon=True).start()
    request = {**event("start-first-run"), "ResponseURL": f"http://127.0.0.1:{taker.server_port}/answer"}
    assert invoke("StartFirstRunFunction", request) == {}
    taker.shutdown()
    assert [one["Status"] for one in answers] == ["SUCCESS"]
    assert {name: answers[0][name] for name in ("StackId", "RequestId", "LogicalResourceId")} == {
        name: request[name] for name in ("StackId", "RequestId", "LogicalResourceId")
    }
    execution = f"{replicator.workflow.replace(':stateMachine:', ':execution:')}:deployment-{request['RequestId']}"
    assert replicator.ended(execution).status in ("SUCCEEDED", "FAILED")


def test_variables_are_those_of_the_template():
    variables = json.loads((EVENTS / "env.json").read_text())["Parameters"]
    common = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]
    assert variables.keys() == common.keys() | {"STATE_MACHINE_ARN"}


def test_every_function_has_an_event():
    functions = [name for name, one in TEMPLATE["Resources"].items() if one["Type"] == "AWS::Serverless::Function"]
    table = (EVENTS / "README.md").read_text()
    assert [name for name in functions if f"| {name} |" not in table] == []
    named = {line.split("](")[1].split(")")[0] for line in table.splitlines() if line.startswith("| [")}
    assert named == {path.name for path in EVENTS.glob("*.json")} - {"env.json"}
