"""GetAuthorizationToken, replaced in moto: its tokens have expired in 2015, and mean nothing.

A token opens every registry of its region that its caller may use.
"""

import base64
import secrets
import time
from dataclasses import dataclass

from moto.core.responses import ActionResult

from . import permissions
from .hosts import host_of

_LIFETIME_S = 12 * 3600


@dataclass(frozen=True)
class Token:
    expires: float  # seconds since 1970
    region: str
    identity: permissions.Identity


_tokens: dict[str, Token] = {}


def find(password: str) -> Token | None:
    return _tokens.get(password)


def given_out() -> list[str]:
    return list(_tokens)


def get_authorization_token(self):
    data = []
    for account in self._get_param("registryIds") or [self.current_account]:
        password = "local-" + secrets.token_hex(24)
        expires = time.time() + _LIFETIME_S
        _tokens[password] = Token(expires, self.region, permissions.identity_of(self))
        data.append({
            "authorizationToken": base64.b64encode(f"AWS:{password}".encode()).decode(),
            "expiresAt": expires,
            "proxyEndpoint": f"https://{host_of(account, self.region)}",
        })
    return ActionResult({"authorizationData": data})
