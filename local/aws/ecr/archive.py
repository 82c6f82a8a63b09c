"""UpdateImageStorageClass, which moto does not have: an image in the archive is known and cannot be pulled.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive_restore_image.html
"""

import time

from moto.core.responses import ActionResult
from moto.ecr.exceptions import ImageNotFoundException

from ..errors import ApiError
from .listings import repository_of

_RESTORE_S = 2  # ECR needs up to 20 minutes to bring an image back


def update_image_storage_class(self):
    repository = repository_of(self)
    image_id, target = self._get_param("imageId"), self._get_param("targetStorageClass")
    image = repository.local_images.find(image_id)
    if image is None:
        raise ImageNotFoundException(str(image_id), repository.name, repository.registry_id)
    if (target, image.status) == ("ARCHIVE", "ACTIVE"):
        image.archived_at = time.time()
    elif (target, image.status) == ("STANDARD", "ARCHIVED"):
        image.activated_at = time.time() + _RESTORE_S
    else:
        raise ApiError(
            "ImageStorageClassUpdateNotSupportedException",
            f"The image with status {image.status} cannot be transitioned to the storage class {target}",
        )
    answer = {"registryId": repository.registry_id, "repositoryName": repository.name, "imageId": image_id}
    return ActionResult({**answer, "imageStatus": image.status})
