"""The two families of media types that registries keep.

https://github.com/opencontainers/image-spec/blob/v1.1.1/media-types.md
https://distribution.github.io/distribution/spec/manifest-v2-2/
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class MediaTypes:
    manifest: str
    index: str
    config: str
    layer: str


OCI = MediaTypes(
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.config.v1+json",
    "application/vnd.oci.image.layer.v1.tar+gzip",
)
DOCKER = MediaTypes(
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.container.image.v1+json",
    "application/vnd.docker.image.rootfs.diff.tar.gzip",
)
MANIFESTS = [OCI.manifest, OCI.index, DOCKER.manifest, DOCKER.index]
