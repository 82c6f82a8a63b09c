"""What policy documents say: Allow and Deny by Action, Resource, Principal and Condition.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

import json
from functools import lru_cache

from . import conditions


def read(document) -> dict:
    return _parsed(document) if isinstance(document, str) else document


@lru_cache(maxsize=1024)  # each call asks for all policies of its role
def _parsed(document: str) -> dict:
    return json.loads(document)


def allow(documents: list, action: str, resource: str, context: dict[str, str] | None = None) -> bool:
    """Identity policies: one Allow and no Deny."""
    return _allowed(_effects(
        documents,
        lambda statement: _has_action(statement, action) and _has_resource(statement, resource),
        context,
    ))


def allow_principal(documents: list, account: str, arn: str, action: str, context: dict[str, str] | None = None) -> bool:
    """A resource's policies, for a caller of whichever account; their Resource is the resource they belong to."""
    return _allowed(_effects_for_principal(documents, account, arn, action, context))


def deny_principal(documents: list, account: str, arn: str, action: str, context: dict[str, str] | None = None) -> bool:
    """For a caller of the resource's own account, who needs no Allow of theirs."""
    return "Deny" in _effects_for_principal(documents, account, arn, action, context)


def allow_service(document, service: str, action: str, context: dict[str, str]) -> bool:
    """A resource's policy or a role's trust policy, for an AWS service such as lambda.amazonaws.com."""
    return _allowed(_effects(
        [document],
        lambda statement: _has_action(statement, action) and _has_service(statement, service),
        context,
    ))


def _effects_for_principal(documents, account, arn, action, context) -> set[str]:
    return _effects(
        documents,
        lambda statement: _has_action(statement, action) and _has_principal(statement, account, arn),
        context,
    )


def _effects(documents: list, fits, context: dict[str, str] | None) -> set[str]:
    """What the statements of all documents together say."""
    return {
        one["Effect"] for document in documents if document for one in _list(read(document)["Statement"])
        if fits(one) and conditions.hold(one.get("Condition", {}), context or {})
    }


def _allowed(effects: set[str]) -> bool:
    return "Allow" in effects and "Deny" not in effects


def _has_action(statement: dict, action: str) -> bool:
    return any(conditions.like(action.lower(), one.lower()) for one in _list(statement.get("Action", [])))


def _has_resource(statement: dict, resource: str) -> bool:
    patterns = _list(statement.get("Resource", "*"))
    if resource == "*":  # the action has no resource-level permission
        return "*" in patterns
    return any(conditions.like(resource, str(pattern)) for pattern in patterns)


def _has_principal(statement: dict, account: str, arn: str) -> bool:
    principal = statement.get("Principal", {})
    named = ["*"] if principal == "*" else _list(principal.get("AWS", []))
    return any(one in ("*", account, arn) or one.endswith(f"::{account}:root") for one in named)


def _has_service(statement: dict, service: str) -> bool:
    principal = statement.get("Principal", {})
    return principal == "*" or service in _list(principal.get("Service", []))


def _list(value) -> list:
    return value if isinstance(value, list) else [value]
