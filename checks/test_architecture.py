"""The packages that docs/architecture.md lists are those of the functions."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JAVA = ROOT / "functions" / "src"


def _rows() -> list[list[str]]:
    """The names of each row."""
    section = (ROOT / "docs" / "architecture.md").read_text().split("\n## Packages\n")[1]
    return [re.findall(r"`(\w+)`", row) for row in re.findall(r"^\| (`.*?) \|", section, re.M)]


def test_every_package_is_listed_once():
    listed = [name for row in _rows() for name in row]
    assert sorted(listed) == sorted(one.name for one in (JAVA / "main" / "java" / "replicator").iterdir() if one.is_dir())


def test_first_ten_rows_are_what_another_test_keeps_plain_java():
    rule = (JAVA / "test" / "java" / "replicator" / "Architecture.java").read_text()
    concepts = re.search(r"CONCEPTS =\s+of\((.*?)\);", rule, re.S)[1]
    assert sorted(name for row in _rows()[:10] for name in row) == sorted(re.findall(r'"(\w+)"', concepts))
