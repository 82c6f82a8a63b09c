"""What the demo shows where something is not as it should be."""

import io
import shlex
from pathlib import Path
from types import SimpleNamespace

import pytest
from demo import keep, look, progress
from demo.acts import Demo
from demo.checks import Checks
from demo.screen import Screen
from images.registry import Unexpected
from sandbox import Run


def registry(*digests: str) -> SimpleNamespace:
    """It has one image with these digests, or none."""

    def complete(repository: str, tag: str) -> list[str]:
        if not digests:
            raise Unexpected(f"{repository} has no {tag}")
        return list(digests)

    return SimpleNamespace(complete=complete)


@pytest.mark.parametrize(("status", "source", "destination", "shown", "proven"), [
    ("SUCCEEDED", ["a"], ["a"], "the same", True),
    ("SUCCEEDED", ["a", "x", "y"], ["a", "x", "y"], "the same, 2 platforms", True),
    ("SUCCEEDED", ["a"], [], "missing", False),
    ("SUCCEEDED", ["a"], ["b"], "DIFFERENT", False),
    ("SUCCEEDED", ["b"], ["a"], "DIFFERENT", False),
    ("SUCCEEDED", ["b"], ["b"], "the same", False),
    ("FAILED", ["a"], ["a"], "the same", False),
    ("FAILED", [], ["a"], "-", False),
    ("FAILED", [], [], "-", False),
])
def test_image_is_shown_as_both_registries_hold_it(status, source, destination, shown, proven):
    sandbox = SimpleNamespace(source=registry(*source), destination=registry(*destination))
    replicator = SimpleNamespace(images=lambda: {"mirror/app:v1": {"status": status, "digest": "a"}})
    out = io.StringIO()
    [found] = look.findings(sandbox, replicator, "mirror", ["app:v1"])
    look.table(Screen(out), [found])
    row = out.getvalue().splitlines()[1]
    assert (row.split(maxsplit=3), found.proven) == (["app:v1", status, "a", shown], proven)


def test_manifests_of_a_run_that_should_have_none_are_shown(monkeypatch):
    run = Run("arn", "SUCCEEDED", "", "", tasks=0, most_at_once=0, puts=["here/put"], gets=["there/got"], heads=[])
    monkeypatch.setattr(progress, "follow", lambda *_: run)
    replicator = SimpleNamespace(
        select=lambda *_: None, messages=lambda: [], forget_counts=lambda: None, tick=lambda: run.execution)
    out = io.StringIO()
    screen = Screen(out)
    Demo(screen, Checks(screen), None).unchanged_run(replicator)
    said = " ".join(out.getvalue().split())
    assert "NOT SO: the unchanged run put and downloaded no manifest (['here/put', 'there/got'])" in said


def test_the_directory_that_root_removes_is_one_word():
    home = SimpleNamespace(region="eu-west-1", access_key="local", secret_key="local")
    server = SimpleNamespace(
        run_dir=Path("/tmp/my files/run"), process=SimpleNamespace(pid=7), endpoint="http://127.0.0.1:1", home=home)
    replicator = SimpleNamespace(
        images=lambda: {"a:1": {}}, resources={"TaskLogs": "logs"}, stack=SimpleNamespace(name="replicator"),
        images_table="images", runs_table="runs", workflow="workflow")
    last = keep.how_to(SimpleNamespace(server=server), replicator).splitlines()[-1]
    assert shlex.split(last)[-3:] == ["rm", "-r", "/tmp/my files/run"]
