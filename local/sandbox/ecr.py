"""The ECR of one account in one region: a way in that any client has, and a look at what is really there."""

import base64
import functools

from images import Image, Index, Registry
from images.connection import FrontConnection, behind
from stack import Account, Server


class EcrRegistry:
    def __init__(self, server: Server, account: Account):
        """`account` may push."""
        self.account = account
        self.region = account.region
        self._run_dir = server.run_dir
        self._ecr = account.client("ecr")
        self._known: set[str] = set()
        suffix = ".cn" if account.region.startswith("cn-") else ""
        self.host = f"{account.id}.dkr.ecr.{account.region}.amazonaws.com{suffix}"

    def push(self, repository: str, tag: str, what: Image | Index) -> str:
        """Answers the digest; makes the repository when there is none."""
        if repository not in self._known:
            self.create(repository)
            self._known.add(repository)
        return self._front.push(repository, tag, what)

    def create(self, repository: str, **properties) -> None:
        try:
            self._ecr.create_repository(repositoryName=repository, **properties)
        except self._ecr.exceptions.RepositoryAlreadyExistsException:
            pass

    def repositories(self) -> list[str]:
        pages = self._ecr.get_paginator("describe_repositories").paginate()
        return [one["repositoryName"] for page in pages for one in page["repositories"]]

    def remove(self, repository: str, tag: str) -> None:
        self._ecr.batch_delete_image(repositoryName=repository, imageIds=[{"imageTag": tag}])

    def archive(self, repository: str, tag: str) -> None:
        """Nobody can pull it then."""
        self._ecr.update_image_storage_class(
            repositoryName=repository, imageId={"imageTag": tag}, targetStorageClass="ARCHIVE")

    def forget(self, repository: str) -> None:
        """Deletes it with all its images."""
        self._ecr.delete_repository(repositoryName=repository, force=True)
        self._known.discard(repository)

    def images(self) -> set[str]:
        """All that have a tag, as `repository:tag`."""
        return {f"{repository}:{tag}" for repository in self.repositories() for tag in self.tags(repository)}

    def tags(self, repository: str) -> dict[str, str]:
        """The digest of each, as ECR lists it."""
        pages = self._ecr.get_paginator("list_images").paginate(
            repositoryName=repository, filter={"tagStatus": "TAGGED"}, PaginationConfig={"PageSize": 1000})
        return {image["imageTag"]: image["imageDigest"] for page in pages for image in page["imageIds"]}

    def digest(self, repository: str, reference: str) -> str | None:
        """Asked of the docker-registry process behind the front; None if it has no such image."""
        return self._store.digest(repository, reference)

    def complete(self, repository: str, reference: str) -> list[str]:
        """The digests of a manifest and all its children; raises when a child, config or layer is missing."""
        return self._store.complete(repository, reference)

    @functools.cached_property
    def _front(self) -> Registry:
        data = self._ecr.get_authorization_token()["authorizationData"][0]
        credentials = base64.b64decode(data["authorizationToken"]).decode()
        return Registry(FrontConnection(self._run_dir, self.host), credentials)

    @functools.cached_property
    def _store(self) -> Registry:
        return Registry(behind(self._run_dir, self.host))
