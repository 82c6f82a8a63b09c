"""The Rules section: assertions about parameters, checked before anything is made.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
"""

from moto.cloudformation.exceptions import ValidationError

from .intrinsics import as_text
from .specific_types import SpecificTypes, element_type, items


def check(
    rules: dict, declared: dict, values: dict[str, str], existing: SpecificTypes, region: str = "us-east-1"
) -> None:
    """Raises a ValidationError with the AssertDescription of every assertion that does not hold."""
    evaluation = _Evaluation(declared, values, existing, region)
    broken = []
    for name, rule in rules.items():
        if "RuleCondition" in rule and not evaluation.value(rule["RuleCondition"]):
            continue
        for assertion in rule["Assertions"]:
            if not evaluation.value(assertion["Assert"]):
                broken.append(assertion.get("AssertDescription", f"Assertion of rule {name} does not hold"))
    if broken:
        raise ValidationError(message=f"Template validation error: {'; '.join(broken)}")


class _Evaluation:
    def __init__(self, declared: dict, values: dict[str, str], existing: SpecificTypes, region: str):
        self._region = region
        self._declared = declared
        self._values = values
        self._existing = existing

    def value(self, expression):
        if isinstance(expression, list):
            return [self.value(item) for item in expression]
        if not isinstance(expression, dict):
            return as_text(expression) if not isinstance(expression, bool) else expression
        (name, argument), = expression.items()
        function = _FUNCTIONS.get(name)
        if function is None:
            raise ValidationError(message=f"Template error: {name} cannot be used in Rules")
        return function(self, argument)

    def ref(self, name: str):
        if name == "AWS::Region":
            return self._region
        if name not in self._declared:
            raise ValidationError(message=f"Template error: Rules refer to {name}, which is no parameter")
        members = items(self._declared[name]["Type"], self._values[name])
        return members if _is_list(self._declared[name]["Type"]) else members[0]

    def value_of(self, argument):
        name, attribute = argument
        type_name = self._declared[name]["Type"]
        found = [
            self._existing.attribute(element_type(type_name), value, attribute)
            for value in items(type_name, self._values[name])
        ]
        return found if _is_list(type_name) else found[0]

    def all_of(self, type_name: str) -> list[str]:
        found: list[str] = []
        for name, parameter in self._declared.items():
            if parameter["Type"] == type_name:
                found += items(type_name, self._values[name])
        return found

    def attribute_of_all(self, argument) -> list[str]:
        type_name, attribute = argument
        element = element_type(type_name)
        return [self._existing.attribute(element, value, attribute) for value in self.all_of(type_name)]


def _is_list(type_name: str) -> bool:
    return type_name.startswith("List<") or type_name == "CommaDelimitedList"


def _equals(evaluation: _Evaluation, argument) -> bool:
    first, second = evaluation.value(argument)
    return first == second


def _contains(evaluation: _Evaluation, argument) -> bool:
    listed, value = evaluation.value(argument)
    return value in listed


def _each_in(evaluation: _Evaluation, argument) -> bool:
    members, listed = evaluation.value(argument)
    return all(member in listed for member in members)


def _each_equals(evaluation: _Evaluation, argument) -> bool:
    members, value = evaluation.value(argument)
    return all(member == value for member in members)


_FUNCTIONS = {
    "Ref": _Evaluation.ref,
    "Fn::Equals": _equals,
    "Fn::Contains": _contains,
    "Fn::EachMemberIn": _each_in,
    "Fn::EachMemberEquals": _each_equals,
    "Fn::Not": lambda evaluation, argument: not evaluation.value(argument[0]),
    "Fn::And": lambda evaluation, argument: all(evaluation.value(part) for part in argument),
    "Fn::Or": lambda evaluation, argument: any(evaluation.value(part) for part in argument),
    "Fn::RefAll": _Evaluation.all_of,
    "Fn::ValueOf": _Evaluation.value_of,
    "Fn::ValueOfAll": _Evaluation.attribute_of_all,
}
