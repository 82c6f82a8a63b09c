"""A CloudFormation resource type that moto does not know, or not well, made from a few functions."""

from moto.core.common_models import CloudFormationModel


def define(type_name: str, name_property: str, create, delete, update=None) -> type:
    """A CloudFormationModel for one resource type; name_property is "" where none gives the resource its name.

    create(name, properties, account, region) answers the physical id, or None for the name itself;
    delete(physical id, properties, account, region);
    update(physical id, properties, account, region), without which an update is a deletion and a creation.
    """

    class Resource(CloudFormationModel):
        def __init__(self, name: str, physical_id: str, properties: dict):
            self.name = name
            self._physical_id = physical_id
            self.properties = properties

        @property
        def physical_resource_id(self):
            return self._physical_id

        @staticmethod
        def cloudformation_name_type():
            return name_property

        @staticmethod
        def cloudformation_type():
            return type_name

        @classmethod
        def has_cfn_attr(cls, attr):
            return True

        def get_cfn_attribute(self, attribute_name):
            if attribute_name in ("Arn", "Id"):
                return self._physical_id
            return self.properties.get(attribute_name)

        @classmethod
        def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kw):
            properties = cloudformation_json.get("Properties", {})
            physical_id = create(resource_name, properties, account_id, region_name)
            return cls(resource_name, physical_id or resource_name, properties)

        @classmethod
        def update_from_cloudformation_json(
            cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
        ):
            if update is None:
                original_resource.delete(account_id, region_name)
                return cls.create_from_cloudformation_json(
                    new_resource_name, cloudformation_json, account_id, region_name
                )
            properties = cloudformation_json.get("Properties", {})
            update(original_resource.physical_resource_id, properties, account_id, region_name)
            return cls(original_resource.name, original_resource.physical_resource_id, properties)

        def delete(self, account_id, region_name):
            delete(self._physical_id, self.properties, account_id, region_name)

    Resource.__name__ = Resource.__qualname__ = type_name.replace("::", "")
    return Resource


def delete_nothing(physical_id, properties, account, region) -> None:
    """The resource goes with the one it belongs to."""
