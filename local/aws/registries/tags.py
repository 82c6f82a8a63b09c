"""A repository's list of tags, in pages: docker-registry answers all of them at once.

https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#content-discovery
"""

import http.client
import json
from urllib.parse import parse_qs, urlencode

# Where a client asks for no number, or for more: as Docker Hub and quay.io, which bound their pages.
MAX_PAGE = 100


def page(name: str, tags: list[str], query: str) -> tuple[bytes, dict[str, str]]:
    """The answer's body and headers: sorted, after `last`, and with a link to what follows."""
    wanted = parse_qs(query)
    last = wanted.get("last", [""])[0]
    size = min(int(wanted.get("n", [MAX_PAGE])[0]), MAX_PAGE)
    left = [tag for tag in sorted(tags) if tag > last]
    shown = left[:size]
    headers = {}
    if len(left) > size > 0:
        following = urlencode({"n": size, "last": shown[-1]})
        headers["Link"] = f'</v2/{name}/tags/list?{following}>; rel="next"'
    return json.dumps({"name": name, "tags": shown}).encode(), headers


def behind(registry, name: str) -> list[str] | None:
    """All tags that the docker-registry has; None when it has no such repository."""
    connection = http.client.HTTPConnection(*registry.upstream, timeout=60)
    connection.request("GET", f"/v2/{name}/tags/list")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return json.loads(body)["tags"] or [] if answer.status == 200 else None
