"""BatchGetImage, PutImage and BatchDeleteImage: moto's have a registry of their own, beside the one that is pulled from.

A manifest that is put here goes to the docker-registry behind the account's front too, which refuses it
when a layer or child is missing.
"""

import http.client
import json

from moto.core.responses import ActionResult

from ..errors import ApiError
from . import images, pushes
from .listings import check_count, repository_of

MAX_MANIFEST_BYTES = 4 * 1024 * 1024


def batch_get_image(self):
    """acceptedMediaTypes is not looked at: ECR converts schema 1 only."""
    repository = repository_of(self)
    wanted = self._get_param("imageIds") or []
    check_count("imageIds", wanted)
    found, failures = [], []
    for image_id in wanted:
        image = repository.local_images.find(image_id)
        if image is None:
            failures.append(_failure(image_id))
        elif image.status != "ACTIVE":
            reason = f"The image is {image.status} and cannot be accessed"
            failures.append({"imageId": image_id, "failureCode": "ImageInaccessible", "failureReason": reason})
        else:
            found.append(_as_image(repository, image, image_id.get("imageTag")))
    return ActionResult({"images": found, "failures": failures})


def batch_delete_image(self):
    repository = repository_of(self)
    wanted = self._get_param("imageIds") or []
    check_count("imageIds", wanted)
    deleted, failures = [], []
    for image_id in wanted:
        gone = repository.local_images.delete(image_id)
        deleted += gone
        failures += [] if gone else [_failure(image_id)]
    return ActionResult({"imageIds": deleted, "failures": failures})


def put_image(self):
    repository = repository_of(self)
    manifest = self._get_param("imageManifest").encode()
    tag = self._get_param("imageTag")
    digest = images.digest_of(manifest)
    _check(repository, tag, manifest, self._get_param("imageDigest"))
    media_type = self._get_param("imageManifestMediaType") or json.loads(manifest).get("mediaType")
    if not media_type:
        raise ApiError("InvalidParameterException", "the manifest has no mediaType and none was given")
    _store(repository, tag or digest, manifest, media_type)
    image = repository.local_images.put(tag or digest, manifest, media_type)
    pushes.tell(repository, image, tag or digest)
    return ActionResult({"image": _as_image(repository, image, tag)})


def _failure(image_id: dict) -> dict:
    if not image_id.get("imageTag") and not image_id.get("imageDigest"):
        reason = "Invalid request parameters: both tag and digest cannot be null"
        return {"imageId": {}, "failureCode": "MissingDigestAndTag", "failureReason": reason}
    return {"imageId": image_id, "failureCode": "ImageNotFound", "failureReason": "Requested image not found"}


def _as_image(repository, image: images.Image, tag: str | None) -> dict:
    return {
        "registryId": repository.registry_id,
        "repositoryName": repository.name,
        "imageId": {"imageDigest": image.digest, **({"imageTag": tag} if tag else {})},
        "imageManifest": image.manifest,
        "imageManifestMediaType": image.media_type,
    }


def _check(repository, tag: str | None, manifest: bytes, announced: str | None) -> None:
    if len(manifest) > MAX_MANIFEST_BYTES:
        message = f"Invalid parameter at 'imageManifest' failed to satisfy constraint: 'at most {MAX_MANIFEST_BYTES}'"
        raise ApiError("InvalidParameterException", message)
    digest = images.digest_of(manifest)
    if announced and announced != digest:
        message = f"The provided digest '{announced}' does not match the manifest's '{digest}'"
        raise ApiError("ImageDigestDoesNotMatchException", message)
    wanted = {"imageDigest": digest, **({"imageTag": tag} if tag else {})}
    there = repository.local_images.find(wanted)
    if there is not None and there.status == "ACTIVE":
        message = (
            f"Image with digest '{digest}' and tag '{tag or ''}' already exists in the repository with name "
            f"'{repository.name}' in registry with id '{repository.registry_id}'"
        )
        raise ApiError("ImageAlreadyExistsException", message)
    if tag and images.is_immutable(repository, tag) and repository.local_images.find({"imageTag": tag}) is not None:
        raise ApiError("ImageTagAlreadyExistsException", images.immutable(repository, tag))


def _store(repository, reference: str, manifest: bytes, media_type: str) -> None:
    from .. import registries  # which imports this package

    registry = registries.behind(repository.registry_id, repository.region_name)
    if registry is None:
        return
    connection = http.client.HTTPConnection(*registry.upstream, timeout=60)
    path = f"/v2/{repository.name}/manifests/{reference}"
    connection.request("PUT", path, manifest, {"Content-Type": media_type})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    # Who counts the manifests that were put means those of the API, too.
    registries.faults.record(registry.host, "PUT", path, answer.status)
    if answer.status != 201:
        index = "manifests" in json.loads(manifest)
        raise ApiError("ReferencedImagesNotFoundException" if index else "LayersNotFoundException", body)
