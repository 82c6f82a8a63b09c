"""Execution environments: a local process each, with a Runtime API endpoint of its own."""

import json
import os
import queue
import signal
import subprocess
import threading

from machine.runtime_api import Invocation, RuntimeApi

from . import faults

_INIT_LIMIT_S = 60

_living: set["Environment"] = set()  # of all functions, also of those that have changed or gone


def stop_all() -> None:
    for environment in list(_living):
        environment.kill()


class Environment:
    def __init__(self, function: "Function"):
        self.function = function
        self.queue: queue.Queue[Invocation] = queue.Queue()
        self.busy = True
        self.dead = False
        self.pending: Invocation | None = None
        self.dies_at_answer = False
        self.api = RuntimeApi(self)
        self.process = subprocess.Popen(
            function.command,
            env={**function.variables(), "AWS_LAMBDA_RUNTIME_API": self.api.address},
            cwd=function.directory,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        _living.add(self)
        threading.Thread(target=self._follow, daemon=True).start()

    def give(self, invocation: Invocation) -> None:
        self.pending = invocation
        self.queue.put(invocation)

    def next_invocation(self) -> Invocation:
        invocation = self.queue.get()
        invocation.start()
        fault = faults.take(self.function.arn)
        if fault:
            self.dies_at_answer = "at" in fault
            if "after_s" in fault:
                threading.Timer(fault["after_s"], self.kill).start()
        return invocation

    def finish(self, request_id: str, payload: bytes, error: str | None) -> bool:
        invocation = self.pending
        if invocation is None or invocation.id != request_id or invocation.done.is_set():
            return False
        if self.dies_at_answer:
            self.kill()  # what follows is in _follow
            return False
        self.pending = None
        with self.function.changed:  # nobody takes one that is about to end
            self.busy = False
            if self.function.retired:
                self.kill()
        invocation.finish(payload or b"null", error)
        return True

    def fail(self, payload: bytes) -> None:
        invocation = self.pending
        if invocation is not None and not invocation.done.is_set():
            invocation.finish(payload, "Unhandled")

    def kill(self) -> None:
        self.dead = True
        try:
            os.killpg(self.process.pid, signal.SIGKILL)  # the group that start_new_session made
        except ProcessLookupError:
            pass
        threading.Thread(target=self.api.close, daemon=True).start()

    def _follow(self) -> None:
        """Logs what the process prints; when it ends, so does the invocation it had."""
        for line in self.process.stdout:
            self.function.log(line.decode("utf-8", "replace").rstrip("\n"))
        status = self.process.wait()
        _living.discard(self)
        self.dead = True
        message = f"RequestId: - Error: Runtime exited with error: exit status {status}"
        self.fail(json.dumps({"errorType": "Runtime.ExitError", "errorMessage": message}).encode())
        self.function.drop(self)


class Function:
    """Keeps up to max_environments execution environments and hands each at most one invocation at a time."""

    def __init__(self, arn, command, directory, variables, timeout_s, log, max_environments):
        self.arn = arn
        self.command = command
        self.directory = directory
        self.variables = variables
        self.timeout_s = timeout_s
        self.log = log
        self.max_environments = max_environments
        self.environments: list[Environment] = []
        self.changed = threading.Condition()
        self.retired = False
        self.cold_starts = 0
        self.invocations = 0
        self.answered = 0  # of them, whatever the answer

    def invoke(self, body: bytes) -> tuple[bytes, str | None]:
        """Answers the payload and, when the function failed, the value of X-Amz-Function-Error."""
        environment = self._take()
        invocation = Invocation(body, self.arn, self.timeout_s)
        self.invocations += 1
        environment.give(invocation)
        started = invocation.started.wait(_INIT_LIMIT_S)
        if not started or not invocation.done.wait(max(0.1, self.timeout_s)):
            message = f"RequestId: {invocation.id} Error: Task timed out after {self.timeout_s:.2f} seconds"
            payload = {"errorType": "Sandbox.Timedout", "errorMessage": message}
            invocation.finish(json.dumps(payload).encode(), "Unhandled")
            environment.kill()
            self.drop(environment)
        with self.changed:
            self.answered += 1
            self.changed.notify_all()
        return invocation.payload, invocation.error

    def drop(self, environment: Environment) -> None:
        with self.changed:
            if environment in self.environments:
                self.environments.remove(environment)
            self.changed.notify_all()

    def retire(self) -> None:
        """Its code or configuration is the old one: who calls it already has an answer, and then its processes end."""
        with self.changed:
            self.retired = True
            for environment in self.environments:
                if not environment.busy:
                    environment.kill()

    def _take(self) -> Environment:
        with self.changed:
            while True:
                for environment in self.environments:
                    if not environment.busy and not environment.dead:
                        environment.busy = True
                        return environment
                if len(self.environments) < self.max_environments:
                    environment = Environment(self)
                    self.environments.append(environment)
                    self.cold_starts += 1
                    return environment
                self.changed.wait(0.2)
