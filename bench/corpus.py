"""Images to copy, made from seeds: the same parameters give the same digests on every machine.

A repository's tags share a base layer with other repositories and, five by five, a layer of their own. One in four tags
is an index of two platforms; the last tag is another name of the one before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from images import OCI, Image, Index, Layer, image, index

BASES = 4
PLATFORMS = ("linux/amd64", "linux/arm64")
PREFIX = "bench"


@dataclass(frozen=True)
class Corpus:
    """`scale` multiplies the sizes of layers; 1 makes about 17 MB a repository of 25 tags."""

    repositories: int = 40
    tags: int = 25
    scale: float = 1.0

    def images(self) -> Iterator[tuple[str, str, Image | Index]]:
        """Repository, tag and what it names."""
        for number in range(self.repositories):
            for tag in range(self.tags):
                yield f"{PREFIX}/app-{number:02}", self._name(tag), self._built(number, min(tag, self.tags - 2), "")

    def changes(self, share: float) -> Iterator[tuple[str, str, Image | Index]]:
        """Tags, spread over the repositories, that now name another image; at least one."""
        for number in range(max(1, round(self.repositories * self.tags * share))):
            repository, tag = number % self.repositories, number // self.repositories
            yield f"{PREFIX}/app-{repository:02}", self._name(tag), self._built(repository, tag, " again")

    def _name(self, tag: int) -> str:
        return "latest" if tag == self.tags - 1 else f"1.{tag}"

    def _built(self, repository: int, tag: int, build: str) -> Image | Index:
        built = [self._image(repository, tag, build, platform) for platform in PLATFORMS[: 1 + (tag % 4 == 1)]]
        return index(built, OCI) if len(built) > 1 else built[0]

    def _image(self, repository: int, tag: int, build: str, platform: str) -> Image:
        layers = [
            Layer(f"base {repository % BASES} {platform}", self._bytes(3_000_000)),
            Layer(f"app {repository} {tag // 5} {platform}", self._bytes(500_000)),
            Layer(f"top {repository} {tag} {platform}{build}", self._bytes(200_000)),
        ]
        return image(layers, OCI, platform)

    def _bytes(self, size: int) -> int:
        return max(100, int(size * self.scale))


def blobs(what: Image | Index) -> dict[str, int]:
    """Sizes by digest."""
    parts = what.images if isinstance(what, Index) else (what,)
    return {blob.digest: len(blob.content) for part in parts for blob in part.blobs}


def manifests(what: Image | Index) -> set[str]:
    """Digests."""
    return {what.digest, *(part.digest for part in (what.images if isinstance(what, Index) else ()))}
