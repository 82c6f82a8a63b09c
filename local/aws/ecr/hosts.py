"""The host name under which an account's registry answers."""

from .. import partitions


def host_of(account: str, region: str) -> str:
    return f"{account}.dkr.ecr.{region}.{partitions.domain(region)}"
