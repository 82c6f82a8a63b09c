"""Parameters of AWS-specific types: their values must exist, and Rules may ask for their attributes.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
https://docs.aws.amazon.com/servicecatalog/latest/adminguide/intrinsic-function-reference-rules.html
"""

from moto.cloudformation.exceptions import ValidationError


class SpecificTypes:
    """What an account has, in one region."""

    def __init__(self, account: str, region: str):
        from moto.ec2.models import ec2_backends

        self._ec2 = ec2_backends[account][region]

    def check(self, declared: dict, values: dict[str, str]) -> None:
        for name, parameter in declared.items():
            for item in items(parameter["Type"], values[name]):
                if self._find(element_type(parameter["Type"]), item) is _MISSING:
                    raise ValidationError(
                        message=f"Parameter validation failed: parameter value {item} for parameter name {name} "
                        "does not exist"
                    )

    def attribute(self, type_name: str, value: str, attribute: str) -> str:
        found = self._find(type_name, value)
        names = _ATTRIBUTES.get(type_name, {})
        if attribute not in names:
            raise ValidationError(message=f"Template error: {type_name} has no attribute {attribute} in a rule")
        return str(getattr(found, names[attribute]))

    def _find(self, type_name: str, value: str):
        look_up = {
            "AWS::EC2::VPC::Id": self._ec2.vpcs.get,
            "AWS::EC2::Subnet::Id": self._subnet,
        }.get(type_name)
        if look_up is None:
            if type_name.startswith("AWS::"):
                raise ValidationError(message=f"parameter type {type_name} is not known here")
            return None
        found = look_up(value)
        return _MISSING if found is None else found

    def _subnet(self, value: str):
        for zone in self._ec2.subnets.values():
            if value in zone:
                return zone[value]
        return None


_MISSING = object()
_ATTRIBUTES = {"AWS::EC2::Subnet::Id": {"AvailabilityZone": "availability_zone", "VpcId": "vpc_id"}}


def element_type(type_name: str) -> str:
    return type_name.removeprefix("List<").removesuffix(">")


def items(type_name: str, value: str) -> list[str]:
    """The members of a list parameter; another's only value."""
    if type_name.startswith("List<") or type_name == "CommaDelimitedList":
        return [part.strip() for part in value.split(",")]
    return [value]
