"""A registry over HTTP: pushes images, and says what is there.

https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
"""

import base64
import http.client
import json
from urllib.parse import urlencode

from .image import Blob, Image, Index, digest_of
from .mediatypes import MANIFESTS


class Unexpected(Exception):
    """The registry has answered something else than it should."""


class Registry:
    def __init__(self, connection: http.client.HTTPConnection, credentials: str = ""):
        """`credentials` are user:password, if it asks for any."""
        self._connection = connection
        self._headers = {}
        if credentials:
            self._headers["Authorization"] = "Basic " + base64.b64encode(credentials.encode()).decode()
        self._pushed: dict[str, set[str]] = {}  # by digest, the repositories that have got it from here

    def push(self, repository: str, tag: str, what: Image | Index) -> str:
        """Answers the digest."""
        for child in what.images if isinstance(what, Index) else ():
            if repository not in self._pushed.get(child.digest, ()):
                self.push(repository, child.digest, child)
        for blob in what.blobs if isinstance(what, Image) else ():
            self._push_blob(repository, blob)
        headers = {"Content-Type": what.manifest.media_type}
        self._request("PUT", f"{repository}/manifests/{tag}", (201,), what.manifest.content, headers)
        self._pushed.setdefault(what.digest, set()).add(repository)
        return what.digest

    def manifest(self, repository: str, reference: str) -> bytes | None:
        """None if there is none."""
        headers = {"Accept": ", ".join(MANIFESTS)}
        status, content, _ = self._request("GET", f"{repository}/manifests/{reference}", (200, 404), None, headers)
        return content if status == 200 else None

    def digest(self, repository: str, reference: str) -> str | None:
        """Worked out from the content, not taken from a header."""
        content = self.manifest(repository, reference)
        return None if content is None else digest_of(content)

    def has_blob(self, repository: str, digest: str) -> bool:
        return self._request("HEAD", f"{repository}/blobs/{digest}", (200, 404))[0] == 200

    def complete(self, repository: str, reference: str) -> list[str]:
        """Digests of a manifest and all its children, the first first; raises when anything below is missing."""
        content = self.manifest(repository, reference)
        if content is None:
            raise Unexpected(f"{repository} has no {reference}")
        manifest = json.loads(content)
        found = [digest_of(content)]
        for child in manifest.get("manifests", []):
            found += self.complete(repository, child["digest"])
        for blob in [manifest["config"], *manifest["layers"]] if "layers" in manifest else []:
            if not self.has_blob(repository, blob["digest"]):
                raise Unexpected(f"{repository}@{found[0]} has no blob {blob['digest']}")
        return found

    def _push_blob(self, repository: str, blob: Blob) -> None:
        holders = self._pushed.setdefault(blob.digest, set())
        if repository in holders:
            return
        query = "?" + urlencode({"mount": blob.digest, "from": next(iter(holders))}) if holders else ""
        status, _, location = self._request("POST", f"{repository}/blobs/uploads/{query}", (201, 202))
        holders.add(repository)
        if status == 201:
            return  # mounted
        path = location.split("/v2/", 1)[1]
        path += ("&" if "?" in path else "?") + urlencode({"digest": blob.digest})
        self._request("PUT", path, (201,), blob.content, {"Content-Type": "application/octet-stream"})

    def _request(self, method: str, path: str, expected: tuple[int, ...], body: bytes | None = None,
                 headers: dict | None = None) -> tuple[int, bytes, str]:
        """Status, body and Location."""
        for last in (False, True):
            try:
                self._connection.request(method, f"/v2/{path}", body, {**self._headers, **(headers or {})})
                answer = self._connection.getresponse()
                content = answer.read()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self._connection.close()  # an idle connection may have been closed meanwhile
                if last:
                    raise
        if answer.status not in expected:
            raise Unexpected(f"{method} {path}: {answer.status} {content.decode(errors='replace')[:300]}")
        return answer.status, content, answer.headers.get("Location", "")
