"""Who may do what in a registry, with --iam: what the caller's policies allow, and the registry's own do not deny.

Another account also needs an Allow of the registry's own.
A repository policy covers calls about its repository, a registry policy those about the registry as well.
https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
"""

from dataclasses import dataclass

from moto.ecr.models import ecr_backends
from moto.utilities.utils import get_partition

from .. import iam
from ..iam import callers, policies
from ..iam.requests import Need
from ..settings import settings


@dataclass(frozen=True)
class Identity:
    """Whose call it is; what a registry token carries."""

    account: str
    arn: str
    caller: callers.Caller | None


def identity_of(response) -> Identity:
    caller = callers.of(response.get_access_key())
    account, partition = response.current_account, get_partition(response.region)
    return Identity(account, caller.arn if caller else f"arn:{partition}:iam::{account}:root", caller)


def in_registry(identity: Identity, action: str, account: str, region: str, names: list[str]) -> str | None:
    """Why not, or None when the registry's policies allow it to another account, and do not deny it to their own."""
    if not settings.check_iam:
        return None
    backend = ecr_backends[account][region]
    for name in names or [None]:
        repository = backend.repositories.get(name)
        reason = _refusal(
            [backend.registry_policy, repository.policy if repository else None],
            identity.account == account, identity.account, identity.arn, action,
        )
        if reason:
            arn = f"arn:{get_partition(region)}:ecr:{region}:{account}:repository/{name or '*'}"
            iam.denied(identity.arn, action, arn)
            return f"User: {identity.arn} is not authorized to perform: {action} on resource: {arn} {reason}"
    return None


def _refusal(documents: list, own: bool, account: str, arn: str, action: str) -> str | None:
    if own:
        denied = policies.deny_principal(documents, account, arn, action)
        return "with an explicit deny in a resource-based policy" if denied else None
    allowed = policies.allow_principal(documents, account, arn, action)
    return None if allowed else f"because no resource-based policy allows the {action} action"


def with_token(identity: Identity, action: str, account: str, region: str, name: str) -> str | None:
    """For a request at the registry itself: the caller's own policies come first."""
    if not settings.check_iam:
        return None
    arn = f"arn:{get_partition(region)}:ecr:{region}:{account}:repository/{name}"
    if identity.caller and not iam.caller_may(identity.caller, Need(action, arn)):
        return (
            f"User: {identity.arn} is not authorized to perform: {action} on resource: {arn} "
            f"because no identity-based policy allows the {action} action"
        )
    return in_registry(identity, action, account, region, [name])
