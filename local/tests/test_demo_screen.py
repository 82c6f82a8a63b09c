"""What the demo shows where something is not as it should be."""

import io
from types import SimpleNamespace

import pytest
from demo import look
from demo.screen import Screen
from images.registry import Unexpected


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
