"""A stack that is in China itself, where names of resources, services and registries are others."""

import re

from conftest import refused
from sandbox import Sandbox
from test_key import policy
from test_sources import MAY_PULL, NEIGHBOUR, access_key, assert_copied, multi_platform


def test_images_from_outside_are_copied_by_a_stack_in_china(tmp_path):
    with Sandbox.start(tmp_path, source_account=NEIGHBOUR, region="cn-north-1") as china:
        china.source.push("into-china/app", "1", multi_platform("into-china"))
        reader = china.server.account(NEIGHBOUR, china.source.region, may=MAY_PULL)
        china.put_credential("outside-key", access_key(reader))
        key = china.server.home.client("kms").create_key(Policy=policy(china))["KeyMetadata"]["Arn"]
        stack = china.deploy("in-china", registryAddresses="ANY", srcRegion=china.source.region, srcAccountId=NEIGHBOUR,
                             srcCredential="outside-key", destPrefix="world", kmsKeyArn=key)
        assert_copied(stack, china.source, china.destination, ("into-china/app", "world/into-china/app", "1"))
        assert refused(china) == []
        assert foreign_arns(china, stack) == []
        assert stack.stack.outputs()["Workflow"].startswith("https://cn-north-1.console.amazonaws.cn/")


def foreign_arns(china, stack) -> list[str]:
    """Of another partition, in what the stack has made and in what its roles have asked for."""
    states = china.server.home.client("stepfunctions")
    definition = states.describe_state_machine(stateMachineArn=stack.workflow)["definition"]
    used = china.server.control("GET", "iam")["used"]
    resources = [resource for role, pairs in used.items() if stack.stack.name in role for _, resource in pairs]
    assert resources
    return re.findall(r"arn:(?!aws-cn:)[^\s\"]*", "\n".join([definition, *stack.resources.values(), *resources]))
