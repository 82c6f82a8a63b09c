"""The registries: a docker-registry process behind a TLS front for each --registry.

ACCOUNT/REGION is an ECR registry under its production name; HOST/bearer and HOST/anonymous are public
ones, with and without a token service; HOST/basic:USER:PASSWORD and HOST/token:USER:PASSWORD private
ones. HOST/bearer:SCOPE is a public one whose tokens all have this one scope, as those of Amazon ECR Public have;
HOST/redirect:HOST[/PREFIX] sends everybody on to another one, as registry.k8s.io does. After basic+ca or token+ca
comes one whose certificate is from an authority that nobody trusts unasked. The fronts' names and addresses are
written to hosts, and the authorities to ca.pem and own-ca.pem, in the run directory.
"""

import os
import re
import threading
from dataclasses import dataclass

from machine import addresses

from ..ecr.hosts import host_of
from ..settings import log, settings
from . import certificates, process
from .front import RegistryFront

_running: dict[str, "Registry"] = {}


@dataclass
class Registry:
    host: str
    mode: str  # ecr, bearer, token, anonymous, basic or redirect
    account: str = ""
    region: str = ""
    credentials: str = ""  # user:password of a private one
    scope: str = ""  # that opens the whole of a public one
    target: str = ""  # where everybody is sent on to
    own_ca: bool = False
    upstream: tuple[str, int] = ("127.0.0.1", 0)


def parse(argument: str) -> Registry:
    first, _, second = argument.partition("/")
    if re.fullmatch(r"\d{12}", first):
        return Registry(host_of(first, second), "ecr", first, second)
    mode, _, credentials = second.partition(":")
    mode, _, authority = mode.partition("+")
    if authority and not (authority == "ca" and mode in ("basic", "token")):
        mode = ""
    if mode == "bearer" and credentials:
        return Registry(first, mode, scope=credentials)
    if mode == "redirect" and credentials:
        return Registry(first, mode, target=credentials)
    if mode in ("bearer", "anonymous") or (mode in ("basic", "token") and credentials):
        return Registry(first, mode, credentials=credentials, own_ca=bool(authority))
    raise ValueError(
        f"--registry {argument}: neither ACCOUNT/REGION nor HOST/bearer[:SCOPE], HOST/anonymous, "
        "HOST/basic:USER:PASSWORD, HOST/token:USER:PASSWORD (basic+ca, token+ca) or HOST/redirect:HOST[/PREFIX]"
    )


def behind(account: str, region: str) -> Registry | None:
    """The registry that keeps an account's images; none when it was not asked for."""
    return _running.get(host_of(account, region))


def start(arguments: list[str], first_address: str) -> None:
    if not arguments:
        return
    registries = [parse(argument) for argument in arguments]
    contexts = {False: certificates.make(settings.run_dir, [one.host for one in registries if not one.own_ca])}
    if any(one.own_ca for one in registries):
        own = [one.host for one in registries if one.own_ca]
        contexts[True] = certificates.make(settings.run_dir, own, "own-ca")
    settings.namespace.make_trust_store(settings.java_home)
    prefix, last = first_address.rsplit(".", 1)
    lines = ["127.0.0.1 localhost"]
    for index, registry in enumerate(registries):
        registry.upstream = ("127.0.0.1", addresses.free_port())
        process.start(registry.host, registry.upstream)
        address = f"{prefix}.{int(last) + index}"
        front = RegistryFront((address, 443), registry, contexts[registry.own_ca])
        threading.Thread(target=front.serve_forever, daemon=True).start()
        settings.on_exit.append(front.server_close)
        lines.append(f"{address} {registry.host}")
        _running[registry.host] = registry
        log(f"https://{registry.host} on {address}")
    with open(os.path.join(settings.run_dir, "hosts"), "w") as file:
        file.write("\n".join(lines) + "\n")
