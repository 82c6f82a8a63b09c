"""One image of each kind that a registry may hold, by its name.

https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md
https://docs.docker.com/build/metadata/attestations/attestation-storage/
https://helm.sh/docs/topics/registries/
"""

import json

from images import DOCKER, OCI, Image, Index, Layer, image, index
from images.image import Blob

_EMPTY = Blob("application/vnd.oci.empty.v1+json", b"{}")
# A frame of zstd that holds nothing: https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1
_ZSTD_OF_NOTHING = bytes.fromhex("28b52ffd2000010000")


def kinds() -> dict[str, Image | Index]:
    one = image([Layer("kinds")])
    zstd = manifest(_config(1), [Blob("application/vnd.oci.image.layer.v1.tar+zstd", _ZSTD_OF_NOTHING)])
    return {
        "docker-image": image([Layer("kinds docker")], DOCKER),
        "docker-list": index([image([Layer("kinds list")], DOCKER)], DOCKER),
        "oci-image": one,
        "oci-index": index([one, image([Layer("kinds arm")], platform="linux/arm64")]),
        "nested-index": _index([index([one]), image([Layer("kinds beside")])]),
        "attestation": _attested(one, _config(0)),
        "attestation-artifact": _attested(
            one, _EMPTY, artifactType="application/vnd.docker.attestation.manifest.v1+json", subject=one.manifest.descriptor()),
        "helm-chart": manifest(
            Blob("application/vnd.cncf.helm.config.v1+json", b'{"name":"chart","version":"1.0.0"}'),
            [Blob("application/vnd.cncf.helm.chart.content.v1.tar+gzip", Layer("chart").compressed())],
            mediaType=None,  # helm push leaves it out
        ),
        "sbom": manifest(
            _EMPTY, [Blob("application/spdx+json", b'{"spdxVersion":"SPDX-2.3"}')], artifactType="application/spdx+json"),
        "zstd-layer": zstd,
        "zstd-index": _index([zstd, one]),
        "empty-layer": manifest(_config(1), [Blob(OCI.layer, Layer("kinds empty", 0).compressed())]),
        "config-only": manifest(_config(0), []),
    }


def manifest(config: Blob, layers: list[Blob], **fields) -> Image:
    content = {
        "schemaVersion": 2,
        "mediaType": OCI.manifest,
        "config": config.descriptor(),
        "layers": [one.descriptor() for one in layers],
        **fields,
    }
    given = {name: value for name, value in content.items() if value is not None}
    return Image(Blob(OCI.manifest, json.dumps(given).encode()), (config, *layers), "unknown/unknown")


def _config(layers: int) -> Blob:
    """diff_ids that are right would need the layer's archive; nobody compares them but a runtime."""
    ids = ["sha256:" + f"{number:064x}" for number in range(layers)]
    content = {"os": "linux", "architecture": "amd64", "rootfs": {"type": "layers", "diff_ids": ids}, "config": {}}
    return Blob(OCI.config, json.dumps(content).encode())


def _index(children: list) -> Index:
    content = {
        "schemaVersion": 2,
        "mediaType": OCI.index,
        "manifests": [one.manifest.descriptor() for one in children],
    }
    return Index(Blob(OCI.index, json.dumps(content).encode()), tuple(children))


def _attested(one: Image, config: Blob, **fields) -> Index:
    """As BuildKit attaches provenance to an image, since 0.32 as an artifact that refers to it."""
    in_toto = Blob("application/vnd.in-toto+json", b'{"_type":"https://in-toto.io/Statement/v0.1"}')
    statement = manifest(config, [in_toto], **fields)
    about = {
        "platform": {"os": "unknown", "architecture": "unknown"},
        "annotations": {
            "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": one.digest},
    }
    content = {
        "schemaVersion": 2,
        "mediaType": OCI.index,
        "manifests": [
            {**one.manifest.descriptor(), "platform": {"os": "linux", "architecture": "amd64"}},
            {**statement.manifest.descriptor(), **about},
        ],
    }
    return Index(Blob(OCI.index, json.dumps(content).encode()), (one, statement))
