"""GetAuthorizationToken, replaced in moto: its tokens have expired in 2015, and mean nothing."""

import base64
import secrets
import time

from moto.core.responses import ActionResult

from ..settings import settings
from .hosts import host_of

_expiry: dict[str, float] = {}


def expiry_of(token: str) -> float | None:
    """In seconds since 1970; None for a token that was never given out."""
    return _expiry.get(token)


def get_authorization_token(self):
    data = []
    for account in self._get_param("registryIds") or [self.current_account]:
        token = "local-" + secrets.token_hex(24)
        expires = time.time() + settings.ecr_token_seconds
        _expiry[token] = expires
        data.append({
            "authorizationToken": base64.b64encode(f"AWS:{token}".encode()).decode(),
            "expiresAt": expires,
            "proxyEndpoint": f"https://{host_of(account, self.region)}",
        })
    return ActionResult({"authorizationData": data})
