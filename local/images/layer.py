"""Layers: gzip-compressed tar archives of seeded content, which does not compress."""

import functools
import io
import random
import struct
import tarfile
import zlib
from dataclasses import dataclass

_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # no name, no time, no system
_STORED_BLOCK = 0xFFFF


@dataclass(frozen=True)
class Layer:
    """`name` seeds a file of `size` bytes."""

    name: str
    size: int = 20_000

    def archive(self) -> bytes:
        return _archive(self.name, self.size)

    def compressed(self) -> bytes:
        return _gzip(self.archive())


@functools.lru_cache(maxsize=256)
def _archive(name: str, size: int) -> bytes:
    content = random.Random(f"{name}/{size}").randbytes(size)
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        entry = tarfile.TarInfo(f"data/{zlib.crc32(name.encode()):08x}.bin")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return archive.getvalue()


def _gzip(content: bytes) -> bytes:
    """Stored, not deflated: compressors differ between machines, and digests must not."""
    parts = [_GZIP_HEADER]
    for start in range(0, len(content), _STORED_BLOCK):
        block = content[start:start + _STORED_BLOCK]
        last = start + _STORED_BLOCK >= len(content)
        parts += [struct.pack("<BHH", last, len(block), len(block) ^ 0xFFFF), block]
    parts.append(struct.pack("<II", zlib.crc32(content), len(content)))
    return b"".join(parts)
