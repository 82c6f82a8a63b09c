"""ECR's API: what moto's answers leave out.

Replaced in moto: GetAuthorizationToken (tokens), DescribeRepositories, ListImages, DescribeImages (listings),
BatchGetImage, PutImage (manifests); the repository URI in China; and whose registry a call is about
(registryId, which moto only compares). The images themselves are those of the registries' fronts: images
adds one to moto's repository for every manifest that is pushed.
"""

import re

from moto.ecr import models, responses

from . import listings, manifests, tokens
from .hosts import host_of


def install() -> None:
    original = models.Repository.__init__

    def init(self, account_id, region_name, *args, **kwargs):
        original(self, account_id, region_name, *args, **kwargs)
        self.uri = re.sub(r"^[^/]+", host_of(self.registry_id, region_name), self.uri)

    models.Repository.__init__ = init
    response = responses.ECRResponse
    response.ecr_backend = property(_backend)
    response.get_authorization_token = tokens.get_authorization_token
    response.describe_repositories = listings.describe_repositories
    response.list_images = listings.list_images
    response.describe_images = listings.describe_images
    response.batch_get_image = manifests.batch_get_image
    response.put_image = manifests.put_image


def _backend(self):
    """Another account's registry, in the same region, when the call names one."""
    account = self._get_param("registryId") or self.current_account
    return models.ecr_backends[account][self.region]
