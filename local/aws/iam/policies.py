"""What policy documents say: Allow and Deny by Action, Resource and Principal; conditions are not looked at,
but for the external id of a trust policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

import fnmatch
import json


def read(document) -> dict:
    return json.loads(document) if isinstance(document, str) else document


def allow(documents: list, action: str, resource: str) -> bool:
    """Identity policies: one Allow and no Deny."""
    allowed = False
    for document in documents:
        for statement in _list(read(document)["Statement"]):
            if _has_action(statement, action) and _has_resource(statement, resource):
                if statement["Effect"] == "Deny":
                    return False
                allowed = True
    return allowed


def allow_principal(document, account: str, arn: str, action: str) -> bool:
    """A resource's policy, for a caller of whichever account; its Resource is the resource it belongs to."""
    allowed = False
    for statement in _list(read(document)["Statement"]) if document else ():
        if _has_action(statement, action) and _has_principal(statement, account, arn):
            if statement["Effect"] == "Deny":
                return False
            allowed = True
    return allowed


def trust(document, account: str, arn: str, external_id: str | None) -> bool:
    """A role's trust policy, for sts:AssumeRole."""
    for statement in _list(read(document)["Statement"]) if document else ():
        wanted = statement.get("Condition", {}).get("StringEquals", {}).get("sts:ExternalId")
        if (
            statement["Effect"] == "Allow"
            and _has_action(statement, "sts:AssumeRole")
            and _has_principal(statement, account, arn)
            and (wanted is None or external_id in _list(wanted))
        ):
            return True
    return False


def allow_service(document, service: str, action: str, source_arn: str) -> bool:
    """A resource's policy, for an AWS service that acts for another resource; its aws:SourceArn is looked at."""
    for statement in _list(read(document)["Statement"]):
        principal = statement.get("Principal", {})
        services = _list(principal.get("Service", [])) if isinstance(principal, dict) else []
        sources = [
            pattern
            for operator, keys in statement.get("Condition", {}).items() if operator.startswith(("Arn", "String"))
            for key, patterns in keys.items() if key.lower() == "aws:sourcearn"
            for pattern in _list(patterns)
        ]
        if (
            statement["Effect"] == "Allow" and service in services and _has_action(statement, action)
            and (not sources or any(fnmatch.fnmatchcase(source_arn, one) for one in sources))
        ):
            return True
    return False


def _has_action(statement: dict, action: str) -> bool:
    return any(fnmatch.fnmatchcase(action.lower(), one.lower()) for one in _list(statement.get("Action", [])))


def _has_resource(statement: dict, resource: str) -> bool:
    patterns = _list(statement.get("Resource", "*"))
    if resource == "*":  # the action has no resource-level permission
        return "*" in patterns
    return any(fnmatch.fnmatchcase(resource, str(pattern)) for pattern in patterns)


def _has_principal(statement: dict, account: str, arn: str) -> bool:
    principal = statement.get("Principal", {})
    named = ["*"] if principal == "*" else _list(principal.get("AWS", []))
    return any(one in ("*", account, arn) or one.endswith(f"::{account}:root") for one in named)


def _list(value) -> list:
    return value if isinstance(value, list) else [value]
