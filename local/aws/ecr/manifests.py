"""BatchGetImage and PutImage, replaced in moto: theirs is a registry of its own, beside the one that is pulled from.

A manifest that is put here goes to the docker-registry behind the account's front too, which refuses it
when a layer or child is missing.
"""

import http.client
import json

from moto.core.responses import ActionResult
from moto.ecr.exceptions import RepositoryNotFoundException

from ..errors import ApiError
from . import images


def batch_get_image(self):
    repository = _repository(self)
    found, failures = [], []
    for wanted in self._get_param("imageIds") or []:
        image = images.find(repository, wanted) if wanted else None
        if image is None:
            reason = "Requested image not found"
            failures.append({"imageId": wanted, "failureCode": "ImageNotFound", "failureReason": reason})
        else:
            found.append(_as_image(image, wanted.get("imageTag")))
    return ActionResult({"images": found, "failures": failures})


def put_image(self):
    repository = _repository(self)
    manifest = self._get_param("imageManifest").encode()
    tag = self._get_param("imageTag")
    digest = images.digest_of(manifest)
    _check(repository, tag, digest, self._get_param("imageDigest"))
    media_type = self._get_param("imageManifestMediaType") or json.loads(manifest).get("mediaType")
    if not media_type:
        raise ApiError("InvalidParameterException", "the manifest has no mediaType and none was given")
    _store(repository, tag or digest, manifest, media_type)
    return ActionResult({"image": _as_image(images.record(repository, tag or digest, manifest, media_type), tag)})


def _repository(self):
    name = self._get_param("repositoryName")
    backend = self.ecr_backend
    if name not in backend.repositories:
        raise RepositoryNotFoundException(name, backend.account_id)
    return backend.repositories[name]


def _as_image(image, tag: str | None) -> dict:
    image_id = {"imageDigest": image.get_image_digest()}
    if tag:
        image_id["imageTag"] = tag
    return {
        "registryId": image.registry_id,
        "repositoryName": image.repository_name,
        "imageId": image_id,
        "imageManifest": image.image_manifest,
        "imageManifestMediaType": image.image_manifest_media_type,
    }


def _check(repository, tag: str | None, digest: str, announced: str | None) -> None:
    if announced and announced != digest:
        message = f"The provided digest '{announced}' does not match the manifest's '{digest}'"
        raise ApiError("ImageDigestDoesNotMatchException", message)
    same = images.find(repository, {"imageDigest": digest, "imageTag": tag})
    if same is not None:
        message = (
            f"Image with digest '{digest}' and tag '{tag or ''}' already exists in the repository with name "
            f"'{repository.name}' in registry with id '{repository.registry_id}'"
        )
        raise ApiError("ImageAlreadyExistsException", message)
    if tag and repository.is_tag_immutable() and images.find(repository, {"imageTag": tag}) is not None:
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
        code = "ReferencedImagesNotFoundException" if index else "LayersNotFoundException"
        raise ApiError(code, body)
