"""IAM, with --iam: what is called with a role's credentials is checked against that role's policies.

moto's own enforcement is not usable here: it compares every Resource with "*" and fails on managed
policies. Checked are Action and Resource of Allow and Deny; conditions, NotAction, NotResource,
resource policies and permission boundaries are not. Callers without a role are administrators.
"""

import fnmatch
import json

from .. import calls
from ..settings import DUMMY_CREDENTIALS, log, settings
from . import requests

_role_of_key: dict[str, str] = {}
_denied: list[tuple[str, str, str]] = []
_used: dict[str, set] = {}


def install() -> None:
    settings.role_credentials = credentials
    settings.role_may = may
    calls.before(_check)


def _check(response):
    role = _role_of_key.get(response.get_access_key())
    if not role:
        return None
    service = response.headers.get("Authorization", "///").split("Credential=")[-1].split("/")[3]
    account = response.current_account
    for action, resource in requests.needed(
        service, response._get_action(), _Request(response), account, response.region
    ):
        if not may(role, action, resource):
            return _access_denied(response, role, action, resource)
    return None


def report() -> dict:
    """What was refused, and what each role has used: the smallest policy that would do."""
    return {"denied": _denied, "used": {role: sorted(pairs) for role, pairs in _used.items()}}


def credentials(role_arn: str | None, session: str) -> dict[str, str]:
    if not role_arn:
        return dict(DUMMY_CREDENTIALS)
    from moto.sts.models import sts_backends

    partition, account = role_arn.split(":")[1], role_arn.split(":")[4]
    assumed = sts_backends[account][partition].assume_role(
        settings.region, (session + "--")[:64], role_arn, None, 3600, None
    )
    _role_of_key[assumed.access_key_id] = role_arn
    return {
        "AWS_ACCESS_KEY_ID": assumed.access_key_id,
        "AWS_SECRET_ACCESS_KEY": assumed.secret_access_key,
        "AWS_SESSION_TOKEN": assumed.session_token,
    }


def may(role_arn: str | None, action: str, resource: str) -> bool:
    if not role_arn:
        return True
    _used.setdefault(role_arn.split("/")[-1], set()).add((action, resource))
    allowed = False
    for statement in _statements(role_arn):
        if _matches_action(statement, action) and _matches_resource(statement, resource):
            if statement["Effect"] == "Deny":
                allowed = False
                break
            allowed = True
    if not allowed:
        _denied.append((role_arn, action, resource))
        log(f"DENIED {role_arn} {action} on {resource}")
    return allowed


def _matches_action(statement: dict, action: str) -> bool:
    patterns = _as_list(statement.get("Action", []))
    return any(fnmatch.fnmatchcase(action.lower(), pattern.lower()) for pattern in patterns)


def _matches_resource(statement: dict, resource: str) -> bool:
    patterns = _as_list(statement.get("Resource", "*"))
    if resource == "*":  # the action has no resource-level permission
        return "*" in patterns
    return any(fnmatch.fnmatchcase(resource, str(pattern)) for pattern in patterns)


def _statements(role_arn: str):
    from moto.iam.models import iam_backends

    partition, account = role_arn.split(":")[1], role_arn.split(":")[4]
    role = iam_backends[account][partition].get_role_by_arn(role_arn)
    documents = list(role.policies.values())
    documents += [policy.document for policy in role.managed_policies.values()]
    for document in documents:
        policy = json.loads(document) if isinstance(document, str) else document
        yield from _as_list(policy["Statement"])


def _as_list(value) -> list:
    return value if isinstance(value, list) else [value]


class _Request:
    def __init__(self, response):
        self._response = response

    def get(self, name: str):
        return self._response._get_param(name)


def _access_denied(response, role: str, action: str, resource: str):
    message = (
        f"User: {role} is not authorized to perform: {action} on resource: {resource} "
        f"because no identity-based policy allows the {action} action"
    )
    if response.boto3_service_name in ("sns", "sqs", "sts", "iam", "cloudformation"):
        return calls.error(response, 403, "AccessDenied", message)
    return calls.error(response, 400, "AccessDeniedException", message)
