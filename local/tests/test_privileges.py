"""Who is not root is asked once, by sudo, and the same command runs again."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

LOCAL = Path(__file__).resolve().parent.parent
NOBODY = 65534
# What stands for `python3 local/run_tests.py`: the interpreter has read its arguments before it becomes nobody.
PROGRAM = f"""
import os, sys
sys.path.insert(0, {str(LOCAL)!r})
import stack
from stack import need_root
os.setuid({NOBODY})
need_root()
print("still here")
"""

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become nobody")


def run(path: Path) -> subprocess.CompletedProcess:
    environment = {
        "PATH": f"{path}:/usr/bin:/bin", "JAVA_HOME": "/a jdk", "HOME": "/home/x", "LOCAL_PACKAGE": "native.zip",
        "SECRET": "not to be kept",
    }
    return subprocess.run([sys.executable, "-c", PROGRAM, "-q", "a test"], env=environment, capture_output=True, text=True)


@pytest.fixture
def programs():
    """A place for programs that everybody may use."""
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o755)
        yield Path(directory)


def test_same_command_runs_again_by_sudo_with_what_it_needs(programs):
    sudo = programs / "sudo"
    sudo.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    sudo.chmod(0o755)
    result = run(programs)
    words = result.stdout.splitlines()
    assert words[0] == "env"
    assert {f"PATH={programs}:/usr/bin:/bin", "JAVA_HOME=/a jdk", "HOME=/home/x", "LOCAL_PACKAGE=native.zip",
            "PYTHONDONTWRITEBYTECODE=1"} <= set(words)
    assert words[-2:] == ["-q", "a test"] and sys.executable in words
    assert not any("SECRET" in one for one in words)
    assert "sudo may ask for your password, once" in result.stderr


def test_without_sudo_it_says_why_root_is_needed(programs):
    (programs / "env").symlink_to("/usr/bin/env")
    environment = {"PATH": str(programs)}
    result = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True)
    assert result.returncode == 1 and "still here" not in result.stdout
    assert "root is needed, and there is no sudo: the registries answer under their production names" in result.stderr
