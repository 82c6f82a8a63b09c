"""What a benchmark has found: on the screen, and in docs/performance.md between the marks of its name."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def show(name: str, header: list[str], rows: list[list[str]], write: bool, note: str = "") -> None:
    """`note` is a line below the table: what the figures were measured on."""
    lines = [_row(header), _row(["---", *["---:"] * (len(header) - 1)]), *map(_row, rows)]
    text = "\n".join([*lines, *(["", note] if note else [])])
    print(text)
    if write:
        page = PAGE.read_text()
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
        if not place.search(page):
            raise SystemExit(f"{PAGE.name} has no place for {name}: <!-- {name} --> and <!-- /{name} -->")
        PAGE.write_text(place.sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", page))


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
