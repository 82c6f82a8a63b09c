"""Images for tests: pushed and looked at as a user would."""

import base64
import subprocess

from images import Image, Index, Layer, Registry, image, index
from images.connection import FrontConnection

PLATFORMS = ("linux/amd64", "linux/arm64")
TWO_PLATFORMS = index([image([Layer("base", 2000), Layer(one, 2000)], platform=one) for one in PLATFORMS])
ONE_PLATFORM = image([Layer("base", 2000), Layer("other", 2000)])


def login(account) -> tuple[str, str]:
    """The registry's host, and user:password."""
    data = account.client("ecr").get_authorization_token()["authorizationData"][0]
    host = data["proxyEndpoint"].removeprefix("https://")
    return host, base64.b64decode(data["authorizationToken"]).decode()


def front(server, account) -> Registry:
    host, credentials = login(account)
    return Registry(FrontConnection(server.run_dir, host), credentials)


def push(server, account, repository: str, tag: str, what: Image | Index) -> str:
    """Answers the digest."""
    return front(server, account).push(repository, tag, what)


def skopeo(server, *arguments: str) -> str:
    command = ["skopeo", "--insecure-policy", *arguments]
    return server.run(*command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout
