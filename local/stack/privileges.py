"""Root, which port 443 and a mount namespace for /etc/hosts need."""

import os
import shutil
import sys

_KEPT = ("PATH", "JAVA_HOME", "HOME", "LOCAL_PACKAGE")
WHY = "the registries answer under their production names: on port 443, and by a hosts file of their own"


def need_root() -> None:
    """To be called first: runs the same command again with sudo when that is needed, and asks once for it."""
    if os.geteuid() == 0:
        return
    if shutil.which("sudo") is None:
        sys.exit(f"root is needed, and there is no sudo: {WHY}")
    print(f"root is needed: {WHY}. sudo may ask for your password, once.", file=sys.stderr)
    kept = [f"{name}={os.environ[name]}" for name in _KEPT if name in os.environ]
    path = os.pathsep.join(entry for entry in sys.path if entry)  # root has other packages of its own
    # What root leaves in the checkout its owner could not remove.
    kept += [f"PYTHONPATH={path}", "PYTHONDONTWRITEBYTECODE=1"]
    command = ["sudo", "env", *kept, sys.executable, *sys.orig_argv[1:]]
    os.execvp("sudo", command)
