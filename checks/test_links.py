"""Every relative link of the documents leads to a file, and to a heading, that is there; every command can be pasted."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)


def _documents() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT, capture_output=True, text=True,
    ).stdout.split()
    return listed or [str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md")]]


def _anchors(path: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", path.read_text(), flags=re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", _documents())
def test_relative_links_lead_somewhere(document):
    path = ROOT / document
    links = [one for one in LINK.findall(CODE.sub("", path.read_text())) if not re.match(r"[a-z]+:", one[0])]
    targets = [(path.parent / file if file else path, anchor) for file, anchor in links]
    assert [str(target) for target, _ in targets if not target.exists()] == []
    assert [f"{target}#{anchor}" for target, anchor in targets if anchor and anchor not in _anchors(target)] == []


@pytest.mark.parametrize("document", _documents())
def test_no_command_ends_in_a_comment_which_zsh_takes_for_arguments(document):
    """https://zsh.sourceforge.io/Doc/Release/Options.html (INTERACTIVE_COMMENTS)"""
    assert re.findall(r"^ {4,}\S.* # .*$", CODE.sub("", (ROOT / document).read_text()), re.M) == []


def test_there_are_documents():
    assert "README.md" in _documents()
