"""A certificate authority of this run, and one certificate for all registry hosts, made with openssl."""

import os
import ssl
import subprocess

DAYS = "30"
NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]


def make(directory: str, hosts: list[str]) -> ssl.SSLContext:
    """Writes ca.pem, which clients have to trust, into the directory."""

    def path(name: str) -> str:
        return os.path.join(directory, name)

    _openssl(
        "req", "-x509", *NEW_KEY, "-keyout", path("ca.key"), "-out", path("ca.pem"),
        "-days", DAYS, "-subj", "/CN=local AWS",
    )
    _openssl(
        "req", *NEW_KEY, "-keyout", path("front.key"), "-out", path("front.csr"),
        "-subj", "/CN=local registries",
    )
    with open(path("front.ext"), "w") as file:
        file.write("subjectAltName=" + ",".join(f"DNS:{host}" for host in hosts))
    _openssl(
        "x509", "-req", "-in", path("front.csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"),
        "-CAcreateserial", "-out", path("front.pem"), "-days", DAYS, "-extfile", path("front.ext"),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path("front.pem"), path("front.key"))
    return context


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
