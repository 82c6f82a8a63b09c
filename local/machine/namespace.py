"""Where functions, tasks and a user's commands run: the registries' production names lead to a server's fronts.

A mount namespace of the process's own has the server's hosts file over /etc/hosts, and the server's certificate
authority is the one to trust; nothing outside the process changes. Needs root, and is left out when
the server has no registries.
"""

import os
import subprocess
from dataclasses import dataclass

_BIND = 'mount --bind "$0" /etc/hosts'
_SHARED_MEMORY = "mount -t tmpfs shm /dev/shm"
_RUN = 'exec "$@"'
_TRUST_STORE_PASSWORD = "changeit"


@dataclass(frozen=True)
class Namespace:
    run_dir: str

    def command(self, argv: list[str], shared_memory: bool = False) -> list[str]:
        """To be run with environment(); `shared_memory`: with a /dev/shm of its own, as a container has it."""
        if not os.path.exists(self._file("hosts")):
            return argv
        steps = [_BIND, _SHARED_MEMORY, _RUN] if shared_memory else [_BIND, _RUN]
        return ["unshare", "--mount", "--", "sh", "-c", " && ".join(steps), self._file("hosts"), *argv]

    def environment(self) -> dict[str, str]:
        """What makes programs on OpenSSL or Go (curl, skopeo, Python) trust the fronts."""
        if not os.path.exists(self._file("ca.pem")):
            return {}
        return {"SSL_CERT_FILE": self._file("ca.pem"), "SSL_CERT_DIR": "/nonexistent"}

    def java_options(self) -> list[str]:
        """The same for Java and for native binaries that were Java."""
        store = self._file("trust.p12")
        if not os.path.exists(store):
            return []
        return [f"-Djavax.net.ssl.trustStore={store}", f"-Djavax.net.ssl.trustStorePassword={_TRUST_STORE_PASSWORD}"]

    def make_trust_store(self, java_home: str) -> None:
        """From ca.pem, with the JDK's keytool; without a JDK there is none."""
        keytool = os.path.join(java_home, "bin", "keytool")
        if not java_home or not os.path.exists(keytool):
            return
        subprocess.run(
            [keytool, "-J-XX:TieredStopAtLevel=1", "-importcert", "-noprompt", "-alias", "local",
             "-storetype", "PKCS12", "-file", self._file("ca.pem"),
             "-keystore", self._file("trust.p12"), "-storepass", _TRUST_STORE_PASSWORD],
            check=True, capture_output=True,
        )

    def _file(self, name: str) -> str:
        return os.path.join(self.run_dir, name)
