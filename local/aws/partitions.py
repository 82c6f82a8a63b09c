"""How the partition of a region shows in names."""

from moto.utilities.utils import get_partition


def domain(region: str) -> str:
    return "amazonaws.com.cn" if get_partition(region) == "aws-cn" else "amazonaws.com"
