"""The environment of what speaks with this machine only."""

import os


def clean() -> None:
    """A person's proxy and profile are for other places."""
    os.environ.update(no_proxy="*", NO_PROXY="*")
    for name in "AWS_PROFILE", "AWS_DEFAULT_PROFILE":
        os.environ.pop(name, None)
