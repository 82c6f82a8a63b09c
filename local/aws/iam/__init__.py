"""IAM, with --iam: what is called with an access key is checked against the policies of its role or user.

moto's own enforcement is not usable here: it compares every Resource with "*" and fails on managed
policies. Here NotAction, NotResource and permission boundaries are not looked at. A user
without policies is an administrator, as is who signs with a text that has not the form of a key
(such as "local"). A key that IAM has not given out is invalid.
"""

import time

from moto.utilities.utils import get_partition

from .. import calls
from ..settings import DUMMY_CREDENTIALS, log, settings
from . import callers, keys, policies, requests
from .requests import Need

_denied: list[tuple[str, str, str, float]] = []  # caller, action, resource, seconds since 1970
_used: dict[str, set] = {}


def install() -> None:
    settings.check_iam = True
    settings.role_credentials = credentials
    settings.role_may = may
    settings.role_trusts = trusts
    calls.before(_check)


def report() -> dict:
    """What was refused, and what each role has used: the smallest policy that would do."""
    used = {role: sorted(pairs.copy()) for role, pairs in _used.copy().items()}  # other threads go on adding to both
    return {"denied": _denied, "used": used}


def credentials(role_arn: str | None, session: str) -> dict[str, str]:
    if not role_arn:
        return dict(DUMMY_CREDENTIALS)
    from moto.sts.models import sts_backends

    partition, account = role_arn.split(":")[1], role_arn.split(":")[4]
    assumed = sts_backends[account][partition].assume_role(
        "cn-north-1" if partition == "aws-cn" else settings.region, (session + "--")[:64], role_arn, None, 3600, None
    )
    return {
        "AWS_ACCESS_KEY_ID": assumed.access_key_id,
        "AWS_SECRET_ACCESS_KEY": assumed.secret_access_key,
        "AWS_SESSION_TOKEN": assumed.session_token,
    }


def may(role_arn: str | None, action: str, resource: str, context: dict[str, str] | None = None) -> bool:
    return not role_arn or caller_may(callers.of_role(role_arn), Need(action, resource, context or {}))


def trusts(role_arn: str | None, service: str, source_arn: str) -> bool:
    """Whether a service such as "lambda" may take the role, for the resource that it acts for."""
    if not role_arn:
        return True
    role = callers.role(role_arn)
    context = {"aws:SourceArn": source_arn, "aws:SourceAccount": source_arn.split(":")[4]}
    trusted = role is not None and policies.allow_service(
        role.assume_role_policy_document, f"{service}.amazonaws.com", "sts:AssumeRole", context
    )
    return trusted or denied(f"{service}.amazonaws.com for {source_arn}", "sts:AssumeRole", role_arn)


def caller_may(caller: callers.Caller, need: Need) -> bool:
    return _lacking(caller, need) is None


def _lacking(caller: callers.Caller, need: Need) -> Need | None:
    """What it may not, of all that it needs, of the keys too; notes what was refused, or what was used."""
    if caller.documents is None:
        return None
    needs = (need, *keys.needed(need))
    lacking = next((one for one in needs if not (caller.may(one) and keys.let_in(caller, one))), None)
    if lacking:
        denied(caller.arn, lacking.action, lacking.resource)
    else:
        _used.setdefault(caller.arn.split("/")[-1], set()).update((one.action, one.resource) for one in needs)
    return lacking


def denied(arn: str, action: str, resource: str) -> bool:
    _denied.append((arn, action, resource, time.time()))
    log(f"DENIED {arn} {action} on {resource}")
    return False


def _check(response):
    key = response.get_access_key()
    caller = callers.of(key)
    if caller is None:
        return None if key == "AKIAEXAMPLE" else _invalid_token(response)  # moto's name for what has not a key's form
    if caller.partition != get_partition(response.region):
        return _invalid_token(response)
    service = response.headers.get("Authorization", "///").split("Credential=")[-1].split("/")[3]
    parameters, operation = _Request(response), response._get_action()
    for need in requests.needed(service, operation, parameters, caller.account, response.region):
        lacking = _lacking(caller, need)
        if lacking:
            return _refusal(response, caller.arn, lacking.action, lacking.resource, "no identity-based policy allows")
    if (service, operation) == ("sts", "AssumeRole") and not _trusted(caller, parameters):
        denied(caller.arn, "sts:AssumeRole", parameters.get("RoleArn"))
        return _refusal(response, caller.arn, "sts:AssumeRole", parameters.get("RoleArn"), "its trust policy has not")
    return None


def _trusted(caller: callers.Caller, parameters) -> bool:
    arn = parameters.get("RoleArn")
    role = callers.role(arn)
    if role is None or arn.split(":")[1] != caller.partition:
        return False
    external_id = parameters.get("ExternalId")
    context = {"sts:ExternalId": external_id} if external_id else {}
    return policies.allow_principal(
        [role.assume_role_policy_document], caller.account, caller.arn, "sts:AssumeRole", context
    )


class _Request:
    def __init__(self, response):
        self._response = response

    def get(self, name: str):
        return self._response._get_param(name)


def _refusal(response, arn: str, action: str, resource: str, because: str):
    message = (
        f"User: {arn} is not authorized to perform: {action} on resource: {resource} "
        f"because {because} the {action} action"
    )
    if calls.has_query_protocol(response):
        return calls.error(response, 403, "AccessDenied", message)
    return calls.error(response, 400, "AccessDeniedException", message)


def _invalid_token(response):
    """A key that nobody has, or one of another partition."""
    message = "The security token included in the request is invalid."
    if calls.has_query_protocol(response):
        return calls.error(response, 403, "InvalidClientTokenId", message)
    return calls.error(response, 400, "UnrecognizedClientException", message)
