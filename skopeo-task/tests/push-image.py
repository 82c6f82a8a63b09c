#!/usr/bin/env python3
"""Pushes a small image to a registry (plain HTTP) and prints its digest.

push-image.py HOST:PORT/REPOSITORY[:TAG] [--platforms N] [--layers TEXT,...] [--type oci|docker|zstd]
    [--artifacts TYPE] [--auth user:password]

A layer is made from its text alone, so the same text is the same layer wherever it is pushed.
"""

import argparse
import base64
import gzip
import hashlib
import io
import json
import sys
import tarfile
import urllib.error
import urllib.request

OCI, DOCKER = "application/vnd.oci.image.", "application/vnd.docker."
TYPES = {
    "oci": (OCI + "index.v1+json", OCI + "manifest.v1+json", OCI + "config.v1+json", OCI + "layer.v1.tar+gzip"),
    "zstd": (OCI + "index.v1+json", OCI + "manifest.v1+json", OCI + "config.v1+json", OCI + "layer.v1.tar+zstd"),
    "docker": (
        DOCKER + "distribution.manifest.list.v2+json",
        DOCKER + "distribution.manifest.v2+json",
        DOCKER + "container.image.v1+json",
        DOCKER + "image.rootfs.diff.tar.gzip",
    ),
}
PLATFORMS = [("linux", "amd64", None), ("linux", "arm64", "v8"), ("linux", "arm", "v7"), ("windows", "amd64", None)]
PLATFORMS += [("linux", f"another{number}", None) for number in range(8)]


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def zstd(data):
    """One frame of one raw block, https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1: less than 128 KiB."""
    return b"\x28\xb5\x2f\xfd\xa0" + len(data).to_bytes(4, "little") + (len(data) << 3 | 1).to_bytes(3, "little") + data


def layer(text, compress):
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        entry = tarfile.TarInfo("layer-of-" + hashlib.sha256(text.encode()).hexdigest()[:8])
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text.encode()))
    return raw.getvalue(), compress(raw.getvalue())


class Repository:
    def __init__(self, host, name, auth):
        self.base = f"http://{host}"
        self.name = name
        self.headers = {"Authorization": "Basic " + base64.b64encode(auth.encode()).decode()} if auth else {}

    def call(self, method, url, data=None, kind="application/octet-stream"):
        url = url if url.startswith("http") else f"{self.base}/v2/{self.name}/{url}"
        headers = self.headers | {"Content-Type": kind}
        return urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method))

    def blob(self, data):
        where = self.call("POST", "blobs/uploads/", b"").headers["Location"]
        where = where if where.startswith("http") else self.base + where
        self.call("PUT", f"{where}{'&' if '?' in where else '?'}digest={digest(data)}", data)
        return {"digest": digest(data), "size": len(data)}

    def manifest(self, content, kind, reference=None):
        data = json.dumps(content).encode()
        self.call("PUT", f"manifests/{reference or digest(data)}", data, kind)
        return {"mediaType": kind, "digest": digest(data), "size": len(data)}


def push(repository, tag, layers, platforms, kind, artifacts=None):
    """`artifacts` is the artifactType of what an index names, as a list of referrers has it."""
    index, manifest, config, archive = TYPES[kind]
    compress = zstd if archive.endswith("zstd") else lambda data: gzip.compress(data, mtime=0)
    single = platforms == 1
    children = []
    for system, architecture, variant in PLATFORMS[:platforms]:
        packed = [layer(text, compress) for text in layers + ([] if single else [f"{architecture} of {layers[-1]}"])]
        about = {"os": system, "architecture": architecture} | ({"variant": variant} if variant else {})
        history = [{"created_by": "a test"} for _ in packed]
        files = {"type": "layers", "diff_ids": [digest(raw) for raw, _ in packed]}
        settings = {"rootfs": files, "history": history, "config": {}}
        content = {
            "schemaVersion": 2,
            "mediaType": manifest,
            "config": {"mediaType": config} | repository.blob(json.dumps(about | settings).encode()),
            "layers": [{"mediaType": archive} | repository.blob(data) for _, data in packed],
        }
        child = repository.manifest(content, manifest, tag if single else None)
        children.append(child | ({"artifactType": artifacts} if artifacts else {"platform": about}))
    if single:
        return children[0]["digest"]
    return repository.manifest({"schemaVersion": 2, "mediaType": index, "manifests": children}, index, tag)["digest"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("image")
    parser.add_argument("--platforms", type=int, default=1)
    parser.add_argument("--layers", default="a layer")
    parser.add_argument("--type", choices=TYPES, default="oci")
    parser.add_argument("--artifacts")
    parser.add_argument("--auth")
    given = parser.parse_args()
    host, _, rest = given.image.partition("/")
    name, _, tag = rest.partition(":")
    try:
        repository, layers = Repository(host, name, given.auth), given.layers.split(",")
        print(push(repository, tag or None, layers, given.platforms, given.type, given.artifacts))
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.url}: {error} {error.read().decode()}")


main()
