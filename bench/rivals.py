"""Other ways to copy the same tags, each into repositories of its own."""

import base64
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from images.connection import FrontConnection
from measure import AT_ONCE
from sandbox import EcrRegistry, Sandbox
from transfer import head, move

MEMORY = "/dev/shm"  # where copy-images.sh keeps skopeo's cache
# Under load docker-registry answers some request with 500; the replaced system tries again, too.
TRIES = 3
Tags = list[tuple[str, str]]


class Rivals:
    def __init__(self, sandbox: Sandbox, work: Path, other: dict[str, str]):
        """`other` hosts have these logins, user and password in base64."""
        self._server = sandbox.server
        self._source = sandbox.source
        self._destination = sandbox.destination
        self._work = work
        self._moved: dict[str, set[str]] = {}
        self._auth = work / "auth.json"
        tokens = {one.host: _token(one) for one in (sandbox.source, sandbox.destination)} | other
        self._auth.write_text(json.dumps({"auths": {host: {"auth": token} for host, token in tokens.items()}}))

    def a_process_a_tag(self, prefix: str, tags: Tags, host: str = "") -> int:
        """`skopeo copy --all`, each in a container of its own, like the replaced system; answers how many."""
        def copy(one: tuple[str, str]) -> None:
            repository, tag = one
            self._skopeo("copy", "--quiet", f"docker://{host or self._source.host}/{repository}:{tag}",
                         f"docker://{self._destination.host}/{prefix}/{repository}:{tag}")
        self._all(copy, tags)
        return len(tags)

    def sync_a_repository(self, prefix: str, tags: Tags, at_once: int = AT_ONCE) -> None:
        """`skopeo sync --all`, a process for each repository."""
        def sync(repository: str) -> None:
            parent = f"{prefix}/{repository}".rpartition("/")[0]
            self._skopeo("sync", "--src", "docker", "--dest", "docker",
                         f"{self._source.host}/{repository}", f"{self._destination.host}/{parent}")
        self._all(sync, sorted({repository for repository, _ in tags}), at_once)

    def limit(self, prefix: str, missing: dict[str, list]) -> None:
        """Each missing blob and manifest of a repository moved once, by plain HTTP; `missing` by repository."""
        def transfer(repository: str) -> None:
            sides = [(FrontConnection(self._server.run_dir, one.host), _token(one))
                     for one in (self._source, self._destination)]
            there = self._moved.setdefault(repository, set())
            move(*sides, repository, f"{prefix}/{repository}", missing[repository], there)
        self._all(transfer, sorted(missing))

    def heads(self, host: str, login: str, tags: Tags) -> None:
        """The limit of looking: one HEAD a tag, each thread on a connection of its own."""
        def look(some: Tags) -> None:
            side = (FrontConnection(self._server.run_dir, host), login)
            for repository, tag in some:
                head(side, repository, tag)
        self._all(look, [tags[first::AT_ONCE] for first in range(AT_ONCE)])

    def _all(self, one_of, things: list, at_once: int = AT_ONCE) -> None:
        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(one_of, things))

    def _skopeo(self, command: str, *arguments: str) -> None:
        with tempfile.TemporaryDirectory(dir=self._work) as fresh, tempfile.TemporaryDirectory(dir=MEMORY) as known:
            # A new container knows of no blob; root's cache would be another place.
            cache = ["env", f"XDG_DATA_HOME={known}", "_CONTAINERS_ROOTLESS_UID=65534"]
            options = ["--all", "--preserve-digests", "--authfile", str(self._auth)]
            skopeo = ["skopeo", "--tmpdir", fresh, command, *options, *arguments]
            for tries_left in reversed(range(TRIES)):
                try:
                    return self._server.run(*cache, *skopeo, capture_output=True)
                except subprocess.CalledProcessError as failed:
                    print(failed.stderr, file=sys.stderr, end="")
                    if not tries_left:
                        raise


def _token(registry: EcrRegistry) -> str:
    """User and password, base64."""
    data = registry.account.client("ecr").get_authorization_token()["authorizationData"][0]
    token = data["authorizationToken"]
    assert base64.b64decode(token).startswith(b"AWS:")
    return token
