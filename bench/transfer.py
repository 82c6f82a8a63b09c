"""The least that a copy takes: each blob is downloaded once and uploaded once, each manifest put once."""

import http.client

from corpus import blobs
from images import Image, Index
from images.mediatypes import MANIFESTS

Side = tuple[http.client.HTTPConnection, str]


def move(source: Side, destination: Side, repository: str, to: str, tagged: list[tuple[str, Image | Index]],
         there: set[str]) -> None:
    """`tagged` are tags and what they name; `there` the digests that `to` has, to which the moved ones are added."""
    for tag, what in tagged:
        for digest in blobs(what):
            if digest not in there:
                there.add(digest)
                _, content = _ask(source, "GET", f"{repository}/blobs/{digest}", 200)
                location, _ = _ask(destination, "POST", f"{to}/blobs/uploads/", 202)
                path = location.split("/v2/", 1)[1]
                path += f"{'&' if '?' in path else '?'}digest={digest}"
                _ask(destination, "PUT", path, 201, content, "application/octet-stream")
        children = what.images if isinstance(what, Index) else ()
        for reference, one in [*((child.digest, child) for child in children), (tag, what)]:
            if one.digest not in there or reference == tag:
                there.add(one.digest)
                manifest = one.manifest
                _ask(destination, "PUT", f"{to}/manifests/{reference}", 201, manifest.content, manifest.media_type)


def head(side: Side, repository: str, tag: str) -> None:
    _ask(side, "HEAD", f"{repository}/manifests/{tag}", 200)


def _ask(side: Side, method: str, path: str, expected: int, body: bytes | None = None,
         kind: str = "") -> tuple[str, bytes]:
    """Location and content."""
    connection, token = side
    headers = {"Authorization": f"Basic {token}", "Accept": ", ".join(MANIFESTS),
               **({"Content-Type": kind} if kind else {})}
    connection.request(method, f"/v2/{path}", body, headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != expected:
        raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
    return answer.headers.get("Location", ""), content
