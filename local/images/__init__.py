"""Real images out of nothing: made from seeds, pushed over HTTP, and looked at again without any tool.

    base = Layer("debian", 200_000)
    web = index([image([base, Layer("web", 40_000)], platform=one) for one in ("linux/amd64", "linux/arm64")], OCI)
    registry.push("shop/web", "1.0", web)

The same arguments give the same digests, on every machine. Layers of the same name and size are the same
layer, in whichever image or repository they are.
"""

from .image import Image, Index, image, index
from .layer import Layer
from .mediatypes import DOCKER, OCI
from .registry import Registry

__all__ = ["DOCKER", "OCI", "Image", "Index", "Layer", "Registry", "image", "index"]
