"""docs/performance.md begins with figures that its generated tables hold."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def test_every_figure_of_the_summary_stands_in_a_table():
    summary, rest = PAGE.read_text().split("## Copies")
    tables = " ".join(text for _, text in re.findall(r"<!-- ([\w-]+) -->(.*?)<!-- /\1 -->", rest, re.S))
    figures = re.findall(r"\d+\.\d+|\d+(?= times| MB)", summary)
    assert len(figures) > 10
    assert [one for one in figures if not re.search(rf"(?<![\d.]){re.escape(one)}(?![\d.])", tables)] == []
