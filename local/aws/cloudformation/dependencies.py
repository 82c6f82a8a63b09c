"""Which resource needs which, and the order of making them that follows."""

import re

from moto.cloudformation.exceptions import ValidationError

_SUB_NAME = re.compile(r"\$\{([^!}.][^}.]*)[^}]*\}")


def order(resources: dict) -> list[str]:
    """Logical ids, each after all that it refers to or depends on; otherwise as the template has them."""
    ordered: dict[str, None] = {}
    path: list[str] = []

    def visit(logical_id: str) -> None:
        if logical_id in ordered:
            return
        if logical_id in path:
            circle = [*path[path.index(logical_id):], logical_id]
            raise ValidationError(message=f"Circular dependency between resources: [{', '.join(circle)}]")
        path.append(logical_id)
        for other in needed(resources[logical_id]):
            if other in resources:
                visit(other)
        path.pop()
        ordered[logical_id] = None

    for logical_id in resources:
        visit(logical_id)
    return list(ordered)


def check(resources: dict, parameters: dict) -> None:
    """Raises a ValidationError for names that nothing has, and for circles."""
    named = {name for resource in resources.values() for name in needed(resource)}
    known = {*resources, *parameters}
    unknown = sorted(name for name in named if name not in known and not name.startswith("AWS::"))
    if unknown:
        raise ValidationError(
            message=f"Template format error: Unresolved resource dependencies [{', '.join(unknown)}] "
            "in the Resources block of the template"
        )
    order(resources)


def needed(resource: dict) -> list[str]:
    """The names a resource mentions: resources, but also parameters and conditions' both branches."""
    explicit = resource.get("DependsOn", [])
    return [*([explicit] if isinstance(explicit, str) else explicit), *_mentioned(resource.get("Properties", {}))]


def _mentioned(value):
    if isinstance(value, list):
        for item in value:
            yield from _mentioned(item)
    if not isinstance(value, dict):
        return
    for name, item in value.items():
        if name == "Ref":
            yield item
        elif name == "Fn::GetAtt":
            yield item[0] if isinstance(item, list) else item.split(".")[0]
        elif name == "Fn::Sub":
            text, own = item if isinstance(item, list) else (item, {})
            yield from (one for one in _SUB_NAME.findall(text) if one not in own)
            yield from _mentioned(own)
        else:
            yield from _mentioned(item)
