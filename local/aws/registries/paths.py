"""What a request's path is about.

https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints
"""

import re
from typing import NamedTuple

# A repository may be called `tags` or end in /blobs: the last such part is the one that counts.
_NAMED = re.compile(r"/v2/(.+)/(manifests|blobs|tags)/(uploads/.*|[^/]+)")


class Named(NamedTuple):
    repository: str
    kind: str  # manifests, blobs or tags
    reference: str


def parse(path: str) -> Named | None:
    match = _NAMED.fullmatch(path)
    return Named(*match.groups()) if match else None


def elsewhere(target: str, path: str) -> str:
    """The address of the same below a target, HOST or HOST/PREFIX."""
    host, _, prefix = target.partition("/")
    rest = path.removeprefix("/v2/")
    return f"https://{host}/v2/{prefix}/{rest}" if prefix and rest else f"https://{host}/v2/{rest}"
