"""The way of an image through schedule, workflow, function, task and event, with real skopeo and registries."""

import json

import pytest
from conftest import SOURCE_ACCOUNT
from registry import TWO_PLATFORMS, auth_file, login, push


@pytest.fixture(scope="module")
def source(server):
    """A repository `team/app` with a tag v1 for two platforms."""
    source = server.account(SOURCE_ACCOUNT, "us-west-2")
    source.client("ecr").create_repository(repositoryName="team/app")
    push(server, source, "team/app", "v1", TWO_PLATFORMS)
    return source


@pytest.fixture
def copy(server, stack, source):
    """Runs the workflow for one image; answers its execution."""
    auth = auth_file(source, server.home)
    server.home.client("secretsmanager").put_secret_value(SecretId=stack.outputs()["Auth"], SecretString=auth)

    def run(image: str, repository: str) -> dict:
        names = {"source": f"{login(source)[0]}/{image}", "destination": f"{login(server.home)[0]}/{repository}"}
        return stack.wait_for(stack.start_execution(stack.outputs()["Workflow"], names))

    return run


def test_copied_image_has_the_same_digest(server, copy, source):
    server.home.client("ecr").create_repository(repositoryName="copies/app")
    execution = copy("team/app:v1", "copies/app:v1")
    assert execution["status"] == "SUCCEEDED", execution
    wanted = {"repositoryName": "team/app", "imageIds": [{"imageTag": "v1"}]}
    original = source.client("ecr").describe_images(**wanted)["imageDetails"][0]
    arrived = server.home.client("ecr").describe_images(**{**wanted, "repositoryName": "copies/app"})["imageDetails"]
    assert arrived[0]["imageDigest"] == original["imageDigest"]
    assert arrived[0]["imageTags"] == ["v1"]


def test_output_of_the_task_is_in_its_log_group(server, stack, copy):
    copy("team/app:none", "copies/app:none")
    logs = server.home.client("logs")
    group = stack.outputs()["Logs"]
    streams = [one["logStreamName"] for one in logs.describe_log_streams(logGroupName=group)["logStreams"]]
    lines = []
    for stream in streams:
        if stream.startswith("copy/copy/"):
            events = logs.get_log_events(logGroupName=group, logStreamName=stream)["events"]
            lines += [event["message"] for event in events]
    assert any(line.endswith("team/app:none") for line in lines), lines


def test_missing_image_is_tried_again_and_fails(server, copy):
    server.control("DELETE", "ecs-counts")
    execution = copy("team/app:none", "copies/app:none")
    assert (execution["status"], execution["error"]) == ("FAILED", "CopyFailed"), execution
    assert execution["cause"] == "Essential container in task exited"
    assert server.control("GET", "ecs-counts")["started"] == 2


def test_missing_destination_repository_fails(copy):
    assert copy("team/app:v1", "copies/nobody-made-it:v1")["error"] == "CopyFailed"


def test_schedule_starts_the_workflow_with_its_input(server, stack):
    arn = server.control("POST", "fire", {"name": "Schedule"})[0]
    assert json.loads(stack.wait_for(arn)["input"]) == {"n": 1}


def test_no_call_of_a_copy_is_refused(server, copy):
    before = server.control("GET", "iam")["denied"]
    copy("team/app:v1", "copies/app:v2")
    assert server.control("GET", "iam")["denied"] == before
