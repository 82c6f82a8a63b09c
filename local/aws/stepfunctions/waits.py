"""--wait-scale, a factor of Retry's intervals and Wait states; time-outs keep their length.

Replaced in moto: both, which take their real time.
"""

import time
from types import SimpleNamespace

from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction

from ..settings import settings


def install() -> None:
    retrier_decl.time = SimpleNamespace(sleep=lambda seconds: time.sleep(seconds * settings.wait_scale))
    WaitFunction._wait_interval = _wait


def _wait(self, env, wait_seconds) -> None:
    deadline = time.time() + wait_seconds * settings.wait_scale
    while env.is_running() and (left := deadline - time.time()) > 0:
        env.program_state_event.wait(left)
