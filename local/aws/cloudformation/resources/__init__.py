"""The resources of one stack: made in the order of their references, updated where they differ, deleted backwards.

moto makes a resource when it is looked up; what each type does is moto's, or that of the other modules here.
"""

from contextlib import contextmanager

from moto.cloudformation import models, parsing
from moto.cloudformation.custom_model import CustomModel

from .. import dependencies, intrinsics
from ..custom_resources import CustomResourceFailed


def install() -> None:
    parsing.clean_json = intrinsics.resolve
    parsing.parse_condition = intrinsics.holds
    parsing.parse_and_create_resource = _create
    init = parsing.ResourceMap.__init__

    def init_for_partition(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self._parsed_resources.update(intrinsics.pseudo_parameters(self._region_name))

    parsing.ResourceMap.__init__ = init_for_partition
    models.Stack.stack_resources = property(lambda self: _existing(self.resource_map).values())


def create_all(stack) -> None:
    resource_map = _map_of(stack)
    for logical_id in dependencies.order(resource_map._resource_json_map):
        resource_map[logical_id]


def update_all(stack, document) -> None:
    """What is no longer wanted goes last, as on AWS."""
    resource_map = _map_of(stack)
    existing = _existing(resource_map)
    stack.template = document.processed
    stack.parameters = document.parameters
    stack._parse_template()
    resource_map._template = stack.template_dict
    resource_map._resource_json_map = stack.template_dict["Resources"]
    resource_map.input_parameters = document.parameters
    resource_map.load_mapping()
    resource_map.load_parameters()
    resource_map.load_conditions()
    unwanted = dict(existing)
    for logical_id in dependencies.order(resource_map._resource_json_map):
        wish = resource_map._resource_json_map[logical_id]
        if "Condition" in wish and not resource_map.lazy_condition_map[wish["Condition"]]:
            continue
        resource = existing.get(logical_id)
        if resource is None:
            resource_map[logical_id]
        elif _update(resource_map, logical_id, resource, wish):
            unwanted.pop(logical_id)
    for logical_id, resource in reversed(unwanted.items()):
        replaced = resource_map._parsed_resources.get(logical_id) is not resource
        if not replaced:
            resource_map._parsed_resources.pop(logical_id)
        _delete(resource_map, logical_id, resource, "UpdateReplacePolicy" if replaced else "DeletionPolicy")
    stack.output_map = stack._create_output_map()


def delete_all(stack) -> None:
    resource_map = _map_of(stack)
    for logical_id, resource in reversed(_existing(resource_map).items()):
        _delete(resource_map, logical_id, resource)
        resource_map._parsed_resources.pop(logical_id)


def _map_of(stack):
    stack.resource_map.local_stack = stack
    return stack.resource_map


def _existing(resource_map) -> dict[str, object]:
    """In the order in which they were made."""
    return {name: one for name, one in resource_map._parsed_resources.items() if hasattr(one, "local_json")}


def _create(logical_id, resource_json, resources_map, account_id, region_name):
    """Takes the place of moto's parse_and_create_resource."""
    condition = resource_json.get("Condition")
    if condition and not resources_map.lazy_condition_map[condition]:
        return None
    resource_class, resolved, name = parsing.parse_resource_and_generate_name(logical_id, resource_json, resources_map)
    kwargs = {"LogicalId": logical_id, "StackId": resources_map.stack_id, "ResourceType": resolved["Type"]}
    with _told(resources_map, "CREATE", logical_id, resolved["Type"]) as told:
        try:
            resource = resource_class.create_from_cloudformation_json(name, resolved, account_id, region_name, **kwargs)
        except CustomResourceFailed as error:  # the rollback deletes it
            resources_map._parsed_resources[logical_id] = _known_as(error.resource, logical_id, resolved)
            told(error.resource)
            raise
        told(resource)
    return _known_as(resource, logical_id, resolved)


def _known_as(resource, logical_id: str, resolved: dict):
    resource.cf_resource_type = resolved["Type"]
    resource.logical_resource_id = logical_id
    resource.local_json = resolved
    return resource


def _update(resource_map, logical_id: str, resource, wish: dict) -> bool:
    """False when the resource was replaced: the new one is there, the old one is to be deleted."""
    resource_class, resolved, name = parsing.parse_resource_and_generate_name(logical_id, wish, resource_map)
    if resolved == resource.local_json:
        return True
    if resource_class.cloudformation_name_type() not in resolved["Properties"]:
        name = getattr(resource, "name", name)  # moto's classes would take a new one
    account, region = resource_map._account_id, resource_map._region_name
    same_type = resolved["Type"] == resource.cf_resource_type
    update = resource_class.update_from_cloudformation_json
    if same_type and not hasattr(update, "__isabstractmethod__"):
        with _told(resource_map, "UPDATE", logical_id, resolved["Type"]) as told:
            try:
                updated = update(resource, name, resolved, account, region)
            except CustomResourceFailed as error:  # it differs from what the rollback wants
                resource_map._parsed_resources[logical_id] = _known_as(error.resource, logical_id, resolved)
                raise
            told(updated)
        resource_map._parsed_resources[logical_id] = _known_as(updated, logical_id, resolved)
        # Other types with a new id have deleted the old one themselves.
        return not isinstance(updated, CustomModel) or updated.physical_resource_id == resource.physical_resource_id
    resource_map._parsed_resources.pop(logical_id)
    resource_map[logical_id]
    return False


def _delete(resource_map, logical_id: str, resource, policy: str = "DeletionPolicy") -> None:
    if resource.local_json.get(policy) == "Retain":
        return
    account, region = resource_map._account_id, resource_map._region_name
    with _told(resource_map, "DELETE", logical_id, resource.cf_resource_type) as told:
        told(resource)
        if hasattr(resource, "delete"):
            resource.delete(account, region)
        else:
            parsing.parse_and_delete_resource(resource.physical_resource_id, resource.local_json, account, region)


@contextmanager
def _told(resource_map, operation: str, logical_id: str, type_name: str):
    """Adds the resource's events to the stack's; what it yields takes the resource when it is there."""
    stack = resource_map.local_stack
    physical_id = ""

    def told(resource) -> None:
        nonlocal physical_id
        physical_id = resource.physical_resource_id

    def event(status: str, reason: str | None = None) -> None:
        stack.events.append(
            models.Event(stack.stack_id, stack.name, logical_id, physical_id, type_name, status, reason, None)
        )

    event(f"{operation}_IN_PROGRESS")
    try:
        yield told
    except Exception as error:
        event(f"{operation}_FAILED", reason_of(error))
        raise
    event(f"{operation}_COMPLETE")


def reason_of(error: Exception) -> str:
    return getattr(error, "message", None) or str(error) or type(error).__name__
