"""AWS::IAM::Role, replaced in moto.

Its policies are text; they and whom it trusts follow an update.
"""

import json

from moto.iam import models


def install() -> None:
    create = models.Role.create_from_cloudformation_json.__func__

    def create_with_text(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        role = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        _put(role, cloudformation_json["Properties"])
        return role

    models.Role.create_from_cloudformation_json = classmethod(create_with_text)
    models.Role.update_from_cloudformation_json = classmethod(_update)


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    """Whom it trusts, and its own policies: those that an AWS::IAM::Policy has given it stay."""
    role, properties = original_resource, cloudformation_json["Properties"]
    role.assume_role_policy_document = json.dumps(properties["AssumeRolePolicyDocument"])
    for policy in role.local_json["Properties"].get("Policies", []):
        role.policies.pop(policy["PolicyName"], None)
    _put(role, properties)
    return role


def _put(role, properties: dict) -> None:
    for policy in properties.get("Policies", []):
        role.put_policy(policy["PolicyName"], json.dumps(policy["PolicyDocument"]))
