"""The statuses as the table of images has them, each compared with what the registries really hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from images.registry import Unexpected
from sandbox import EcrRegistry, Replicator, Sandbox

from .screen import Screen


@dataclass(frozen=True)
class Finding:
    """`there` and `here` are digests at source and destination, the image's own first; none if anything is missing."""

    image: str
    status: str
    reason: str
    digest: str
    there: tuple[str, ...]
    here: tuple[str, ...]

    @property
    def proven(self) -> bool:
        return self.status == "SUCCEEDED" and self.there == self.here and self.here[:1] == (self.digest,)


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
    there = _held(sandbox.source, repository, tag)
    here = _held(sandbox.destination, f"{prefix}/{repository}", tag)
    return Finding(name, status or "no row", reason, digest, there, here)


def _held(registry: EcrRegistry, repository: str, tag: str) -> tuple[str, ...]:
    try:
        return tuple(registry.complete(repository, tag))
    except Unexpected:
        return ()


def _comparison(one: Finding) -> str:
    if not one.there:
        return "-"
    if one.there != one.here:
        return "DIFFERENT" if one.here else "missing"
    platforms = len(one.there) - 1
    return f"the same, {platforms} platforms" if platforms else "the same"
