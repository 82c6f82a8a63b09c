"""DescribeRepositories, ListImages and DescribeImages: moto's know no pages, no filter, and one tag an image."""

import json

from moto.core.responses import ActionResult


def describe_repositories(self):
    repositories = self.ecr_backend.describe_repositories(repository_names=self._get_param("repositoryNames"))
    return _page(self, "repositories", sorted(repositories, key=lambda repository: repository.name))


def list_images(self):
    ids = []
    for image in self.ecr_backend.list_images(self._get_param("repositoryName")):
        digest = image.get_image_digest()
        tagged = [{"imageDigest": digest, "imageTag": tag} for tag in image.image_tags]
        if _wanted(self, image):
            ids += tagged or [{"imageDigest": digest}]
    return _page(self, "imageIds", ids)


def describe_images(self):
    found = self.ecr_backend.describe_images(
        self._get_param("repositoryName"), None, self._get_param("imageIds")
    )
    wanted = sorted((image for image in found if _wanted(self, image)), key=lambda image: image.get_image_digest())
    return _page(self, "imageDetails", [_details(image) for image in wanted])


def _wanted(self, image) -> bool:
    status = (self._get_param("filter") or {}).get("tagStatus", "ANY")
    return status == "ANY" or (status == "TAGGED") == bool(image.image_tags)


def _page(self, name: str, items: list) -> ActionResult:
    start = int(self._get_param("nextToken") or 0)
    end = start + int(self._get_param("maxResults") or 100)
    answer = {name: items[start:end]}
    if end < len(items):
        answer["nextToken"] = str(end)
    return ActionResult(answer)


def _details(image) -> dict:
    manifest = json.loads(image.image_manifest)
    config = manifest.get("config") or {}
    size = None
    if "layers" in manifest:
        size = config.get("size", 0) + sum(layer.get("size", 0) for layer in manifest["layers"])
    details = {
        "registryId": image.registry_id,
        "repositoryName": image.repository_name,
        "imageDigest": image.get_image_digest(),
        "imageTags": list(image.image_tags) or None,
        "imageSizeInBytes": size,
        "imagePushedAt": image.image_pushed_at,
        "imageManifestMediaType": image.image_manifest_media_type,
        "artifactMediaType": config.get("mediaType"),
    }
    return {name: value for name, value in details.items() if value is not None}
