"""Faults on purpose: what a test asks of the emulated AWS, of the registries' fronts and of a task's process."""

import json
import os
import signal
from datetime import datetime
from pathlib import Path

SOURCE = "us-west-2"
DESTINATION = "eu-west-1"
ALWAYS = None  # till the end of the test, and once at least
CANNOT_PULL = "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}"


class Faults:
    def __init__(self, sandbox):
        self._server = sandbox.server

    def event(self, **fate) -> None:
        """What becomes of the next event of a task's end: drop, duplicate, delay_s."""
        self._ecs(fate)

    def tell_of_end(self, task_arn: str, **as_if) -> bool:
        """The event of a task's end, with other words in it; False as long as it has not ended."""
        ecs = self._server.home.client("ecs")
        task = ecs.describe_tasks(cluster=task_arn.split("/")[1], tasks=[task_arn])["tasks"][0]
        if task["lastStatus"] != "STOPPED":
            return False
        detail = {**task, **as_if}
        event = {"source": "aws.ecs", "detail_type": "ECS Task State Change", "detail": json.loads(json.dumps(detail, default=datetime.isoformat))}
        self._server.control("POST", "emit", event)
        return True

    def run_task_refuses(self, *reasons: str) -> None:
        """The next calls of RunTask answer 200 with `failures`, one for each reason."""
        self._ecs(*({"refusal": reason} for reason in reasons))

    def tasks_do_not_start(self, times: int = 1, reason: str = CANNOT_PULL) -> None:
        """The next tasks stop before their container runs, by default for want of its image."""
        self._ecs({"start_failure": reason, "times": times})

    def interrupt(self, task_arn: str) -> None:
        """AWS needs the machine of a task on Spot."""
        self._server.control("POST", "ecs-interruptions", {"task": task_arn})

    def tasks_are_not_known(self, times: int) -> None:
        """The next calls of DescribeTasks answer MISSING."""
        self._ecs({"missing": True, "times": times})

    def tasks_end_after_looks(self, times: int) -> None:
        """They are DEPROVISIONING until DescribeTasks has found one so as many times."""
        self._ecs({"looks": True, "times": times})

    def _ecs(self, *faults: dict) -> None:
        self._server.control("POST", "ecs-faults", {"faults": list(faults)})

    def api(self, service: str, action: str, **effect) -> None:
        """Calls of an API: code, delay_s, unprocessed; match, times, probability, seed."""
        self._server.control("POST", "api-faults", {"faults": [{"service": service, "action": action, **effect}]})

    def function(self, replicator, logical_id: str, times: int | None, **when) -> None:
        """A function of the stack dies: after_s seconds, or at="answer"."""
        self._server.control(
            "POST", "function-faults", {"name": f"^{replicator.resources[logical_id]}", "times": times, **when})

    def registry(self, **fault) -> None:
        """A front answers in place of the registry: host, method, path, status, body, delay_s, cut, times."""
        self._server.control("POST", "registry-faults", {"faults": [fault]})

    def times_left(self) -> int:
        """How often faults of registries will still be met."""
        return sum(fault["times"] for fault in self._server.control("POST", "registry-faults", {"faults": []}))

    def all_met(self) -> bool:
        """Whether registries have none left: what is held back has come so far."""
        return self.times_left() == 0

    def kill_task(self, repository: str) -> bool:
        """SIGKILL to the container that copies this repository, as the kernel does when memory is short.

        False if there is none.
        """
        marks = [f"LOCAL_AWS_RUN_DIR={self._server.run_dir}".encode(), f"/{repository}".encode()]
        groups = set()
        for environment in Path("/proc").glob("[0-9]*/environ"):
            try:
                content = b"\0" + environment.read_bytes()
                if b"\0COPIES=" in content and all(mark in content for mark in marks):
                    groups.add(os.getpgid(int(environment.parent.name)))
            except (OSError, ProcessLookupError):
                continue  # it has ended meanwhile
        for group in groups:
            os.killpg(group, signal.SIGKILL)
        return bool(groups)

    def end(self) -> "Ended":
        """What is held back goes on."""
        return Ended(self._server.control("DELETE", "faults"))


class Ended:
    """Faults that are over, as the emulated AWS has counted them."""

    def __init__(self, left: dict):
        self._left = left

    def met(self, kind: str) -> int:
        """How often those of an "api", "ecs", a "function" or a "registry" were."""
        return sum(fault["met"] for fault in self._left[kind])

    def unmet(self) -> list:
        """Those that were to come oftener than they did."""
        return [fault for kind in self._left.values() for fault in kind if fault["times"] or not fault["met"]]
