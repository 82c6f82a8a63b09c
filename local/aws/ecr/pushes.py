"""What ECR tells EventBridge of a push: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html"""

from .. import events
from .images import Image


def tell(repository, image: Image, reference: str) -> None:
    """`reference` is what was pushed, a tag or the digest; the parts of an index have no tag."""
    detail = {
        "result": "SUCCESS",
        "repository-name": repository.name,
        "image-digest": image.digest,
        "action-type": "PUSH",
    }
    if not reference.startswith("sha256:"):
        detail["image-tag"] = reference
    events.emit(repository.registry_id, repository.region_name, "aws.ecr", "ECR Image Action", detail)
