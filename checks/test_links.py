"""Every relative link of the documents leads to a file that is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _documents() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT, capture_output=True, text=True,
    ).stdout.split()
    return listed or [str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md")]]


@pytest.mark.parametrize("document", _documents())
def test_relative_links_lead_somewhere(document):
    path = ROOT / document
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(), flags=re.S)
    links = [one for one in LINK.findall(text) if not re.match(r"[a-z]+:", one)]
    assert [one for one in links if not (path.parent / one).exists()] == []


def test_there_are_documents():
    assert "README.md" in _documents()
