#!/usr/bin/env python3
"""Says whether two function.zip have the same entries with the same bytes.

Quarkus 3.33 numbers what its build steps record ("proxykey12") with one counter for all its threads, so that these
numbers differ from build to build (quarkusio/quarkus#53025, mended in a later version). They are left out here, as is
the order of the entries, which is the file system's.
"""

import re
import sys
import zipfile

# A text in the constant pool of a class: its kind, its length in two bytes, its bytes.
NUMBERED = re.compile(rb"\x01..proxykey[0-9]+", re.DOTALL)


def entries(path: str) -> dict[str, tuple]:
    with zipfile.ZipFile(path) as package:
        return {one.filename: (one.date_time, _content(package.read(one), one.filename)) for one in package.infolist()}


def _content(content: bytes, name: str) -> bytes:
    return NUMBERED.sub(b"", content) if name.startswith("io/quarkus/runner/") else content


if __name__ == "__main__":
    first, second = map(entries, sys.argv[1:3])
    different = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    if different:
        sys.exit("reproducible: the same sources have given other entries:\n" + "\n".join(different))
    print(f"{len(first)} entries are the same")
