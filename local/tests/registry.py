"""Images for tests: made, pushed and looked at as a user would."""

import base64
import json
import subprocess
import sys
from pathlib import Path

MAKER = Path(__file__).resolve().parent.parent / "images" / "make-image.py"


def make(layout: Path, tag: str, *arguments: str) -> str:
    """Adds an image to the OCI layout; answers its digest."""
    command = [sys.executable, str(MAKER), str(layout), tag, "--size", "2000", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def login(account) -> tuple[str, str]:
    """The registry's host, and user:password."""
    data = account.client("ecr").get_authorization_token()["authorizationData"][0]
    host = data["proxyEndpoint"].removeprefix("https://")
    return host, base64.b64decode(data["authorizationToken"]).decode()


def auth_file(*accounts) -> str:
    auths = {}
    for account in accounts:
        host, credentials = login(account)
        auths[host] = {"auth": base64.b64encode(credentials.encode()).decode()}
    return json.dumps({"auths": auths})


def push(server, account, layout: Path, tag: str, repository: str, to_tag: str) -> None:
    host, credentials = login(account)
    skopeo(server, "copy", "--all", "--preserve-digests", "--dest-creds", credentials, f"oci:{layout}:{tag}",
           f"docker://{host}/{repository}:{to_tag}")


def skopeo(server, *arguments: str) -> str:
    command = ["skopeo", "--insecure-policy", *arguments]
    return server.run(*command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout
