"""docs/performance.md begins with figures that its tables hold, and the benchmarks that print these do what it says."""

import re
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "local")]
from counts import Traffic  # noqa: E402
from function import Package  # noqa: E402
from measure import Measure  # noqa: E402
from sandbox.sandbox import NATIVE  # noqa: E402
from targets import NEW, OTHER, compared  # noqa: E402


def test_every_figure_of_the_summary_stands_in_a_table():
    summary, rest = PAGE.read_text().split("## Copies")
    tables = " ".join(text for _, text in re.findall(r"<!-- ([\w-]+) -->(.*?)<!-- /\1 -->", rest, re.S))
    figures = re.findall(r"\d+\.\d+|\d+(?= times| MB)", summary)
    assert len(figures) > 10
    assert [one for one in figures if not re.search(rf"(?<![\d.]){re.escape(one)}(?![\d.])", tables)] == []


def test_page_says_how_to_make_the_package_that_its_commands_name():
    page = PAGE.read_text()
    assert set(re.findall(r"LOCAL_PACKAGE=(\S+)", page)) == {NATIVE}
    assert f"`make {NATIVE}`" in page[:page.index("LOCAL_PACKAGE=")]
    assert f"\nNATIVE_ZIP := {NATIVE}\n" in (ROOT / "Makefile").read_text()


def test_verdict_of_every_target_follows_from_its_printed_figures():
    rows = re.findall(r"\| at (most|least) ([\d.]+)(?: ×)? \| ([\d.]+)(?: ×)? \| (yes|no) \|", PAGE.read_text())
    assert len(rows) > 30
    for kind, bound, found, reached in rows:
        held = float(found) <= float(bound) if kind == "most" else float(found) >= float(bound)
        assert held == (reached == "yes"), (kind, bound, found, reached)


@pytest.mark.parametrize("seconds, shown", [(85.3, "1.002"), (85.1, "1"), (85.11, "1.0001"), (92.8, "1.09")])
def test_figure_that_misses_its_bound_has_as_many_digits_as_show_it(seconds, shown):
    ours, theirs = _measure(copying_s=seconds, task_s=[1.0]), _measure(seconds=85.1)
    rows = {row[0]: row[1:] for row in compared({(NEW, "c"): ours, (NEW, "b"): theirs}, 1000, {})}
    verdict = "yes" if seconds <= 85.1 else "no"
    assert rows["everything new: time of the copying, of (b)'s, 10 at once"] == ["at most 1 ×", f"{shown} ×", verdict]


@pytest.mark.parametrize("seconds, shown, reached", [(14.96, "14.96", "no"), (15.04, "15", "yes")])
def test_figure_that_falls_short_of_its_bound_has_as_many_digits_as_show_it(seconds, shown, reached):
    found = compared({(OTHER, "c"): _measure(), (OTHER, "a"): _measure(seconds)}, 1, {})
    rows = {row[0]: row[1:] for row in found}
    assert rows["unchanged, other registries: faster than (a)"] == ["at least 15 ×", f"{shown} ×", reached]


def test_native_function_has_the_heap_that_it_has_on_lambda(tmp_path):
    with zipfile.ZipFile(tmp_path / "function.zip", "w") as package:
        package.writestr("bootstrap", "")
    command = Package(tmp_path / "function.zip", str(tmp_path)).command(memory_mb=2048)
    assert command == [str(tmp_path / "bootstrap"), "-Xmx1638m"]


def _measure(seconds: float = 1, **more) -> Measure:
    return Measure(0, 0, Traffic(0, 0, 0, 0, 0, 0.0), seconds, {}, **more)
