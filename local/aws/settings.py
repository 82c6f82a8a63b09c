"""The settings of one running server, filled in by options and read by the other modules."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from machine import accounts
from machine.namespace import Namespace

# Callers that use this access key are the administrator: their requests are never checked.
DUMMY_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}


def _no_role_credentials(role_arn: str | None, session: str) -> dict[str, str]:
    return dict(DUMMY_CREDENTIALS)


def _no_role_check(*_) -> bool:
    return True


@dataclass
class Settings:
    run_dir: str = ""
    endpoint: str = ""
    account: str = accounts.HOME
    region: str = "eu-west-1"
    # Step Functions multiplies Retry intervals and Wait states by this; time-outs stay as they are.
    wait_scale: float = 1
    # Execution environments of one function at the same time.
    max_environments: int = 20
    # For functions of a java* runtime, and for the trust store: a JDK's directory.
    java_home: str = ""
    check_iam: bool = False
    # Replaced by iam.install() when calls are to be checked.
    role_credentials: Callable[[str | None, str], dict[str, str]] = _no_role_credentials
    role_may: Callable[..., bool] = _no_role_check  # role, action, resource, the keys for conditions
    role_trusts: Callable[..., bool] = _no_role_check  # role, service, ARN of the resource that takes it
    # Called once, in reverse order, when the server stops.
    on_exit: list[Callable[[], object]] = field(default_factory=list)

    @property
    def namespace(self) -> Namespace:
        return Namespace(self.run_dir)


settings = Settings()


def log(message: str) -> None:
    print(time.strftime("%H:%M:%S"), message, file=sys.stderr, flush=True)
