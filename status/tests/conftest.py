"""Tables of an emulated AWS, filled as the functions fill them."""

import json
import sys
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stack import Stack  # noqa: E402

TEMPLATE = {
    "Parameters": {"alarmEmail": {"Type": "String", "Default": ""}},
    "Resources": {
        "AlarmTopic": {"Type": "AWS::SNS::Topic"},
        "Images": {"Type": "AWS::DynamoDB::Table", "Properties": {
            "TableName": "images", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": n, "AttributeType": "S"} for n in ("repository", "tag")],
            "KeySchema": [{"AttributeName": "repository", "KeyType": "HASH"}, {"AttributeName": "tag", "KeyType": "RANGE"}],
        }},
        "Runs": {"Type": "AWS::DynamoDB::Table", "Properties": {
            "TableName": "runs", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": n, "AttributeType": "S"} for n in ("kind", "id")],
            "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"}, {"AttributeName": "id", "KeyType": "RANGE"}],
        }},
    },
    "Outputs": {
        "ImagesTableName": {"Value": "images"}, "RunsTableName": {"Value": "runs"}, "AlarmTopicArn": {"Value": {"Ref": "AlarmTopic"}},
    },
}
WAITING = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": True}}}


@pytest.fixture
def session(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "local")
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    with mock_aws():
        yield boto3.Session(region_name="eu-west-1")


@pytest.fixture
def machine(session):
    return session.client("stepfunctions").create_state_machine(
        name="workflow", definition=json.dumps(WAITING), roleArn="arn:aws:iam::123456789012:role/workflow",
    )["stateMachineArn"]


@pytest.fixture
def deploy(session, machine):
    def create(**parameters: str) -> Stack:
        body = {**TEMPLATE, "Outputs": {**TEMPLATE["Outputs"], "WorkflowArn": {"Value": machine}}}
        session.client("cloudformation").create_stack(
            StackName="mirror", TemplateBody=json.dumps(body),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        )
        return Stack.find("mirror", session)

    return create


@pytest.fixture
def stack(deploy):
    return deploy()


@pytest.fixture
def put(session):
    tables = session.resource("dynamodb")

    def store(table: str, item: dict):
        tables.Table(table).put_item(Item={name: value for name, value in item.items() if value is not None})

    def run(number: int, **more):
        item = {
            "kind": "run", "id": f"2026112{number}T010000000Z-00000000", "execution": f"e{number}", "status": "SUCCEEDED",
            "startedAt": f"2026-11-2{number}T01:00:00Z", "finishedAt": f"2026-11-2{number}T01:01:05Z", "batches": 1,
            "upToDate": 3, "planned": 2, "succeeded": 2, "unavailable": 0, "failed": 0, "useless": 0,
            "problems": [], "message": "", "partial": False, "compared": False, "tasks": 0, "taskSeconds": 0,
            "bytesCopied": 0, "dollars": 0,
        }
        store("runs", {**item, **more})

    def image(tag: str, status: str, **more):
        item = {
            "repository": "host/app", "tag": tag, "status": status, "run": "20261124T010000000Z-00000000", "attempts": 1,
            "plannedAt": "2026-11-24T01:00:05.417Z", "finishedAt": "2026-11-24T01:01:05.417Z",
        }
        store("images", {**item, **more})

    run.image = image
    return run


@pytest.fixture
def states(session, machine):
    """Starts and stops executions of the workflow."""
    client = session.client("stepfunctions")

    class States:
        start = staticmethod(lambda: client.start_execution(stateMachineArn=machine)["executionArn"])
        stop = staticmethod(lambda execution: client.stop_execution(executionArn=execution))

    return States
