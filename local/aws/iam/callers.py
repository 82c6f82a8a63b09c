"""Who calls, by the access key of the request."""

from dataclasses import dataclass

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from . import policies
from .requests import Need

PARTITIONS = ("aws", "aws-cn", "aws-us-gov")


@dataclass(frozen=True)
class Caller:
    """A user or a role. An administrator has no documents (None): a user without policies."""

    account: str
    partition: str
    arn: str
    documents: list | None = None
    session_policy: str | None = None

    def may(self, need: Need) -> bool:
        if self.documents is None:
            return True
        return policies.allow(self.documents, *need) and (
            not self.session_policy or policies.allow([self.session_policy], *need)
        )


def of(access_key: str) -> Caller | None:
    """None for a key that nobody has."""
    for account, backends in list(iam_backends.items()):
        for partition in PARTITIONS:
            if partition in backends and access_key in backends[partition].access_keys:
                key = backends[partition].access_keys[access_key]
                if key.role_arn:
                    session = sts_backends[account][partition].get_assumed_role_from_access_key(access_key)
                    return of_role(key.role_arn, session.policy if session else None)
                user = backends[partition].users.get(key.user_name)
                return Caller(account, partition, user.arn, _documents(user) or None)
    return None


def of_role(arn: str, session_policy: str | None = None) -> Caller:
    """A role that has been deleted may do nothing."""
    partition, account, found = arn.split(":")[1], arn.split(":")[4], role(arn)
    return Caller(account, partition, arn, _documents(found) if found else [], session_policy)


def role(arn: str):
    """As moto has it; None when nobody has created it."""
    partition, account = arn.split(":")[1], arn.split(":")[4]
    return next((one for one in iam_backends[account][partition].roles.values() if one.arn == arn), None)


def _documents(identity) -> list:
    return [*identity.policies.values(), *(policy.document for policy in identity.managed_policies.values())]
