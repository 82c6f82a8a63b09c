"""Credentials of each kind are used, and found nowhere but where they belong.

Three stacks replicate with an access key, a password and a registry token, and fail with each of them. Meanwhile
somebody watches the stack's secret, to know what the tasks log in with, the command lines of all processes, and all events.
"""

import base64
import json
import os
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from botocore.exceptions import ClientError
from conftest import PREFIX
from faults import ALWAYS, Faults
from images import Layer, Registry, image
from images.connection import behind
from secret_forms import AUTHORIZATION, forms
from secret_kinds import BASIC, BASIC_HOST, REGISTRIES, TOKEN, TOKEN_HOST
from secret_places import Bus, produced

EMPTY = '{"auths":{}}'


class Watch:
    """What the secrets of the stacks have held, and what processes were started with, since it began."""

    def __init__(self, sandbox):
        self.logins: set[str] = set()
        self.command_lines: set[str] = set()
        self._secrets = sandbox.server.home.client("secretsmanager")
        self._over = threading.Event()

    def __enter__(self):
        threads = ThreadPoolExecutor()
        self._looking = [threads.submit(self._repeat, look) for look in (self._file, self._processes)]
        return self

    def __exit__(self, *_):
        """Raises what has kept it from looking."""
        self._over.set()
        for one in self._looking:
            one.result()

    def _repeat(self, look):
        while not self._over.wait(0.05):
            look()

    def _file(self):
        try:
            for secret in self._secrets.list_secrets()["SecretList"]:
                text = self._secrets.get_secret_value(SecretId=secret["ARN"])["SecretString"]
                self.logins |= {one["auth"] for one in json.loads(text)["auths"].values()}
        except ClientError:
            pass  # a stack is being deleted

    def _processes(self):
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue  # it has ended
            if not any(registry in line for registry in REGISTRIES):  # the emulated AWS itself is told what is right
                self.command_lines.add(line)


class Lived(NamedTuple):
    """What must not be found, what is there by the name of its place, and the logins that the watch has seen."""

    needles: set[str]
    places: dict[str, str]
    stacks: list
    logins: set[str]


@pytest.fixture(scope="module")
def lived(sandbox):
    for tag in ("1", "2"):
        for host in (BASIC_HOST, TOKEN_HOST):
            Registry(behind(sandbox.server.run_dir, host)).push("secrets/app", tag, image([Layer(host + tag)]))
        sandbox.source.push("secrets/app", tag, image([Layer(f"secrets {tag}")]))
    key = sandbox.server.account(sandbox.server.home.id)
    sandbox.put_credential("secrets-key", json.dumps({"access_key_id": key.access_key, "secret_access_key": key.secret_key}))
    for name, (user, password) in {"secrets-basic": BASIC, "secrets-token": TOKEN}.items():
        sandbox.put_credential(name, json.dumps({"username": user, "password": password}))
    common = {"srcList": "SELECTED", "srcImageList": "secrets/app:1", "destPrefix": PREFIX, "registryAddresses": "ANY"}
    with Watch(sandbox) as watch, Bus(sandbox) as bus:
        stacks = [
            sandbox.deploy("secret-key", srcRegion=sandbox.source.region, srcCredential="secrets-key",
                           destCredential="secrets-key", **common),
            sandbox.deploy("secret-basic", sourceType="Private", srcRegistry=BASIC_HOST, srcCredential="secrets-basic", **common),
            sandbox.deploy("secret-token", sourceType="Private", srcRegistry=TOKEN_HOST, srcCredential="secrets-token", **common),
        ]
        assert [stack.first_run().status for stack in stacks] == ["SUCCEEDED"] * 3
        for stack, fault in zip(stacks, (sandbox.source.host, BASIC_HOST, TOKEN_HOST), strict=True):
            fail(sandbox, stack, fault)
        time.sleep(0.2)
    logins = {base64.b64decode(one).decode() for one in watch.logins}
    needles = {key.secret_key, BASIC[1], TOKEN[1]} | {base64.b64encode(":".join(one).encode()).decode() for one in (BASIC, TOKEN)}
    needles |= watch.logins | {one.split(":", 1)[1] for one in logins}
    needles |= set(sandbox.server.control("GET", "secrets"))
    places = {"command lines": "\n".join(watch.command_lines), "events": bus.text, **produced(sandbox, stacks)}
    yield Lived(needles, places, stacks, logins)
    for stack in stacks:
        stack.delete()


def fail(sandbox, stack, host: str):
    """The source refuses an image whose repository it has let in before: while listing, or while copying."""
    faults = Faults(sandbox)
    denied = '{"errors": [{"code": "DENIED", "message": "access is denied"}]}'
    faults.registry(host=host, path="secrets/app", status=403, body=denied, times=ALWAYS)
    stack.select("secrets/app:2")
    try:
        status = stack.run().status
    finally:
        ended = faults.end()
    assert (status, ended.unmet()) == ("FAILED", [])


def test_credentials_are_found_nowhere_in_no_form(lived, tmp_path):
    looked_for = tmp_path / "looked-for"  # thousands of words in megabytes: a matter for grep
    looked_for.write_text("\n".join(form for needle in lived.needles for form in forms(needle)))
    found = {
        place: subprocess.run(
            ["grep", "-aoFf", looked_for], input=text.encode(), capture_output=True, env={**os.environ, "LC_ALL": "C"}).stdout
        for place, text in {**lived.places, "itself": looked_for.read_text()}.items()
    }
    assert found.pop("itself").splitlines() == looked_for.read_bytes().splitlines(), "it does find"
    assert {place: words[:20] for place, words in found.items() if words} == {}


def test_no_authorization_header_is_found_whoevers_it_may_be(lived):
    assert [(place, one[:20]) for place, text in lived.places.items() for one in AUTHORIZATION.findall(text)] == []


def test_watch_has_seen_what_there_was_to_see(lived):
    """Otherwise finding nothing would prove nothing."""
    assert {":".join(BASIC), ":".join(TOKEN)} <= lived.logins
    assert any(login.startswith("AWS:") for login in lived.logins)
    assert len(lived.needles) >= 30  # tokens of ECR and of token services, keys and session tokens of every function
    places = lived.places
    assert "skopeo" in places["command lines"] and "--authfile" in places["command lines"]
    for place in ("tasks", "tables of secret-token", "log groups", "messages", "events"):
        assert "secrets/app" in places[place], place
    assert "1 image copied" in places["history of secret-key"]
    children = [text for place, text in places.items() if place.startswith("map-children/")]
    assert len(children) >= 3 and all("PrepareBatch" in text for text in children)


def test_secret_is_emptied_and_its_former_version_too(sandbox, lived):
    secrets = sandbox.server.home.client("secretsmanager")
    for stack in lived.stacks:
        secret = stack.resources["RegistryAuth"]
        assert secrets.get_secret_value(SecretId=secret)["SecretString"] == EMPTY
        stages = secrets.describe_secret(SecretId=secret)["VersionIdsToStages"].values()
        assert [stage for each in stages for stage in each] == ["AWSCURRENT"]
