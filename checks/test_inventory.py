"""The tests that a deleted stack leaves nothing behind look for every kind of resource that it makes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "local"))

from stack import inventory  # noqa: E402


def test_every_type_of_resource_is_looked_for_or_leaves_no_trace(transformed):
    made = {one["Type"] for one in transformed["Resources"].values()}
    assert made - inventory.LISTED.keys() - inventory.WITHOUT_TRACE == set()
    assert inventory.WITHOUT_TRACE - made == set()
