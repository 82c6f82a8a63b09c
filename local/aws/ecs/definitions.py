"""AWS::ECS::TaskDefinition with all its properties, replaced in moto, which keeps four and never deletes one.

Added: the limits of Fargate's disk.
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
"""

from moto.core.utils import pascal_to_camelcase, remap_nested_keys
from moto.ecs import models
from moto.ecs.exceptions import EcsClientException

DISK_GIB = range(21, 201)


def install() -> None:
    models.TaskDefinition.create_from_cloudformation_json = classmethod(_create)
    models.TaskDefinition.update_from_cloudformation_json = classmethod(_update)
    models.TaskDefinition.delete_from_cloudformation_json = classmethod(_delete)
    models.EC2ContainerServiceBackend.register_task_definition = _with_disk_in_limits(
        models.EC2ContainerServiceBackend.register_task_definition)


def _with_disk_in_limits(original):
    def register(self, *args, ephemeral_storage=None, **more):
        if ephemeral_storage and ephemeral_storage["sizeInGiB"] not in DISK_GIB:
            raise EcsClientException(f"EphemeralStorage size should be from {DISK_GIB[0]} to {DISK_GIB[-1]} GiB.")
        return original(self, *args, ephemeral_storage=ephemeral_storage, **more)

    return register


def _create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    properties = cloudformation_json["Properties"]

    def camel(value):
        return remap_nested_keys(value, pascal_to_camelcase)

    containers = camel(properties.get("ContainerDefinitions", []))
    for container, original in zip(containers, properties.get("ContainerDefinitions", [])):
        options = original.get("LogConfiguration", {}).get("Options")
        if options:  # the keys of a map are not property names
            container["logConfiguration"]["options"] = options
    return models.ecs_backends[account_id][region_name].register_task_definition(
        family=properties.get("Family") or resource_name,
        container_definitions=containers,
        volumes=camel(properties.get("Volumes", [])),
        network_mode=properties.get("NetworkMode"),
        tags=camel(properties.get("Tags", [])),
        requires_compatibilities=properties.get("RequiresCompatibilities"),
        cpu=properties.get("Cpu"),
        memory=properties.get("Memory"),
        task_role_arn=properties.get("TaskRoleArn"),
        execution_role_arn=properties.get("ExecutionRoleArn"),
        runtime_platform=camel(properties["RuntimePlatform"]) if "RuntimePlatform" in properties else None,
        ephemeral_storage=_disk(properties["EphemeralStorage"]) if "EphemeralStorage" in properties else None,
    )


def _disk(property: dict) -> dict[str, int]:
    return {"sizeInGiB": int(property["SizeInGiB"])}


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    """A change is a new revision; the old one is deregistered."""
    cloudformation_json["Properties"].setdefault("Family", original_resource.family)
    created = _create(cls, new_resource_name, cloudformation_json, account_id, region_name)
    models.ecs_backends[account_id][region_name].deregister_task_definition(original_resource.arn)
    return created


def _delete(cls, resource_name, cloudformation_json, account_id, region_name):
    """Deregistered: as on AWS, what has gone can still be described."""
    models.ecs_backends[account_id][region_name].deregister_task_definition(resource_name)
