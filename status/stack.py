"""Reads the runs and images of a deployed stack."""

from __future__ import annotations

from collections.abc import Iterator

from boto3.dynamodb.types import TypeDeserializer
from botocore.exceptions import BotoCoreError, ClientError

_READ = TypeDeserializer().deserialize
_OUTPUTS = ("WorkflowArn", "ImagesTableName", "RunsTableName", "AlarmTopicArn")


class StackNotFound(Exception):
    pass


class Stack:
    def __init__(self, name: str, outputs: dict[str, str], address: str, session):
        self.name = name
        self.region = session.region_name
        self.workflow = outputs["WorkflowArn"]
        self._address = address
        self._topic = outputs["AlarmTopicArn"]
        self._images = outputs["ImagesTableName"]
        self._runs = outputs["RunsTableName"]
        self._tables = session.client("dynamodb")
        self._states = session.client("stepfunctions")
        self._topics = session.client("sns")

    @staticmethod
    def find(name: str, session) -> "Stack":
        try:
            found = session.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
        except ClientError as error:
            if "does not exist" in str(error):
                raise StackNotFound(f"no stack {name} in {session.region_name}: check its name and region") from None
            raise
        outputs = {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])}
        missing = [key for key in _OUTPUTS if key not in outputs]
        if missing:
            raise StackNotFound(f"the stack {name} ({found['StackStatus']}) has no output {missing[0]}: is it an ECR Replicator?")
        parameters = {one["ParameterKey"]: one["ParameterValue"] for one in found.get("Parameters", [])}
        return Stack(name, outputs, parameters.get("alarmEmail", ""), session)

    def runs(self, count: int) -> list[dict]:
        """Records, the newest first."""
        answer = self._tables.query(
            TableName=self._runs, Limit=count, ScanIndexForward=False, ConsistentRead=True,
            KeyConditionExpression="kind = :kind", ExpressionAttributeValues={":kind": {"S": "run"}},
        )
        return [_plain(item) for item in answer["Items"]]

    def runs_of_everything(self) -> Iterator[dict]:
        """Records, the newest first."""
        pages = self._tables.get_paginator("query").paginate(
            TableName=self._runs, ScanIndexForward=False, KeyConditionExpression="kind = :kind",
            FilterExpression="#partial = :no",
            ExpressionAttributeNames={"#partial": "partial"},
            ExpressionAttributeValues={":kind": {"S": "run"}, ":no": {"BOOL": False}},
        )
        return (_plain(item) for page in pages for item in page["Items"])

    def settled(self, record: dict) -> dict:
        """The record, with status UNSETTLED if it says RUNNING and its execution has ended."""
        if record["status"] != "RUNNING" or self.is_running(record["execution"]):
            return record
        answer = self._tables.query(  # a record ends before its execution does, so it may have ended since it was read
            TableName=self._runs, ConsistentRead=True, KeyConditionExpression="kind = :kind AND id = :id",
            ExpressionAttributeValues={":kind": {"S": "run"}, ":id": {"S": record["id"]}},
        )
        now = _plain(answer["Items"][0])
        return {**now, "status": "UNSETTLED"} if now["status"] == "RUNNING" else now

    def images(self, run: str | None = None) -> Iterator[dict]:
        """The rows of all images, or of those that a run has planned."""
        condition = {}
        if run:
            condition = {
                "FilterExpression": "#run = :run", "ExpressionAttributeNames": {"#run": "run"},
                "ExpressionAttributeValues": {":run": {"S": run}},
            }
        pages = self._tables.get_paginator("scan").paginate(TableName=self._images, **condition)
        return (_plain(item) for page in pages for item in page["Items"])

    def running(self) -> str | None:
        """The execution in progress; the oldest one, as others may be waiting for it."""
        pages = self._states.get_paginator("list_executions").paginate(stateMachineArn=self.workflow, statusFilter="RUNNING")
        going = [one["executionArn"] for page in pages for one in page["executions"]]  # the newest first
        return going[-1] if going else None

    def is_running(self, execution: str) -> bool:
        try:
            return self._states.describe_execution(executionArn=execution)["status"] == "RUNNING"
        except self._states.exceptions.ExecutionDoesNotExist:  # Step Functions forgets it 90 days after its end
            return False

    def unconfirmed_address(self) -> str | None:
        """The address in alarmEmail, if nobody hears of failures; None also if this person may not look at the topic."""
        if not self._address:
            return None
        try:
            confirmed = self._topics.get_topic_attributes(TopicArn=self._topic)["Attributes"]["SubscriptionsConfirmed"]
        except (ClientError, BotoCoreError):
            return None
        return self._address if confirmed == "0" else None


def _plain(item: dict) -> dict:
    return {name: _READ(value) for name, value in item.items()}
