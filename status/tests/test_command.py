"""The command: which stack it finds, what it needs, and how it follows a run."""

import io
import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from follow import bar, follow
from stack import Stack, StackNotFound

COMMAND = Path(__file__).parents[1]


def test_unknown_stack_is_named(session):
    with pytest.raises(StackNotFound, match="no stack nowhere in eu-west-1"):
        Stack.find("nowhere", session)


def test_stack_of_another_kind_is_told(session):
    body = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    session.client("cloudformation").create_stack(StackName="other", TemplateBody=json.dumps(body))
    with pytest.raises(StackNotFound, match="is it an ECR Replicator"):
        Stack.find("other", session)


def test_python_without_boto3_is_told_what_brings_it(tmp_path):
    (tmp_path / "boto3.py").write_text("raise ImportError")
    done = subprocess.run([sys.executable, COMMAND, "--stack", "mirror"], env={"PYTHONPATH": tmp_path}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "status: this Python has no boto3: `pip install boto3`, or `make setup`, then `make status`\n"


def test_region_of_the_cli_s_variable_is_looked_into(session, capsys, monkeypatch):
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    monkeypatch.setattr(sys, "argv", ["status", "--stack", "nowhere"])
    assert runpy.run_path(str(COMMAND / "__main__.py"))["main"]() == 2
    assert "no stack nowhere in eu-central-1" in capsys.readouterr().err


@pytest.mark.parametrize(("run", "code"), [({}, 0), ({"status": "FAILED", "message": "copies failed"}, 1)])
def test_exit_code_tells_whether_the_stack_is_well(stack, put, capsys, monkeypatch, run, code):
    put(4, **run)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    said = []
    for options in [], ["--json"]:
        monkeypatch.setattr(sys, "argv", ["status", "--stack", "mirror", *options])
        assert runpy.run_path(str(COMMAND / "__main__.py"))["main"]() == code
        said.append(capsys.readouterr().out)
    assert json.loads(said[1])["well"] is (code == 0)
    assert said[0].startswith("mirror in eu-west-1: all is well" if code == 0 else "mirror in eu-west-1: something failed")


def test_follow_returns_when_the_run_has_ended(stack, put, states):
    put(4, status="RUNNING", execution=states.start())
    put.image("a", "SUCCEEDED")
    put.image("b", "COPYING")
    out = io.StringIO()
    looks = iter([True, False])
    stack.is_running = lambda _: next(looks)
    follow(stack, out, pause_s=0)
    assert out.getvalue() == "[" + "#" * 20 + "." * 20 + "] 1/2 images, 0 failed\n"


def test_follow_rests_ten_times_as_long_as_it_looked(stack, put, states, monkeypatch):
    put(4, status="RUNNING", execution=states.start())
    looks = iter([True, True, False])
    stack.is_running = lambda _: next(looks)
    clock = iter([0, 0.1, 50, 53, 90])
    rests = []
    monkeypatch.setattr("follow.monotonic", lambda: next(clock))
    monkeypatch.setattr("follow.sleep", rests.append)
    follow(stack, io.StringIO())
    assert rests == [2, 30]


def test_oldest_execution_is_the_one_in_progress_however_many_wait_for_it(stack, states):
    oldest, *_ = [states.start() for _ in range(101)]
    assert stack.running() == oldest


def test_follow_says_that_no_run_is_in_progress(stack):
    out = io.StringIO()
    follow(stack, out)
    assert out.getvalue() == "no run is in progress\n"


@pytest.mark.parametrize(("done", "total", "full"), [(0, 0, 0), (0, 3, 0), (1, 3, 13), (3, 3, 40)])
def test_bar_is_full_only_at_the_end(done, total, full):
    assert bar(done, total).count("#") == full
