"""How an execution ends: StopExecution and time-outs take effect at once, and every status is an event.

Replaced in moto: a stopped execution, which goes on RUNNING until its state has ended (a wait for a token: its whole
time-out) and loses the error and cause of StopExecution; and States.ALL, which matches errors that on AWS end an
execution.
Added: the event "Step Functions Execution Status Change", a history's limit of 25,000 events, and time-outs on request.
https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
"""

import json
import threading
import time

from moto.core.responses import ActionResult
from moto.stepfunctions.parser.api import ExecutionFailedEventDetails
from moto.stepfunctions.parser.asl.component.common.error_name.error_equals_decl import ErrorEqualsDecl
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication, Execution
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.stepfunctions.parser.models import StepFunctionsParserBackend, stepfunctions_parser_backends
from moto.stepfunctions.responses import StepFunctionResponse

from .. import events

MAX_HISTORY = 25_000
NOT_AMONG_ALL = ("States.DataLimitExceeded", "States.Runtime")


def install() -> None:
    StepFunctionResponse.stop_execution = _stop_execution
    _install_interruption()
    _install_status()
    _install_history_limit()
    _install_wildcard()
    delete = StepFunctionsParserBackend.delete_state_machine

    def delete_and_stop(self, arn, *args, **kwargs):
        for machine in self.state_machines:
            for execution in machine.executions if machine.arn == arn else ():
                _stop(execution, None, "the state machine was deleted")
        return delete(self, arn, *args, **kwargs)

    StepFunctionsParserBackend.delete_state_machine = delete_and_stop


def _stop_execution(self):
    execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
    _stop(execution, self._get_param("error"), self._get_param("cause"))
    return ActionResult({"stopDate": execution.stop_date})


def _stop(execution: Execution, error: str | None, cause: str | None) -> None:
    if execution.exec_status != "RUNNING" or execution.exec_worker is None:
        return
    worker = _worker(execution)
    execution.error, execution.cause = error, cause
    worker.stop(None, error, cause)
    worker._execution_communication.terminated()


def time_out(execution: str) -> dict:
    """A running execution, given by its ARN, has had all the time that it may take."""
    region, account = execution.split(":")[3:5]
    found = stepfunctions_parser_backends[account][region].describe_execution(execution)
    if found.exec_status != "RUNNING":
        raise ValueError(f"{execution} does not run")
    worker = _worker(found)
    worker.env.set_timed_out()
    worker._execution_communication.terminated()
    return {"timedOut": execution}


def _worker(execution: Execution) -> ExecutionWorker:
    worker: ExecutionWorker = execution.exec_worker
    deadline = time.time() + 10
    while worker.env is None and time.time() < deadline:  # its thread has not come so far
        time.sleep(0.01)
    if worker.env is None:
        raise TimeoutError(f"{execution.exec_arn} has not begun")
    return worker


def _install_interruption() -> None:
    def interrupting(original):
        def end(self, *args, **kwargs):
            original(self, *args, **kwargs)
            if not self._is_frame:
                for endpoint in list(self.callback_pool_manager._pool.values()):
                    endpoint.interrupt_all()

        return end

    Environment.set_stop = interrupting(Environment.set_stop)
    Environment.set_timed_out = interrupting(Environment.set_timed_out)


def _install_status() -> None:
    reflect = BaseExecutionWorkerCommunication._reflect_execution_status
    start = Execution.start

    ending = threading.Lock()

    def terminated_once(self):
        """Of the worker and of who stops it, one is first."""
        execution = self.execution
        with ending:
            if execution.exec_status != "RUNNING":
                return
            reflect(self)
        _publish(execution)

    def start_and_publish(self):
        start(self)
        _publish(self)

    BaseExecutionWorkerCommunication.terminated = terminated_once
    Execution.start = start_and_publish
    details = Execution.get_start_execution_details

    def details_with_iso_time(self):
        found = details(self)
        found.start_time = self.start_date.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        return found

    Execution.get_start_execution_details = details_with_iso_time


def _publish(execution: Execution) -> None:
    described = execution.to_describe_output()
    included = {"included": True}
    detail = {
        "executionArn": execution.exec_arn,
        "stateMachineArn": execution.state_machine.arn,
        "name": execution.name,
        "status": str(getattr(execution.exec_status, "value", execution.exec_status)),
        "startDate": _milliseconds(execution.start_date),
        "stopDate": _milliseconds(execution.stop_date),
        "input": json.dumps(execution.input_data),
        "inputDetails": included,
        "output": described.get("output"),
        "outputDetails": included if "output" in described else None,
        "error": execution.error,
        "cause": execution.cause,
    }
    events.emit(
        execution.account_id, execution.region_name, "aws.states", "Step Functions Execution Status Change",
        detail, [execution.exec_arn],
    )


def _milliseconds(moment) -> int | None:
    return int(moment.timestamp() * 1000) if moment else None


def _install_history_limit() -> None:
    evaluate = CommonStateField._eval_body

    def evaluate_within_limit(self, env):
        if env.event_manager._event_id_gen._next_id > MAX_HISTORY:
            cause = f"The execution reached the maximum number of history events ({MAX_HISTORY})."
            env.set_error(ExecutionFailedEventDetails(error="States.Runtime", cause=cause))
            return
        evaluate(self, env)

    CommonStateField._eval_body = evaluate_within_limit


def _install_wildcard() -> None:
    match = ErrorEqualsDecl._eval_body

    def match_what_can_be_caught(self, env):
        error = getattr(env.stack[-1], "error_name", None)
        if error in NOT_AMONG_ALL and ErrorEqualsDecl._STATE_ALL_ERROR in self.error_names:
            env.stack[-1] = False
            return
        match(self, env)

    ErrorEqualsDecl._eval_body = match_what_can_be_caught
