#!/usr/bin/env python3
"""Says whether two function.zip are the same, byte by byte; if they are not, which of their entries differ."""

import sys
import zipfile
from pathlib import Path


def entries(path: str) -> dict[str, tuple]:
    with zipfile.ZipFile(path) as package:
        return {one.filename: (at, one.date_time, package.read(one)) for at, one in enumerate(package.infolist())}


if __name__ == "__main__":
    one, other = sys.argv[1:3]
    if Path(one).read_bytes() != Path(other).read_bytes():
        first, second = entries(one), entries(other)
        different = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
        sys.exit("the same sources have given another package:\n" + "\n".join(different))
    print(f"{one} and {other} are the same")
