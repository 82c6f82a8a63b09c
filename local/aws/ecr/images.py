"""The images of a repository, one for each manifest: what a front and the API both read and write."""

import hashlib
import threading

from moto.ecr import models

_lock = threading.Lock()


def repository(account: str, region: str, name: str):
    """None when nobody has created it."""
    return models.ecr_backends[account][region].repositories.get(name)


def find(repository, image_id: dict):
    """The image that an ImageIdentifier means: both parts must fit when both are given."""
    tag, digest = image_id.get("imageTag"), image_id.get("imageDigest")
    for image in list(repository.images):
        if (not tag or tag in image.image_tags) and (not digest or digest == image.get_image_digest()):
            return image
    return None


def record(repository, reference: str, manifest: bytes, media_type: str | None):
    """Keeps a stored manifest; `reference` is its tag or digest. A tag moves to its newest manifest.

    The children of an index stay untagged, as on ECR.
    """
    digest = digest_of(manifest)
    with _lock:
        image = find(repository, {"imageDigest": digest})
        if image is None:
            account = repository.registry_id
            image = models.Image(account, None, manifest.decode(), repository.name, media_type, digest)
            repository.images.append(image)
        if not reference.startswith("sha256:"):
            for other in repository.images:
                other.remove_tag(reference)
                if not other.image_tags:
                    other.image_tag = None
            image.update_tag(reference)
        return image


def digest_of(manifest: bytes) -> str:
    return "sha256:" + hashlib.sha256(manifest).hexdigest()


def immutable(repository, tag: str) -> str:
    return (
        f"The image tag '{tag}' already exists in the '{repository.name}' repository "
        "and cannot be overwritten because the repository is immutable."
    )
