"""What has been given out that nobody else may read: of roles that were assumed, of ECR, of token services."""

from moto.sts.models import sts_backends

from .ecr import tokens
from .registries import authentication


def given_out() -> list[str]:
    roles = [
        role
        for backends in list(sts_backends.values())
        for backend in list(backends.values())
        for role in list(backend.assumed_roles)
    ]
    return [
        *(secret for role in roles for secret in (role.secret_access_key, role.session_token)),
        *tokens.given_out(),
        *authentication.given_out(),
    ]
