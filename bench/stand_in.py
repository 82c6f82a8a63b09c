"""An ECR and a DynamoDB that answer at once: as many images as wanted, made up when they are asked for.

Of ECR the lists of both sides, in pages; of DynamoDB what is written, which is counted and forgotten.
"""

import asyncio
import collections
import hashlib
import json
import threading

TAGS = 25
PAGE = 1_000
SOURCE_REGION = "us-west-2"


class StandIn:
    def __init__(self, images: int, has_copies: bool):
        """`has_copies`: whether the destination has all images, or not even a repository."""
        self.repositories = -(-images // TAGS)
        self.has_copies = has_copies
        self.calls: collections.Counter[str] = collections.Counter()
        self.written = 0
        self._ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._ready.wait()

    async def _serve(self) -> None:
        server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.address = "127.0.0.1:%d" % server.sockets[0].getsockname()[1]
        self._ready.set()
        await server.serve_forever()

    def answer(self, action: str, region: str, body: bytes) -> tuple[int, dict | bytes]:
        self.calls[action] += 1
        if action == "BatchWriteItem":
            self.written += body.count(b'"PutRequest"')
            return 200, {"UnprocessedItems": {}}
        asked = json.loads(body or b"{}")
        return getattr(self, f"_{action}")(asked, region)

    def _DescribeRepositories(self, asked: dict, _) -> tuple[int, dict]:
        first = int(asked.get("nextToken") or 0)
        last = min(first + asked.get("maxResults", PAGE), self.repositories)
        names = [{"repositoryName": _name(number)} for number in range(first, last)]
        return 200, {"repositories": names, **({"nextToken": str(last)} if last < self.repositories else {})}

    def _ListImages(self, asked: dict, region: str) -> tuple[int, dict | bytes]:
        if region != SOURCE_REGION and not self.has_copies:
            return 400, {"__type": "RepositoryNotFoundException", "message": "there is no such repository"}
        return 200, _images(asked["repositoryName"].rpartition("mirror/")[2])

    def _DescribeImages(self, asked: dict, _) -> tuple[int, dict]:
        details = [{"imageDigest": one["imageDigest"], "imageSizeInBytes": 30_000_000} for one in asked["imageIds"]]
        return 200, {"imageDetails": details}

    def _UpdateItem(self, asked: dict, _) -> tuple[int, dict]:
        """The lease is free."""
        return 200, {"Attributes": {**asked["Key"], "execution": asked["ExpressionAttributeValues"][":execution"]}}

    def _PutItem(self, *_) -> tuple[int, dict]:
        return 200, {}

    _GetItem = _DeleteItem = _PutItem

    def _Query(self, *_) -> tuple[int, dict]:
        return 200, {"Items": [], "Count": 0, "ScannedCount": 0}


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with Content-Length, one request after the other."""

    def __init__(self, aws: StandIn):
        self._aws = aws
        self._buffer = b""

    def connection_made(self, transport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            lines = self._buffer[:end].decode("latin-1").split("\r\n")[1:]
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            if headers.get("expect"):
                self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            total = end + 4 + int(headers.get("content-length", 0))
            if len(self._buffer) < total:
                return
            body, self._buffer = self._buffer[end + 4:total], self._buffer[total:]
            # AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/...
            region = headers["authorization"].split("/")[2]
            status, answer = self._aws.answer(headers["x-amz-target"].rpartition(".")[2], region, body)
            text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self._transport.write(
                b"HTTP/1.1 %d OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: %d\r\n\r\n%s"
                % (status, len(text), text))


def _name(number: int) -> str:
    """In the order of numbers, as ECR has none of its own."""
    return f"team-{number % 97:02}/app-{number:06}"


def _images(repository: str) -> bytes:
    """Digests that differ by repository and tag, for little work."""
    seed = hashlib.sha256(repository.encode()).hexdigest()[:60]
    ids = ", ".join(
        '{"imageTag": "v1.%d", "imageDigest": "sha256:%s%04x"}' % (tag, seed, tag) for tag in range(TAGS))
    return b'{"imageIds": [%s]}' % ids.encode()
