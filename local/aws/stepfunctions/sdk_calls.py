"""Step Functions' calls of other services: key case, one client per role, and the machine's own role.

Replaced in moto: the conversion between Amazon States Language's PascalCase and an API's own case,
which was left out, so that ecs:runTask and nested executions fail; and the making of a boto client
in every state (50 ms each, and not safe in threads).
"""

import datetime
import sys
import threading
import uuid

import botocore.session
from botocore.exceptions import ClientError
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (  # noqa: F401 (loads all)
    state_task_service_factory,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service import (
    StateTaskService,
)
from moto.stepfunctions.parser.asl.utils import boto_client

from ..iam import requests as iam_requests
from ..settings import settings

_lock = threading.Lock()
_clients: dict[tuple, object] = {}
_models: dict[str, object] = {}
_session = botocore.session.get_session()


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
    StateTaskService._normalise_parameters = _normalise_parameters
    StateTaskService._normalise_response = _normalise_response


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


def _shape(task, service: str | None, action: str | None, which: str):
    """The botocore shape of the input or output of the API action that a Task state calls."""
    service = task._get_boto_service_name(service)
    wanted = (action or task.resource.api_action).replace("_", "").lower()
    with _lock:
        if service not in _models:
            _models[service] = _session.get_service_model(service)
    model = _models[service]
    for name in model.operation_names:
        if name.lower() == wanted:
            return getattr(model.operation_model(name), which)
    return None


def _normalise_parameters(self, parameters, boto_service_name=None, service_action_name=None):
    shape = _shape(self, boto_service_name, service_action_name, "input_shape")
    converted = _to_api_case(dict(parameters), shape)
    parameters.clear()
    parameters.update(converted)


def _normalise_response(self, response, boto_service_name=None, service_action_name=None):
    if not isinstance(response, dict):
        return
    shape = _shape(self, boto_service_name, service_action_name, "output_shape")
    converted = _to_states_case(dict(response), shape)
    response.clear()
    response.update(converted)


def _to_api_case(value, shape):
    if shape is None:
        return value
    if shape.type_name == "structure" and isinstance(value, dict):
        names = {name.lower(): name for name in shape.members}
        renamed = {names.get(name.lower(), name): inner for name, inner in value.items()}
        return {name: _to_api_case(inner, shape.members.get(name)) for name, inner in renamed.items()}
    if shape.type_name == "list" and isinstance(value, list):
        return [_to_api_case(inner, shape.member) for inner in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {name: _to_api_case(inner, shape.value) for name, inner in value.items()}
    return value


def _to_states_case(value, shape):
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if shape is None:
        return value
    if shape.type_name == "structure" and isinstance(value, dict):
        return {
            name[:1].upper() + name[1:]: _to_states_case(inner, shape.members.get(name))
            for name, inner in value.items()
        }
    if shape.type_name == "list" and isinstance(value, list):
        return [_to_states_case(inner, shape.member) for inner in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {name: _to_states_case(inner, shape.value) for name, inner in value.items()}
    return value
