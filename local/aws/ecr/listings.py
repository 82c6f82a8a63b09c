"""DescribeRepositories, ListImages and DescribeImages: moto's know no pages, no filter, and one tag an image."""

import base64
import calendar
import json

from moto.core.responses import ActionResult
from moto.ecr.exceptions import ImageNotFoundException, RepositoryNotFoundException

from ..errors import ApiError

DEFAULT_PAGE = 100
MAX_PAGE = 1000
MAX_ITEMS = 100


def repository_of(self):
    """The one that a call names, of the registry that it means."""
    name, backend = self._get_param("repositoryName"), self.ecr_backend
    if name not in backend.repositories:
        raise RepositoryNotFoundException(name, backend.account_id)
    return backend.repositories[name]


def describe_repositories(self):
    wanted = self._get_param("repositoryNames")
    if wanted and (self._get_param("maxResults") or self._get_param("nextToken")):
        raise _invalid("maxResults and nextToken cannot be given together with repositoryNames")
    check_count("repositoryNames", wanted or [])
    known = self.ecr_backend.repositories
    for name in wanted or ():
        if name not in known:
            raise RepositoryNotFoundException(name, self.ecr_backend.account_id)
    return _written(_page(self, "repositories", [known[name] for name in wanted or sorted(known)], _described))


def list_images(self):
    ids = []
    for image in _wanted(self, repository_of(self)):
        tagged = [{"imageDigest": image.digest, "imageTag": tag} for tag in list(image.tags)]
        ids += tagged or [{"imageDigest": image.digest}]
    return _written(_page(self, "imageIds", ids))


def describe_images(self):
    repository = repository_of(self)
    image_ids = self._get_param("imageIds")
    if not image_ids:
        found = _wanted(self, repository)
        return ActionResult(_page(self, "imageDetails", found, lambda image: _details(repository, image)))
    check_count("imageIds", image_ids)
    images = {}  # those in the archive, too
    for image_id in image_ids:
        image = repository.local_images.find(image_id)
        if image is None:
            raise ImageNotFoundException(json.dumps(image_id), repository.name, repository.registry_id)
        images[image.digest] = image
    return ActionResult({"imageDetails": [_details(repository, image) for image in images.values()]})


def check_count(name: str, items: list) -> None:
    if len(items) > MAX_ITEMS:
        raise _invalid(f"Invalid parameter at '{name}' failed to satisfy constraint: 'at most {MAX_ITEMS} items'")


def _wanted(self, repository) -> list:
    wanted = self._get_param("filter") or {}
    tags, status = wanted.get("tagStatus", "ANY"), wanted.get("imageStatus", "ACTIVE")
    return [
        image for image in repository.local_images.all()
        if status in ("ANY", image.status) and (tags == "ANY" or (tags == "TAGGED") == bool(image.tags))
    ]


def _page(self, name: str, items: list, render=lambda item: item) -> dict:
    size = int(self._get_param("maxResults") or DEFAULT_PAGE)
    if not 1 <= size <= MAX_PAGE:
        raise _invalid(f"Invalid parameter at 'maxResults' failed to satisfy constraint: 'between 1 and {MAX_PAGE}'")
    start = _start(self._get_param("nextToken"))
    answer = {name: [render(item) for item in items[start:start + size]]}
    if start + size < len(items):
        answer["nextToken"] = base64.b64encode(json.dumps({"start": start + size}).encode()).decode()
    return answer


def _written(page: dict):
    """As it is: moto's serializer takes longer for a page than all the rest of an answer."""
    return 200, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(page)


def _start(token: str | None) -> int:
    if not token:
        return 0
    try:
        return int(json.loads(base64.b64decode(token))["start"])
    except (ValueError, KeyError, TypeError):
        raise _invalid("Invalid parameter at 'nextToken' failed to satisfy constraint: 'a token of this call'") from None


def _described(repository) -> dict:
    created, filters = repository.created_at, repository.image_tag_mutability_exclusion_filters
    return {
        "repositoryArn": repository.arn,
        "registryId": repository.registry_id,
        "repositoryName": repository.name,
        "repositoryUri": repository.uri,
        "createdAt": calendar.timegm(created.timetuple()) + created.microsecond // 1000 / 1000,
        "imageTagMutability": repository.image_tag_mutability,
        **({"imageTagMutabilityExclusionFilters": filters} if filters else {}),
        "imageScanningConfiguration": repository.image_scanning_configuration,
        "encryptionConfiguration": repository.encryption_configuration,
    }


def _details(repository, image) -> dict:
    config = json.loads(image.manifest).get("config") or {}
    details = {
        "registryId": repository.registry_id,
        "repositoryName": repository.name,
        "imageDigest": image.digest,
        "imageTags": list(image.tags) or None,
        "imageSizeInBytes": repository.local_images.size(image),
        "imagePushedAt": image.pushed_at,
        "imageManifestMediaType": image.media_type,
        "imageStatus": image.status,
        "lastArchivedAt": image.archived_at or None,
        "lastActivatedAt": image.activated_at or None,
        "artifactMediaType": config.get("mediaType"),
    }
    return {name: value for name, value in details.items() if value is not None}


def _invalid(message: str) -> ApiError:
    return ApiError("InvalidParameterException", message)
