"""Who may come in: ECR's tokens, a token service's Bearer, a private registry's user and password."""

import base64
import json
import secrets
import time
from urllib.parse import parse_qs

from ..ecr import account_settings, images, permissions, tokens
from . import paths

# What to answer in place of the request: status, body, headers.
Refusal = tuple[int, bytes, dict[str, str]]

BEARER_SECONDS = 300
# By method and kind of path;
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
_ECR_ACTIONS = {
    ("GET", "manifests"): "BatchGetImage",
    ("HEAD", "manifests"): "BatchGetImage",
    ("PUT", "manifests"): "PutImage",
    ("GET", "blobs"): "GetDownloadUrlForLayer",
    ("HEAD", "blobs"): "BatchCheckLayerAvailability",
    ("POST", "blobs"): "InitiateLayerUpload",
    ("PATCH", "blobs"): "UploadLayerPart",
    ("PUT", "blobs"): "CompleteLayerUpload",
    ("GET", "tags"): "ListImages",
}

# Expiry and scopes of the tokens that the token services have given out.
_bearers: dict[str, tuple[float, set[str]]] = {}


def errors(code: str, message: str) -> bytes:
    return json.dumps({"errors": [{"code": code, "message": message}]}).encode()


def refusal(registry, method: str, path: str, authorization: str) -> Refusal | None:
    """None when the request may pass."""
    if registry.mode == "ecr":
        return _ecr(registry, method, path, authorization)
    if registry.mode in ("bearer", "token"):
        return _bearer(registry, path, authorization)
    if registry.mode == "basic" and ":".join(_basic(authorization)) != registry.credentials:
        challenge = f'Basic realm="{registry.host}"'
        return 401, errors("UNAUTHORIZED", "authentication required"), {"Www-Authenticate": challenge}
    return None


def _ecr(registry, method: str, path: str, authorization: str) -> Refusal | None:
    user, password = _basic(authorization)
    token = tokens.find(password) if user == "AWS" else None
    if token is None or token.region != registry.region:
        challenge = f'Basic realm="https://{registry.host}/",service="ecr.amazonaws.com"'
        return 401, b"Not Authorized\n", {"Www-Authenticate": challenge}
    if token.expires < time.time():
        return 403, errors("DENIED", "Your authorization token has expired. Reauthenticate and try again."), {}
    named = paths.parse(path)
    action = _ECR_ACTIONS.get((method, named.kind)) if named else None
    if action:
        reason = permissions.with_token(
            token.identity, f"ecr:{action}", registry.account, registry.region, named.repository
        )
        if reason:
            return 403, errors("DENIED", reason), {}
    return None


def may_mount(registry, query: str, authorization: str) -> bool:
    """In accounts that have opted in, for who may download from the other repository; the request itself is let in."""
    other = parse_qs(query).get("from", [""])[0]
    if not account_settings.mounts_blobs(registry.account, registry.region):
        return False
    if images.repository(registry.account, registry.region, other) is None:
        return False
    identity = tokens.find(_basic(authorization)[1]).identity
    action = "ecr:GetDownloadUrlForLayer"
    return permissions.with_token(identity, action, registry.account, registry.region, other) is None


def _bearer(registry, path: str, authorization: str) -> Refusal | None:
    named = paths.parse(path)
    wanted = registry.scope or (f"repository:{named.repository}:pull" if named else "")
    expires, scopes = _bearers.get(authorization.removeprefix("Bearer "), (0.0, set()))
    if expires > time.time() and (not wanted or wanted in scopes):
        return None
    scope = f',scope="{wanted}"' if wanted else ""
    realm = f"https://{registry.host}/token{'/' if registry.scope else ''}"
    challenge = f'Bearer realm="{realm}",service="{registry.host}"{scope}'
    return 401, errors("UNAUTHORIZED", "authentication required"), {"Www-Authenticate": challenge}


def token_answer(registry, query: str, authorization: str) -> Refusal:
    """The token service. A private one (mode token) lets only its user in; wrong passwords open no public one either."""
    given = ":".join(_basic(authorization)) if authorization else ""
    if given != registry.credentials and (given or registry.mode == "token"):
        return 401, errors("UNAUTHORIZED", "incorrect username or password"), {}
    token = secrets.token_hex(24)
    scopes = {scope for value in parse_qs(query).get("scope", []) for scope in value.split(" ")}
    pulls = {registry.scope} if registry.scope else {scope for scope in scopes if scope.endswith(":pull")}
    _bearers[token] = (time.time() + BEARER_SECONDS, pulls)
    return 200, json.dumps({"token": token, "access_token": token, "expires_in": BEARER_SECONDS}).encode(), {}


def given_out() -> list[str]:
    """The tokens of the token services."""
    return list(_bearers)


def _basic(authorization: str) -> tuple[str, str]:
    if not authorization.startswith("Basic "):
        return "", ""
    user, _, password = base64.b64decode(authorization[6:]).decode().partition(":")
    return user, password
