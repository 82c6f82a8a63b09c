"""RunTask's own rules, which moto does not check: idempotency, limits, capacity failures; and public addresses.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
"""

import json
import re
import threading

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.ecs import responses
from moto.ecs.exceptions import ECSException, InvalidParameterException
from moto.utilities.utils import get_partition

from ..settings import settings
from . import capacity, faults

MAX_OVERRIDES = 8192
MAX_CLIENT_TOKEN = 64
STARTED_BY = re.compile(r"[A-Za-z0-9_/-]{0,128}|AWS Step Functions")

_lock = threading.Lock()
# (account, region, cluster, clientToken) -> (the request, the tasks it started, the failures)
_answered: dict[tuple, tuple[str, list, list]] = {}


class ConflictException(ECSException):
    def __init__(self, task_arns: list[str]):
        super().__init__("ConflictException", "The RunTask request could not be processed due to conflicts.")
        self.resourceIds = task_arns


def install() -> None:
    original = responses.EC2ContainerServiceResponse.run_task

    def run_task(self):
        _check(self)
        token = self._get_param("clientToken")
        if not token:
            return _run(self)
        cluster = self._get_param("cluster", "default").split("/")[-1]
        key = (self.current_account, self.region, cluster, token)
        request = json.dumps(self.params, sort_keys=True, default=str)
        with _lock:
            if key in _answered:
                first_request, tasks, failures = _answered[key]
                if request != first_request:
                    raise ConflictException([task.task_arn for task in tasks])
                return ActionResult({"tasks": tasks, "failures": failures})
            answer = _run(self)
            # A refusal, too: AWS does not say that it asks itself again, and answers 200.
            _answered[key] = (request, answer.result["tasks"], answer.result["failures"])
            return answer

    def _run(self):
        provider = capacity.provider(self)
        if provider:
            self.params["launchType"] = "FARGATE"  # all that moto knows
        reason = faults.take("refusal")
        if reason:
            return ActionResult({"tasks": [], "failures": [{"reason": reason}]})
        network = (self._get_param("networkConfiguration") or {}).get("awsvpcConfiguration")
        if network is not None:
            network.setdefault("securityGroups", [])  # moto wants it; on AWS the VPC's default one is taken
        answer = original(self)
        for task in answer.result["tasks"]:
            task.capacity_provider_name = provider
            if (network or {}).get("assignPublicIp") == "ENABLED":
                _assign_public_ip(task)
        return answer

    responses.EC2ContainerServiceResponse.run_task = run_task


def _assign_public_ip(task) -> None:
    [details] = [one["details"] for one in task.attachments]
    [interface] = [one["value"] for one in details if one["name"] == "networkInterfaceId"]
    found = ec2_backends[task._account_id][task.region_name].get_network_interface(interface)
    found.public_ip_auto_assign = True
    found.check_auto_public_ip()


def _check(self) -> None:
    overrides = self._get_param("overrides") or {}
    if len(json.dumps(overrides, separators=(",", ":"), ensure_ascii=False)) > MAX_OVERRIDES:
        raise InvalidParameterException(f"Container Overrides length must be at most {MAX_OVERRIDES}")
    unknown = sorted(overrides.keys() - {"containerOverrides", "taskRoleArn"})
    if unknown:
        raise InvalidParameterException(f"overrides of {', '.join(unknown)} are not known here")
    if len(self._get_param("clientToken") or "") > MAX_CLIENT_TOKEN:
        raise InvalidParameterException(f"clientToken must be at most {MAX_CLIENT_TOKEN} characters")
    if not STARTED_BY.fullmatch(self._get_param("startedBy") or ""):
        raise InvalidParameterException("startedBy must match [A-Za-z0-9_/-]{0,128}")
    if self._get_int_param("count", 1) > 10:
        raise InvalidParameterException("count cannot be greater than 10")
    definition = self.ecs_backend.describe_task_definition(self._get_param("taskDefinition"))
    if definition.status == "INACTIVE":
        raise ECSException("ClientException", "TaskDefinition is inactive")
    _check_trust(self, definition, overrides)
    names = {container["name"] for container in definition.container_definitions}
    for override in overrides.get("containerOverrides", []):
        if override.get("name") not in names:
            raise InvalidParameterException(
                f"Override for container named {override.get('name')} is not a container in the TaskDefinition."
            )


def _check_trust(self, definition, overrides: dict) -> None:
    cluster = self._get_param("cluster", "default").split("/")[-1]
    source = f"arn:{get_partition(self.region)}:ecs:{self.region}:{self.current_account}:cluster/{cluster}"
    task_role = overrides.get("taskRoleArn") or getattr(definition, "task_role_arn", None)
    for role in (task_role, getattr(definition, "execution_role_arn", None)):
        if not settings.role_trusts(role, "ecs-tasks", source):
            raise ECSException(
                "ClientException", f"ECS was unable to assume the role '{role}' that was provided for this task."
            )
