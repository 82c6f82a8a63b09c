"""Step Functions' calls of other services: one client per role, which calls with the machine's own role.

Replaced in moto: the making of a boto client in every state (50 ms each, and not safe in threads).
"""

import sys
import threading
import uuid

from botocore.exceptions import ClientError
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (  # noqa: F401 (loads all)
    state_task_service_factory,
)
from moto.stepfunctions.parser.asl.utils import boto_client

from ..iam import requests as iam_requests
from ..settings import settings

_lock = threading.Lock()
_clients: dict[tuple, object] = {}


def install() -> None:
    original = boto_client.boto_client_for

    def client_for(region, service, state_credentials=None):
        role = getattr(state_credentials, "role_arn", None)
        key = (region, service, role)
        with _lock:
            if key not in _clients:
                client = original(region=region, service=service)
                _check_role(client, service, region, role)
                _clients[key] = client
            return _clients[key]

    for module in list(sys.modules.values()):
        if getattr(module, "boto_client_for", None) is original:
            module.boto_client_for = client_for


def _check_role(client, service: str, region: str, role: str | None) -> None:
    """Refuses what the machine's role does not allow (always allowed when IAM is not checked)."""

    def check(params, model, **kwargs):
        for need in iam_requests.needed(service, model.name, params, settings.account, region):
            if not settings.role_may(role, *need):
                message = f"{role} is not authorized to perform: {need.action} on resource: {need.resource}"
                error = {"Error": {"Code": "AccessDeniedException", "Message": message}}
                metadata = {"HTTPStatusCode": 400, "RequestId": str(uuid.uuid4())}
                raise ClientError({**error, "ResponseMetadata": metadata}, model.name)

    client.meta.events.register("provide-client-params", check)
