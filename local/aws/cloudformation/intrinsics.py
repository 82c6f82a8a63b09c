"""Intrinsic functions, replaced in moto.

Theirs leave an AWS::NoValue in a list as null, read every stack as one of the partition `aws`, and leave a
reference that they cannot resolve as it is. Here such a reference is an error, as on AWS.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

import re

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException, ValidationError
from moto.utilities.utils import get_partition

from .. import partitions

_VARIABLE = re.compile(r"\$\{(!?)([^}]*)\}")
_NO_VALUE = {"Ref": "AWS::NoValue"}


def pseudo_parameters(region: str) -> dict[str, str]:
    """Those that follow from the region; moto's are always those of `aws`."""
    return {"AWS::Partition": get_partition(region), "AWS::URLSuffix": partitions.domain(region)}


def resolve(value, resources):
    """`resources` is moto's ResourceMap: parameters, mappings, and resources, which it creates when looked at."""
    if isinstance(value, list):
        return [resolve(item, resources) for item in value if not _is_no_value(item, resources)]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (name, argument), = value.items()
        function = _FUNCTIONS.get(name)
        if function:
            return function(argument, resources)
        if name.startswith("Fn::"):
            raise ValidationError(message=f"Template error: {name} is not known here")
    return {name: resolve(item, resources) for name, item in value.items() if not _is_no_value(item, resources)}


def holds(condition, resources, conditions) -> bool:
    """A condition of the Conditions section, by name or written out; `conditions` are those with a name."""
    if isinstance(condition, (bool, str)):
        return condition if isinstance(condition, bool) else conditions[condition]
    (name, argument), = condition.items()
    if name == "Condition":
        return conditions[argument]
    if name == "Fn::Equals":
        first, second = (resolve(side, resources) for side in argument)
        return as_text(first) == as_text(second)
    parts = (holds(part, resources, conditions) for part in argument)
    if name == "Fn::Not":
        return not next(parts)
    if name in ("Fn::And", "Fn::Or"):
        return all(parts) if name == "Fn::And" else any(parts)
    raise ValidationError(message=f"Template error: {name} is no condition function")


def as_text(value):
    """Parameters are strings on AWS, whatever their default was written as."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, float)) else value


def _is_no_value(value, resources) -> bool:
    if isinstance(value, dict) and len(value) == 1 and "Fn::If" in value:
        return _is_no_value(_branch(value["Fn::If"], resources), resources)
    return value == _NO_VALUE


def _ref(name, resources):
    try:
        found = resources[name]
    except KeyError:
        raise _unresolved(name) from None
    if found is None:
        raise _unresolved(name)
    return as_text(getattr(found, "physical_resource_id", found))


def _get_attribute(argument, resources):
    logical_id, attribute = argument if isinstance(argument, list) else argument.split(".", 1)
    resource = resources.get(logical_id)
    if resource is None:
        raise _unresolved(logical_id)
    try:
        value = resource.get_cfn_attribute(resolve(attribute, resources))
    except (UnformattedGetAttTemplateException, NotImplementedError):
        value = None
    if value is None:
        raise ValidationError(
            message=f"Template error: resource {logical_id} does not support attribute type {attribute} in Fn::GetAtt"
        )
    return value


def _unresolved(name: str) -> ValidationError:
    return ValidationError(message=f"Template format error: Unresolved resource dependencies [{name}]")


def _find_in_map(argument, resources):
    name, first, second = (resolve(key, resources) for key in argument[:3])
    try:
        return resources[name][first][second]
    except KeyError:
        raise ValidationError(
            message=f"Template error: Unable to get mapping for {name}::{first}::{second}"
        ) from None


def _branch(argument, resources):
    condition, if_true, if_false = argument
    return if_true if resources.lazy_condition_map[condition] else if_false


def _join(argument, resources) -> str:
    separator, items = argument
    return separator.join(as_text(item) for item in resolve(items, resources))


def _split(argument, resources) -> list[str]:
    separator, text = argument
    return resolve(text, resources).split(separator)


def _select(argument, resources):
    index, items = (resolve(part, resources) for part in argument)
    if not 0 <= int(index) < len(items):
        raise ValidationError(message=f"Template error: Fn::Select cannot select nonexistent value at index {index}")
    return items[int(index)]


def _sub(argument, resources) -> str:
    text, own = argument if isinstance(argument, list) else (argument, {})

    def value(match: re.Match) -> str:
        literal, name = match.groups()
        if literal:
            return "${" + name + "}"
        if name in own:
            found = resolve(own[name], resources)
        elif "." in name:
            found = _get_attribute(name.split(".", 1), resources)
        else:
            found = _ref(name, resources)
        return as_text(found)

    return _VARIABLE.sub(value, text)


_FUNCTIONS = {
    "Ref": _ref,
    "Fn::GetAtt": _get_attribute,
    "Fn::FindInMap": _find_in_map,
    "Fn::If": lambda argument, resources: resolve(_branch(argument, resources), resources),
    "Fn::Join": _join,
    "Fn::Split": _split,
    "Fn::Select": _select,
    "Fn::Sub": _sub,
}
