"""The images of a repository, one for each manifest: what a front and the API both read and write."""

import fnmatch
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field

from moto.ecr import models


@dataclass
class Image:
    digest: str
    manifest: str
    media_type: str | None
    pushed_at: float = field(default_factory=time.time)
    tags: dict[str, None] = field(default_factory=dict)  # in the order in which they were given
    archived_at: float = 0
    activated_at: float = 0  # of one that comes back from the archive, when it will be there

    @property
    def status(self) -> str:
        if self.archived_at > self.activated_at:
            return "ARCHIVED"
        return "ACTIVATING" if self.activated_at > time.time() else "ACTIVE"


class Images:
    """By digest and by tag, so that a repository may have 100,000."""

    def __init__(self):
        self._lock = threading.RLock()
        self._images: dict[str, Image] = {}
        self._digests: dict[str, str] = {}

    def all(self) -> list[Image]:
        with self._lock:
            return list(self._images.values())

    def find(self, image_id: dict) -> Image | None:
        """The one that an ImageIdentifier means: both parts must fit when both are given."""
        tag, digest = image_id.get("imageTag"), image_id.get("imageDigest")
        with self._lock:
            found = self._images.get(self._digests.get(tag, "") if tag else digest or "")
            return found if found and digest in (None, found.digest) else None

    def put(self, reference: str, manifest: bytes, media_type: str | None) -> Image:
        """`reference` is a tag or the digest. A tag moves to its newest manifest; an index' children have none.

        An image that is put again comes back from the archive at once.
        """
        digest = digest_of(manifest)
        with self._lock:
            image = self._images.setdefault(digest, Image(digest, manifest.decode(), media_type))
            if image.status != "ACTIVE":
                image.activated_at = time.time()
            if not reference.startswith("sha256:"):
                self._untag(reference)
                self._digests[reference] = digest
                image.tags[reference] = None
            return image

    def delete(self, image_id: dict) -> list[dict]:
        """The ids that went: a tag, and the image with its last one; or, by digest, the image with all of them."""
        with self._lock:
            image = self.find(image_id)
            if image is None:
                return []
            gone = [image_id["imageTag"]] if image_id.get("imageTag") else list(image.tags)
            for tag in gone:
                self._untag(tag)
            if not image.tags:
                del self._images[image.digest]
            return [{"imageDigest": image.digest, "imageTag": tag} for tag in gone] or [{"imageDigest": image.digest}]

    def size(self, image: Image) -> int | None:
        """Compressed bytes; of an index the largest of its children."""
        manifest = json.loads(image.manifest)
        if "layers" in manifest:
            return manifest.get("config", {}).get("size", 0) + sum(one.get("size", 0) for one in manifest["layers"])
        children = [self._images.get(one["digest"]) for one in manifest.get("manifests", [])]
        return max((self.size(child) or 0 for child in children if child), default=None)

    def _untag(self, tag: str) -> None:
        digest = self._digests.pop(tag, None)
        if digest:
            self._images[digest].tags.pop(tag)


def install() -> None:
    """Each of moto's repositories has such images, its local_images, in place of its own."""
    models.Repository.images = property(lambda self: self.local_images.all(), lambda self, value: None)


def repository(account: str, region: str, name: str):
    """None when nobody has created it."""
    return models.ecr_backends[account][region].repositories.get(name)


def digest_of(manifest: bytes) -> str:
    return "sha256:" + hashlib.sha256(manifest).hexdigest()


def is_immutable(repository, tag: str) -> bool:
    """Whether it can never point to another image."""
    mode, filters = repository.image_tag_mutability, repository.image_tag_mutability_exclusion_filters or []
    excluded = any(fnmatch.fnmatchcase(tag, one["filter"]) for one in filters)  # their only pattern is *
    return mode.startswith("IMMUTABLE") != excluded


def immutable(repository, tag: str) -> str:
    return (
        f"The image tag '{tag}' already exists in the '{repository.name}' repository "
        "and cannot be overwritten because the repository is immutable."
    )
