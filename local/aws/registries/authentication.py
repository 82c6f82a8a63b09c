"""Who may come in: ECR's tokens, a token service's Bearer, a private registry's user and password."""

import base64
import json
import re
import time

from ..ecr import tokens

# What to answer in place of the request: status, body, headers.
Refusal = tuple[int, bytes, dict[str, str]]


def errors(code: str, message: str) -> bytes:
    return json.dumps({"errors": [{"code": code, "message": message}]}).encode()


def refusal(registry, path: str, authorization: str) -> Refusal | None:
    """None when the request may pass."""
    if registry.mode == "ecr":
        return _ecr(registry, authorization)
    if registry.mode == "bearer" and not authorization.startswith("Bearer "):
        match = re.match(r"/v2/(.+?)/(manifests|blobs|tags)/", path)
        scope = f',scope="repository:{match.group(1)}:pull"' if match else ""
        challenge = f'Bearer realm="https://{registry.host}/token",service="local"{scope}'
        return 401, errors("UNAUTHORIZED", "authentication required"), {"Www-Authenticate": challenge}
    if registry.mode == "basic" and ":".join(_basic(authorization)) != registry.credentials:
        challenge = f'Basic realm="{registry.host}"'
        return 401, errors("UNAUTHORIZED", "authentication required"), {"Www-Authenticate": challenge}
    return None


def _ecr(registry, authorization: str) -> Refusal | None:
    user, password = _basic(authorization)
    expires = tokens.expiry_of(password) if user == "AWS" else None
    if expires is None:
        challenge = f'Basic realm="https://{registry.host}/",service="ecr.amazonaws.com"'
        return 401, b"Not Authorized\n", {"Www-Authenticate": challenge}
    if expires < time.time():
        return 403, errors("DENIED", "Your authorization token has expired. Reauthenticate and try again."), {}
    return None


def _basic(authorization: str) -> tuple[str, str]:
    if not authorization.startswith("Basic "):
        return "", ""
    user, _, password = base64.b64decode(authorization[6:]).decode().partition(":")
    return user, password
