"""Task tokens: each attempt has its own, and one that is no longer waited for is TaskTimedOut.

Replaced in moto: SendTaskSuccess and SendTaskFailure, which take a token twice, lose the cause, and fail on one
whose state has timed out; and the token of a retry, which is that of the first attempt.
https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
"""

import json
import threading

from moto.core.responses import EmptyResult
from moto.stepfunctions.parser.asl.component.common.timeouts.timeout import EvalTimeoutError
from moto.stepfunctions.parser.asl.component.state.exec.execute_state import ExecutionState
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service_callback
from moto.stepfunctions.parser.asl.eval.callback.callback import CallbackOutcomeFailure, CallbackOutcomeSuccess
from moto.stepfunctions.responses import StepFunctionResponse

from ..errors import ApiError

_answering = threading.Lock()


def install() -> None:
    StepFunctionResponse.send_task_success = _send_task_success
    StepFunctionResponse.send_task_failure = _send_task_failure
    evaluate = ExecutionState._evaluate_with_timeout

    def evaluate_with_own_token(self, env):
        if not _waits_for_token(self):
            return evaluate(self, env)
        context = env.states.context_object
        if context.context_object_data["State"]["RetryCount"] > 0:
            env.callback_pool_manager.add(context.update_task_token())
        try:
            return evaluate(self, env)
        except EvalTimeoutError:
            env.callback_pool_manager.get(context.context_object_data["Task"]["Token"]).interrupt_all()
            raise

    ExecutionState._evaluate_with_timeout = evaluate_with_own_token


def _send_task_success(self):
    token, output = self._get_param("taskToken"), self._get_param("output")
    try:
        json.loads(output)
    except ValueError as error:
        raise ApiError("InvalidOutput", f"Invalid Output: '{error}'") from None
    return _answer(self, token, CallbackOutcomeSuccess(token, output))


def _send_task_failure(self):
    token = self._get_param("taskToken")
    return _answer(self, token, CallbackOutcomeFailure(token, self._get_param("error"), self._get_param("cause")))


def _answer(self, token: str, outcome) -> EmptyResult:
    with _answering:
        for machine in self.stepfunction_backend.state_machines:
            for execution in machine.executions:
                env = execution.exec_worker.env if execution.exec_worker else None
                endpoint = env.callback_pool_manager.get(token) if env else None
                if endpoint is None:
                    continue
                if endpoint._notify_event.is_set() or execution.exec_status != "RUNNING":
                    raise ApiError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
                endpoint.notify(outcome)
                return EmptyResult()
    raise ApiError("InvalidToken", "Invalid Token: 'Invalid token'")


def _waits_for_token(state) -> bool:
    module = state_task_service_callback
    return (
        isinstance(state, module.StateTaskServiceCallback)
        and state._is_integration_pattern()
        and module.ResourceCondition.WaitForTaskToken in state._supported_integration_patterns
    )
