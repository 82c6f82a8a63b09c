"""What has gone through the registries' fronts, as far as their access log tells."""

import re
from dataclasses import dataclass

_MANIFEST = re.compile(r"/v2/.+/manifests/")
_UPLOADED = re.compile(r"/v2/.+/blobs/uploads/.*[?&]digest=(sha256(?::|%3A)[0-9a-f]{64})")


@dataclass(frozen=True)
class Traffic:
    """requests to both sides; heads, gets and puts of manifests; bytes of blobs that the destination was sent.

    heads_s: from the first HEAD of a manifest to the last.
    """

    requests: int
    heads: int
    gets: int
    puts: int
    sent: int
    heads_s: float

    @staticmethod
    def of(accesses: list[dict], sizes: dict[str, int]) -> "Traffic":
        asked = [one["method"] for one in accesses if _MANIFEST.match(one["path"])]
        uploads = [_UPLOADED.match(one["path"]) for one in accesses if one["method"] == "PUT" and one["status"] == 201]
        sent = sum(sizes[found[1].replace("%3A", ":")] for found in uploads if found)
        heads = [one["time"] for one in accesses if one["method"] == "HEAD" and _MANIFEST.match(one["path"])]
        heads_s = max(heads, default=0) - min(heads, default=0)
        return Traffic(len(accesses), asked.count("HEAD"), asked.count("GET"), asked.count("PUT"), sent, heads_s)
