"""Certificate authorities of this run, and a certificate of each for the registry hosts, made with openssl."""

import os
import ssl
import subprocess

DAYS = "30"
NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]


def make(directory: str, hosts: list[str], authority: str = "ca") -> ssl.SSLContext:
    """Writes ca.pem (or another authority's), which clients have to trust, into the directory."""

    def path(name: str) -> str:
        return os.path.join(directory, name)

    _openssl(
        "req", "-x509", *NEW_KEY, "-keyout", path(f"{authority}.key"), "-out", path(f"{authority}.pem"),
        "-days", DAYS, "-subj", f"/CN=local {authority}",
    )
    front = f"{authority}-front"
    _openssl(
        "req", *NEW_KEY, "-keyout", path(f"{front}.key"), "-out", path(f"{front}.csr"),
        "-subj", "/CN=local registries",
    )
    with open(path(f"{front}.ext"), "w") as file:
        file.write("subjectAltName=" + ",".join(f"DNS:{host}" for host in hosts))
    _openssl(
        "x509", "-req", "-in", path(f"{front}.csr"), "-CA", path(f"{authority}.pem"), "-CAkey", path(f"{authority}.key"),
        "-CAcreateserial", "-out", path(f"{front}.pem"), "-days", DAYS, "-extfile", path(f"{front}.ext"),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path(f"{front}.pem"), path(f"{front}.key"))
    return context


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
