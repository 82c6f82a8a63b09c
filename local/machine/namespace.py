"""Where functions and tasks run: the registries' production names lead to this run's fronts.

A mount namespace of the process's own has the run's hosts file over /etc/hosts, and the run's certificate
authority is the one to trust; nothing outside the process changes. Needs root, and is left out when
the server has no registries.
"""

import os
import subprocess

from .settings import settings

_BIND = 'mount --bind "$0" /etc/hosts && exec "$@"'
TRUST_STORE_PASSWORD = "changeit"


def command(argv: list[str]) -> list[str]:
    hosts = os.path.join(settings.run_dir, "hosts")
    if not os.path.exists(hosts):
        return argv
    return ["unshare", "--mount", "--", "sh", "-c", _BIND, hosts, *argv]


def environment() -> dict[str, str]:
    """What makes programs on OpenSSL or Go (curl, skopeo, Python) trust the fronts."""
    authority = os.path.join(settings.run_dir, "ca.pem")
    if not os.path.exists(authority):
        return {}
    return {"SSL_CERT_FILE": authority, "SSL_CERT_DIR": "/nonexistent"}


def java_options() -> list[str]:
    """The same for Java and for native binaries that were Java."""
    store = os.path.join(settings.run_dir, "trust.p12")
    if not os.path.exists(store):
        return []
    return [f"-Djavax.net.ssl.trustStore={store}", f"-Djavax.net.ssl.trustStorePassword={TRUST_STORE_PASSWORD}"]


def make_trust_store() -> None:
    """From ca.pem, with the JDK's keytool; without a JDK there is none."""
    keytool = os.path.join(settings.java_home, "bin", "keytool")
    if not settings.java_home or not os.path.exists(keytool):
        return
    subprocess.run(
        [keytool, "-J-XX:TieredStopAtLevel=1", "-importcert", "-noprompt", "-alias", "local", "-storetype", "PKCS12",
         "-file", os.path.join(settings.run_dir, "ca.pem"),
         "-keystore", os.path.join(settings.run_dir, "trust.p12"), "-storepass", TRUST_STORE_PASSWORD],
        check=True, capture_output=True,
    )
