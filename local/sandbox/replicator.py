"""The deployed stack, in the words of who uses it: runs, images, messages."""

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from boto3.dynamodb.types import TypeDeserializer
from stack import Stack, inventory

if TYPE_CHECKING:
    from .sandbox import Sandbox

_MANIFEST = re.compile(r"/v2/.+/manifests/")


@dataclass(frozen=True)
class Run:
    """One execution that has ended, and what it has set in motion.

    tasks is how many ECS has started, most_at_once how many of them there were at the same time; puts are the
    manifests that anybody has put into a registry, gets those that anybody has downloaded from one, heads those whose
    digest anybody has asked one for.
    """

    execution: str
    status: str
    cause: str
    output: str
    tasks: int
    most_at_once: int
    puts: list[str]
    gets: list[str]
    heads: list[str]


@dataclass(frozen=True)
class Message:
    subject: str
    text: str


class Replicator:
    def __init__(self, sandbox: "Sandbox", stack: Stack):
        self.sandbox = sandbox
        self.stack = stack
        self._server = sandbox.server
        outputs = stack.outputs()
        self.workflow = outputs["WorkflowArn"]
        self.images_table = outputs["ImagesTableName"]
        self.runs_table = outputs["RunsTableName"]
        self.topic = outputs["AlarmTopicArn"]
        self.resources = stack.resources()

    def first_run(self, limit_s: float = 120) -> Run:
        """The run that the deployment has started; what it counts goes back to the last look at the counts."""
        executions = self.executions()
        if not executions:
            raise AssertionError("the deployment has started no run")
        return self.ended(executions[-1], limit_s)

    def run(self, limit_s: float = 120) -> Run:
        """A tick of the schedule, and the run that it starts."""
        self.forget_counts()
        return self.ended(self.tick(), limit_s)

    def tick(self) -> str:
        """The execution that the schedule has started."""
        started = self._server.control("POST", "fire", {"name": self.resources["Schedule"]})
        if len(started) != 1:
            raise AssertionError(f"the schedule started {started}")
        return started[0]

    def start(self, value: dict | None = None) -> str:
        """An execution that a person starts by hand."""
        return self.stack.start_execution(self.workflow, value or {})

    def executions(self) -> list[str]:
        """The newest first."""
        return self.stack.executions(self.workflow)

    def is_running(self, execution: str) -> bool:
        states = self._server.home.client("stepfunctions")
        return states.describe_execution(executionArn=execution)["status"] == "RUNNING"

    def states_of(self, execution: str) -> list[str]:
        """Names of those that it has entered."""
        events = self._server.home.client("stepfunctions").get_execution_history(executionArn=execution)["events"]
        return [event["stateEnteredEventDetails"]["name"] for event in events if "stateEnteredEventDetails" in event]

    def open_tasks(self) -> list[str]:
        """ARNs of those that have not ended; one that is being stopped has not."""
        return inventory.open_tasks(self._server.home, family=f"{self.stack.name}-copy")

    def run_id(self, execution: str) -> str | None:
        """What an execution's run is called in the tables; None as long as it has not begun."""
        return next((row["id"] for row in self.runs() if row.get("execution") == execution), None)

    def forget_counts(self) -> None:
        self.sandbox.forget_counts()

    def ended(self, execution: str, limit_s: float = 120) -> Run:
        """Waits for it."""
        description = self.stack.wait_for(execution, limit_s)
        counts = self._server.control("GET", "ecs-counts")
        accesses = self._server.control("GET", "registry-accesses")
        asked = [one for one in accesses if _MANIFEST.match(one["path"])]
        return Run(
            execution,
            description["status"],
            description.get("cause", ""),
            description.get("output", ""),
            counts["started"],
            counts["mostAtOnce"],
            [one["host"] + one["path"] for one in asked if one["method"] == "PUT"],
            [one["host"] + one["path"] for one in asked if one["method"] == "GET"],
            [one["host"] + one["path"] for one in asked if one["method"] == "HEAD"],
        )

    def wait_until(self, condition, what: str, limit_s: float = 60):
        """Answers the first true value of a condition that is asked again and again."""
        deadline = time.time() + limit_s
        while not (value := condition()):
            if time.time() > deadline:
                raise TimeoutError(f"not within {limit_s} s: {what}")
            time.sleep(0.2)
        return value

    def select(self, *entries: str) -> None:
        """Edits the list of images, as a person may do in the console; the stack must have srcList SELECTED."""
        ssm = self._server.home.client("ssm")
        ssm.put_parameter(Name=self.resources["ImageList"], Value=",".join(entries), Overwrite=True)

    def selected(self) -> list[str]:
        ssm = self._server.home.client("ssm")
        return ssm.get_parameter(Name=self.resources["ImageList"])["Parameter"]["Value"].split(",")

    def images(self) -> dict[str, dict]:
        """Rows of the table of images, by `repository:tag` (without the registry's host)."""
        rows = self._scan(self.images_table)
        return {f"{row['repository'].split('/', 1)[1]}:{row['tag']}": row for row in rows}

    def runs(self) -> list[dict]:
        """Records of the runs, the oldest first."""
        rows = [row for row in self._scan(self.runs_table) if row["kind"] == "run"]
        return sorted(rows, key=lambda row: row["id"])

    def batches(self, run: str) -> list[dict]:
        """Records of a run's batches."""
        return [row for row in self._scan(self.runs_table) if row["kind"] == f"batch {run}"]

    def messages(self) -> list[Message]:
        """What the alarm topic has published, the oldest first."""
        published = self._server.control("GET", "messages")
        return [Message(one["subject"], one["message"]) for one in published if one["topic"] == self.topic]

    def invocations(self, logical_id: str) -> int:
        """How many of a function have begun."""
        return self._count(logical_id, "invocations")

    def answers(self, logical_id: str) -> int:
        """How many invocations of a function have ended, whatever they answered."""
        return self._count(logical_id, "answered")

    def _count(self, logical_id: str, what: str) -> int:
        functions = self._server.control("GET", "functions")
        return sum(one[what] for arn, one in functions.items() if self.resources[logical_id] in arn)

    def confirm_address(self) -> None:
        """As somebody does who has got the first message of the alarm topic."""
        if not self._server.control("POST", "confirm", {"topic": self.topic}):
            raise AssertionError("no address waits to be confirmed")

    def logs(self, logical_id: str) -> list[str]:
        """All lines of a log group, named as the template does, such as TaskLogs."""
        logs = self._server.home.client("logs")
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=self.resources[logical_id])
        return [event["message"] for page in pages for event in page["events"]]

    def delete(self) -> None:
        self.stack.delete()

    def _scan(self, table: str) -> list[dict]:
        read = TypeDeserializer().deserialize
        pages = self._server.home.client("dynamodb").get_paginator("scan").paginate(TableName=table)
        return [{name: read(value) for name, value in item.items()} for page in pages for item in page["Items"]]
