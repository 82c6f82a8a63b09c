"""Where a registry answers on this machine: its front, as the world sees it, or what stands behind the front."""

import http.client
import re
import socket
import ssl
from pathlib import Path

_TIMEOUT_S = 60


class FrontConnection(http.client.HTTPSConnection):
    """To a front under its production name, without asking for the name's address elsewhere."""

    def __init__(self, run_dir: Path, host: str):
        context = ssl.create_default_context(cafile=str(run_dir / "ca.pem"))
        super().__init__(host, timeout=_TIMEOUT_S, context=context)
        self._address = _addresses(run_dir)[host]

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def behind(run_dir: Path, host: str) -> http.client.HTTPConnection:
    """To the docker-registry process itself: no login, no fault, no count."""
    configuration = (run_dir / "registries" / host / "config.yml").read_text()
    address, port = re.search(r'addr: "([^":]+):(\d+)"', configuration).groups()
    return http.client.HTTPConnection(address, int(port), timeout=_TIMEOUT_S)


def _addresses(run_dir: Path) -> dict[str, str]:
    lines = (line.split() for line in (run_dir / "hosts").read_text().splitlines())
    return {name: address for address, *names in lines for name in names}
