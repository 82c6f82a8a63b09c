"""The Condition of a policy's statement, and the keys that a request has for it.

An operator that is not known here is an error and no refusal: a policy must not look tested that nobody has read.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import fnmatch
from functools import lru_cache


def hold(condition: dict, context: dict[str, str]) -> bool:
    """`context` has the request's keys; their names are compared without case. All operators and all keys must fit."""
    present = {key.lower(): value for key, value in context.items()}
    return all(
        _fits(operator, present.get(key.lower()), [str(one) for one in (wanted if isinstance(wanted, list) else [wanted])])
        for operator, keys in condition.items()
        for key, wanted in keys.items()
    )


def _fits(operator: str, value: str | None, wanted: list[str]) -> bool:
    name = operator.removesuffix("IfExists")
    if name == "Null":
        return (value is None) == (wanted == ["true"])
    negated = "Not" in name
    matches = _OPERATORS.get(name.replace("Not", ""))
    if matches is None:
        raise NotImplementedError(f"condition operator {operator}")
    if value is None:
        # A key that is missing fits a negated operator, too.
        return name != operator or negated
    return any(matches(value, one) for one in wanted) != negated


@lru_cache(maxsize=1 << 16)  # each call is held against all patterns of its role
def like(value: str, pattern: str) -> bool:
    return fnmatch.fnmatchcase(value, pattern.replace("[", "[[]"))  # only * and ? are patterns in IAM


def _arn_like(value: str, pattern: str) -> bool:
    """Each of an ARN's six components by itself."""
    parts = value.split(":", 5), pattern.split(":", 5)
    return len(parts[0]) == len(parts[1]) and all(map(like, *parts))


_OPERATORS = {
    "StringEquals": str.__eq__,
    "StringLike": like,
    "ArnEquals": _arn_like,  # IAM takes both ARN operators for the same
    "ArnLike": _arn_like,
    "Bool": lambda value, one: value.lower() == one.lower(),
}
