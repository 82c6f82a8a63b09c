"""Fargate Spot, which moto does not know: who may use it, and how AWS takes a task's machine back.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
"""

from moto.ecs import models
from moto.ecs.exceptions import InvalidParameterException

from . import life

SPOT = "FARGATE_SPOT"
NOT_ASSOCIATED = (
    "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. "
    "Associate the capacity provider with the cluster or specify a valid capacity provider and try again."
)


def provider(response) -> str | None:
    """The capacity provider that a RunTask asks for; raises what AWS answers when it may not."""
    strategy = response._get_param("capacityProviderStrategy") or []
    if not strategy:
        return None
    if response._get_param("launchType"):
        raise InvalidParameterException("Specifying both a launch type and capacity provider strategy is not supported.")
    cluster = response.ecs_backend._get_cluster(response._get_param("cluster", "default"))
    names = [item["capacityProvider"] for item in strategy]
    if not set(names) <= set(cluster.capacity_providers or []):
        raise InvalidParameterException(NOT_ASSOCIATED)
    return names[0]


def interrupt(task: str) -> dict:
    """AWS needs the machine of a Spot task; `task` is its ARN."""
    found = [
        one for accounts in models.ecs_backends.values() for backend in accounts.values()
        for tasks in list(backend.tasks.values()) for one in list(tasks.values()) if one.task_arn == task
    ]
    if not found or found[0].capacity_provider_name != SPOT:
        raise ValueError(f"no task on {SPOT}: {task}")
    life.stop(found[0], "Your Spot Task was interrupted.", "SpotInterruption")
    return {"interrupted": task}
