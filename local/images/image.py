"""Manifests: of one platform's image, and of an index over several."""

import hashlib
import json
from dataclasses import dataclass

from .layer import Layer
from .mediatypes import OCI, MediaTypes

_EPOCH = "2020-01-01T00:00:00Z"


@dataclass(frozen=True)
class Blob:
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        return digest_of(self.content)

    def descriptor(self) -> dict:
        return {"mediaType": self.media_type, "digest": self.digest, "size": len(self.content)}


@dataclass(frozen=True)
class Image:
    """blobs are its config and its layers."""

    manifest: Blob
    blobs: tuple[Blob, ...]
    platform: str

    @property
    def digest(self) -> str:
        return self.manifest.digest


@dataclass(frozen=True)
class Index:
    manifest: Blob
    images: tuple[Image, ...]

    @property
    def digest(self) -> str:
        return self.manifest.digest


def image(layers: list[Layer], types: MediaTypes = OCI, platform: str = "linux/amd64") -> Image:
    config = Blob(types.config, _json({
        "created": _EPOCH,
        **_platform(platform),
        "config": {"Cmd": ["/app"]},
        "rootfs": {"type": "layers", "diff_ids": [digest_of(layer.archive()) for layer in layers]},
        "history": [{"created": _EPOCH, "created_by": layer.name} for layer in layers],
    }))
    packed = [Blob(types.layer, layer.compressed()) for layer in layers]
    manifest = Blob(types.manifest, _json({
        "schemaVersion": 2,
        "mediaType": types.manifest,
        "config": config.descriptor(),
        "layers": [layer.descriptor() for layer in packed],
    }))
    return Image(manifest, (config, *packed), platform)


def index(images: list[Image], types: MediaTypes = OCI) -> Index:
    manifest = Blob(types.index, _json({
        "schemaVersion": 2,
        "mediaType": types.index,
        "manifests": [{**one.manifest.descriptor(), "platform": _platform(one.platform)} for one in images],
    }))
    return Index(manifest, tuple(images))


def digest_of(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _platform(text: str) -> dict[str, str]:
    """linux/arm/v7 has a variant, linux/amd64 has none."""
    return dict(zip(("os", "architecture", "variant"), text.split("/")))


def _json(value: dict) -> bytes:
    """Indented, as Docker writes it: who parses and prints it again gets another digest."""
    return json.dumps(value, indent=3).encode()
