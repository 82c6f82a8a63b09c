"""A stack on the emulated AWS: what `sam deploy` does, and what a person looks at afterwards."""

import hashlib
import json
import time
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

from .account import Account
from .server import Server

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]


class StackFailed(Exception):
    """The operation did not end as it should; the message is the stack's status and its reason."""


class Stack:
    def __init__(self, account: Account, name: str, template: str):
        self.account = account
        self.name = name
        self._template = template
        self._cloudformation = account.client("cloudformation")

    @staticmethod
    def create(server: Server, name: str, template: Path, parameters: dict, code: dict[str, Path],
               limit_s: float = 180, account: Account | None = None) -> "Stack":
        """`code` has the deployment package for each CodeUri of the template. Raises StackFailed, or what AWS answers."""
        account = account or server.home
        stack = Stack(account, name, _packaged(account, template, code))
        stack._cloudformation.create_stack(StackName=name, **stack._request(parameters))
        stack._wait("CREATE_COMPLETE", limit_s)
        return stack

    def update(self, parameters: dict, template: Path | None = None, code: dict[str, Path] | None = None,
               limit_s: float = 180) -> None:
        """Parameters that are not named keep their values."""
        if template is not None:
            self._template = _packaged(self.account, template, code or {})
        declared = yaml_parse(self._template)["Parameters"]
        kept = [name for name in self.parameters() if name in declared and name not in parameters]
        request = self._request(parameters)
        request["Parameters"] += [{"ParameterKey": name, "UsePreviousValue": True} for name in kept]
        self._cloudformation.update_stack(StackName=self.name, **request)
        self._wait("UPDATE_COMPLETE", limit_s)

    def delete(self, limit_s: float = 120) -> None:
        stack_id = self._description()["StackId"]
        self._cloudformation.delete_stack(StackName=stack_id)
        self._wait("DELETE_COMPLETE", limit_s, stack_id)

    def outputs(self) -> dict[str, str]:
        return {one["OutputKey"]: one["OutputValue"] for one in self._description().get("Outputs", [])}

    def parameters(self) -> dict[str, str]:
        return {one["ParameterKey"]: one["ParameterValue"] for one in self._description().get("Parameters", [])}

    def resources(self) -> dict[str, str]:
        """Physical ids by logical id."""
        pages = self._cloudformation.get_paginator("list_stack_resources").paginate(StackName=self.name)
        return {
            one["LogicalResourceId"]: one["PhysicalResourceId"]
            for page in pages for one in page["StackResourceSummaries"]
        }

    def executions(self, workflow: str) -> list[str]:
        """ARNs of a state machine's executions, the newest first."""
        pages = self.account.client("stepfunctions").get_paginator("list_executions").paginate(stateMachineArn=workflow)
        found = [one for page in pages for one in page["executions"]]
        return [one["executionArn"] for one in sorted(found, key=lambda one: one["startDate"], reverse=True)]

    def start_execution(self, workflow: str, value: dict) -> str:
        states = self.account.client("stepfunctions")
        return states.start_execution(stateMachineArn=workflow, input=json.dumps(value))["executionArn"]

    def wait_for(self, execution: str, limit_s: float = 120) -> dict:
        """The description of an execution that has ended, in whichever way.

        A long one is asked about more rarely: the question, too, takes processors from what it waits for.
        """
        begin = time.monotonic()
        while True:
            description = self.account.client("stepfunctions").describe_execution(executionArn=execution)
            if description["status"] != "RUNNING":
                return description
            waited = time.monotonic() - begin
            if waited > limit_s:
                raise TimeoutError(f"{execution} still runs after {limit_s} s")
            time.sleep(max(0.2, waited / 20))

    def _request(self, parameters: dict) -> dict:
        key = _upload(self.account, self._template.encode())
        return {
            "TemplateURL": f"https://{_bucket(self.account)}.s3.amazonaws.com/{key}",
            "Parameters": [{"ParameterKey": name, "ParameterValue": str(value)} for name, value in parameters.items()],
            "Capabilities": CAPABILITIES,
        }

    def _description(self, stack_id: str | None = None) -> dict:
        return self._cloudformation.describe_stacks(StackName=stack_id or self.name)["Stacks"][0]

    def _wait(self, wanted: str, limit_s: float, stack_id: str | None = None) -> None:
        deadline = time.time() + limit_s
        while True:
            description = self._description(stack_id)
            status = description["StackStatus"]
            if status == wanted:
                return
            if not status.endswith("_IN_PROGRESS"):
                raise StackFailed(f"{self.name}: {status}: {description.get('StackStatusReason', 'no reason given')}")
            if time.time() > deadline:
                raise TimeoutError(f"stack {self.name} is still {status} after {limit_s} s")
            time.sleep(0.2)


def _packaged(account: Account, template: Path, code: dict[str, Path]) -> str:
    """The template's text with uploaded packages, as `sam deploy` hands it over; comments and layout stay."""
    text = Path(template).read_text()
    for name, package in code.items():
        key = _upload(account, Path(package).read_bytes())
        if f"CodeUri: {name}" not in text:
            raise ValueError(f"{template} has no CodeUri: {name}")
        text = text.replace(f"CodeUri: {name}", f"CodeUri: s3://{_bucket(account)}/{key}")
    return text


def _bucket(account: Account) -> str:
    return f"deployment-packages-{account.id}-{account.region}"


def _upload(account: Account, content: bytes) -> str:
    s3 = account.client("s3")
    key = hashlib.sha256(content).hexdigest()
    bucket = _bucket(account)
    if bucket not in [one["Name"] for one in s3.list_buckets()["Buckets"]]:
        elsewhere = {"CreateBucketConfiguration": {"LocationConstraint": account.region}}
        s3.create_bucket(Bucket=bucket, **({} if account.region == "us-east-1" else elsewhere))
    s3.put_object(Bucket=bucket, Key=key, Body=content)
    return key
