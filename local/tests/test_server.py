"""The process itself: it starts beside others, says why it does not, and leaves nothing."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import wait_until
from images.connection import FrontConnection
from stack import Server

ROOT = Path(__file__).resolve().parents[2]


def children_of(server: Server) -> list[str]:
    answer = subprocess.run(["ps", "-ww", "-eo", "pid,args"], capture_output=True, text=True).stdout.splitlines()
    return [line for line in answer if str(server.run_dir) in line]


def test_server_starts_beside_another_and_leaves_nothing(server, tmp_path):
    second = Server.start(tmp_path / "run", ["123456789012/eu-west-1"])
    assert second.endpoint != server.endpoint
    assert second.control("GET", "health")["runDirectory"] == str(tmp_path / "run")
    run_task(second, f"timeout 60 tail -f {second.run_dir}/server.log >$(mktemp) & wait")
    wait_until(lambda: any(line.split()[1] == "tail" for line in children_of(second)), "the task")
    assert len(children_of(second)) >= 5  # itself, a registry and the task's three
    second.stop()
    assert children_of(second) == []
    assert not (tmp_path / "run" / "tasks").exists()


def test_server_ends_a_process_whose_function_has_changed_meanwhile(package, tmp_path):
    until = tmp_path / "until"
    with Server.start(tmp_path / "run") as server:
        role = server.home.client("iam").create_role(RoleName="any", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        client, begun = server.home.client("lambda"), tmp_path / "begun"
        client.create_function(
            FunctionName="echo", Runtime="provided.al2023", Handler="echo", Role=role, Timeout=60,
            Code={"ZipFile": package.read_bytes()})
        event = json.dumps({"begun": str(begun), "until": str(until)})
        client.invoke(FunctionName="echo", InvocationType="Event", Payload=event)
        wait_until(begun.exists, "the call")
        client.update_function_configuration(FunctionName="echo", Timeout=50)
        client.invoke(FunctionName="echo", Payload="{}")
        assert len([line for line in children_of(server) if "/bootstrap" in line]) == 2
    try:
        wait_until(lambda: children_of(server) == [], "the end of both", limit_s=5)
    finally:
        until.touch()


STARTING = """
import signal, sys
sys.path.insert(0, "local")
from stack import Server, end_as_by_ctrl_c
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # as in a terminal
signal.signal(signal.SIGINT, signal.default_int_handler)
end_as_by_ctrl_c()
with Server.start(sys.argv[1]) as server:
    print(server.home.client("sts").get_caller_identity()["Account"], flush=True)
    signal.pause()
"""


@contextlib.contextmanager
def starting(run_dir: Path, **environment):
    """Another program, which starts a server in this directory, asks it something and waits."""
    command = [sys.executable, "-c", STARTING, run_dir]
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout.readline() == "123456789012\n"
        yield child
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(60)


@pytest.mark.parametrize("variable", ["http_proxy", "AWS_PROFILE"])
def test_server_is_found_whatever_proxy_and_profile_a_person_has(tmp_path, variable):
    with starting(tmp_path / "run", no_proxy="", NO_PROXY="", **{variable: "http://127.0.0.1:1"}):
        pass


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_program_that_is_stopped_takes_its_server_with_it(tmp_path, number):
    with starting(tmp_path / "run") as child:
        child.send_signal(number)
        child.wait(60)
    processes = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True).stdout
    assert str(tmp_path / "run") not in processes


def run_task(server: Server, line: str) -> None:
    ecs = server.home.client("ecs")
    ecs.create_cluster(clusterName="copies")
    container = {"name": "copy", "image": "example/image", "entryPoint": ["/bin/sh", "-c"], "command": [line]}
    ecs.register_task_definition(family="shell", cpu="256", memory="512", containerDefinitions=[container])
    ecs.run_task(cluster="copies", taskDefinition="shell", launchType="FARGATE")


@pytest.mark.parametrize(("registry", "message"), [
    ("somewhere", "neither ACCOUNT/REGION nor HOST/bearer"),
    ("example.com/basic", "neither ACCOUNT/REGION nor HOST/bearer"),
])
def test_server_that_cannot_start_says_why(tmp_path, registry, message):
    with pytest.raises(RuntimeError, match=message):
        Server.start(tmp_path / "run", [registry])


def test_unknown_endpoint_and_bad_body_are_refused(server):
    with pytest.raises(RuntimeError, match="404 .*no endpoint GET /local/nothing"):
        server.control("GET", "nothing")
    with pytest.raises(RuntimeError, match="400 .*nobody"):
        server.control("POST", "fire", {"nobody": 1})


def test_a_connection_lasts_whatever_was_asked_on_it(server):
    """An answer that is not found leaves the request's body unread, and HEAD has none of its own."""
    connection = http.client.HTTPConnection(server.endpoint.removeprefix("http://"))
    connection.connect()
    first = connection.sock
    asked = [("POST", "/local/nothing", b"{}"), ("HEAD", "/no-such-bucket", None), ("GET", "/local/health", None),
             ("POST", "/local/confirm", iter([b"{}"]))]
    statuses = []
    for method, path, body in asked:
        connection.request(method, path, body)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    assert statuses == [404, 404, 200, 400]
    assert connection.sock is first


def test_a_registry_that_has_ended_is_told_on_a_connection_that_was_open(tmp_path):
    with Server.start(tmp_path / "run", ["registry.example.com/anonymous"]) as server:
        connection = FrontConnection(server.run_dir, "registry.example.com")

        def status() -> int:
            connection.request("GET", "/v2/")
            answer = connection.getresponse()
            answer.read()
            return answer.status

        assert [status(), status()] == [200, 200]
        registry = next(line.split()[0] for line in children_of(server) if "docker-registry serve" in line)
        os.kill(int(registry), signal.SIGKILL)
        wait_until(lambda: status() != 200, "the end of the registry")
        assert status() == 502
