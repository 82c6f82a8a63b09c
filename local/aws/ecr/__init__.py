"""ECR's API: what moto's answers leave out.

Replaced in moto: GetAuthorizationToken (tokens), DescribeRepositories, ListImages, DescribeImages (listings),
BatchGetImage, PutImage, BatchDeleteImage (manifests); the settings of an account (account_settings) and the archive
(archive); the repository URI in China; whose registry a call is about (registryId, which moto only compares); and a
repository's images, which are those of the registries' fronts: every manifest that is pushed there is one (images).
"""

import re

from moto.ecr import models, responses

from ..errors import ApiError
from . import account_settings, archive, images, listings, manifests, permissions, tokens
from .hosts import host_of


def install() -> None:
    original = models.Repository.__init__

    def init(self, account_id, region_name, *args, **kwargs):
        self.local_images = images.Images()
        original(self, account_id, region_name, *args, **kwargs)
        self.uri = re.sub(r"^[^/]+", host_of(self.registry_id, region_name), self.uri)

    models.Repository.__init__ = init
    images.install()
    # Registry policies may hold any action of ECR (version 2 of their scope); moto knows version 1.
    models.ECRBackend._validate_registry_policy_action = lambda self, policy_text: None
    response = responses.ECRResponse
    response.ecr_backend = property(_backend)
    response.get_authorization_token = tokens.get_authorization_token
    response.describe_repositories = listings.describe_repositories
    response.list_images = listings.list_images
    response.describe_images = listings.describe_images
    response.batch_get_image = manifests.batch_get_image
    response.put_image = manifests.put_image
    response.batch_delete_image = manifests.batch_delete_image
    response.update_image_storage_class = archive.update_image_storage_class
    response.get_account_setting = account_settings.get_account_setting
    response.put_account_setting = account_settings.put_account_setting


def _backend(self):
    """The account's registry, or that of another one in the same region that the call names.

    Raises AccessDeniedException if that registry's policies refuse.
    """
    account = self._get_param("registryId") or self.current_account
    names = self._get_param("repositoryNames") or [self._get_param("repositoryName")]
    action = f"ecr:{self._get_action()}"
    reason = permissions.in_registry(permissions.identity_of(self), action, account, self.region, names)
    if reason:
        raise ApiError("AccessDeniedException", reason)
    return models.ecr_backends[account][self.region]
