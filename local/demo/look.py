"""The statuses as the table of images has them, each compared with what the registries really hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from images.registry import Unexpected
from sandbox import Replicator, Sandbox

from .screen import Screen


@dataclass(frozen=True)
class Finding:
    """`manifests` are digests, the image's own first; none if source and destination are not the same."""

    image: str
    status: str
    reason: str
    digest: str
    manifests: tuple[str, ...]

    @property
    def proven(self) -> bool:
        return self.status == "SUCCEEDED" and self.manifests[:1] == (self.digest,)


def findings(sandbox: Sandbox, replicator: Replicator, prefix: str, names: Iterable[str]) -> list[Finding]:
    rows = replicator.images()
    return [_finding(sandbox, rows.get(f"{prefix}/{name}", {}), prefix, name) for name in names]


def table(screen: Screen, found: list[Finding]) -> None:
    screen.line(f"{'image':<22} {'status':<10} {'digest':<20} at both ends")
    for one in found:
        shown = one.digest[:19] if one.digest else "-"
        screen.line(f"{one.image:<22} {one.status:<10} {shown:<20} {_comparison(one)}")
        if one.reason:
            screen.quote(one.reason)


def _finding(sandbox: Sandbox, row: dict, prefix: str, name: str) -> Finding:
    repository, tag = name.rsplit(":", 1)
    status, reason, digest = (row.get(key, "") for key in ("status", "reason", "digest"))
    try:
        there = sandbox.source.complete(repository, tag)
        here = sandbox.destination.complete(f"{prefix}/{repository}", tag)
    except Unexpected:
        there, here = [], []
    return Finding(name, status or "no row", reason, digest, tuple(there) if there == here else ())


def _comparison(one: Finding) -> str:
    if not one.manifests:
        return "-"
    if not one.proven:
        return "DIFFERENT"
    platforms = len(one.manifests) - 1
    return f"the same, {platforms} platforms" if platforms else "the same"
