"""What the task definition takes away from the container, and which images it takes."""

import json
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "local"))

from aws.cloudformation import intrinsics  # noqa: E402


@pytest.fixture(scope="module")
def container(template) -> dict:
    [container] = template["Resources"]["CopyTask"]["Properties"]["ContainerDefinitions"]
    return container


def test_container_may_write_to_one_volume_only(template, container):
    task = template["Resources"]["CopyTask"]["Properties"]
    assert container["ReadonlyRootFilesystem"] is True
    assert [one["Name"] for one in task["Volumes"]] == [one["SourceVolume"] for one in container["MountPoints"]] == ["work"]
    assert "ReadOnly" not in container["MountPoints"][0]


def test_container_has_no_capability_no_privilege_and_no_port(container):
    assert container["LinuxParameters"]["Capabilities"] == {"Drop": ["ALL"]}
    assert not {"Privileged", "PortMappings", "User"} & set(container)


def test_script_is_not_the_first_process_which_no_signal_ends(container):
    assert container["LinuxParameters"]["InitProcessEnabled"] is True


def test_login_comes_as_a_secret_only(container):
    assert "Environment" not in container
    assert [one["Name"] for one in container["Secrets"] if "Name" in one] == ["REGISTRY_AUTH"]


def test_task_has_the_processor_and_the_size_of_the_parameters(template):
    task = template["Resources"]["CopyTask"]["Properties"]
    assert task["RuntimePlatform"] == {"CpuArchitecture": {"Ref": "taskArchitecture"}, "OperatingSystemFamily": "LINUX"}
    assert (task["Cpu"], task["Memory"]) == ({"Ref": "taskCpu"}, {"Ref": "taskMemory"})


def test_nobody_calls_the_container(template):
    group = template["Resources"]["TaskSecurityGroup"]["Properties"]
    assert "SecurityGroupIngress" not in group
    others = [one for one in template["Resources"].values() if one["Type"] == "AWS::EC2::SecurityGroupIngress"]
    assert others == []


@pytest.mark.parametrize(
    ("image", "taken"),
    [
        ("quay.io/skopeo/stable:v1.22.2-immutable", True),
        ("quay.io/skopeo/stable@sha256:" + "0a" * 32, True),
        ("quay.io/skopeo/stable:v1.22.2@sha256:" + "0a" * 32, True),
        ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/skopeo:1", True),
        ("registry.example:5000/skopeo:1", True),
        ("quay.io/skopeo/stable", False),
        ("registry.example:5000/skopeo", False),
        ("quay.io/skopeo/stable@sha256:0a", False),
        ("quay.io/skopeo/stable:", False),
        ("-v:1", False),
        ("a b:1", False),
    ],
)
def test_image_of_the_task_is_pinned_by_tag_or_digest(template, image, taken):
    assert bool(re.fullmatch(template["Parameters"]["skopeoImage"]["AllowedPattern"], image)) is taken


@pytest.mark.parametrize(("host", "repositories"), [
    ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "ecr:eu-west-1:123456789012:repository/*"),
    ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "ecr:cn-north-1:123456789012:repository/*"),
    ("123456789012.dkr.ecr-fips.us-west-2.amazonaws.com", "ecr:us-west-2:123456789012:repository/*"),
    ("123456789012.dkr-ecr.eu-west-1.on.aws", "ecr:eu-west-1:123456789012:repository/*"),
    ("123456789012.dkr-ecr-fips.us-west-2.on.aws", "ecr:us-west-2:123456789012:repository/*"),
    ("quay.io", None),
    ("public.ecr.aws", None),
])
def test_task_may_pull_its_image_from_whichever_host_of_ecr(template, host, repositories):
    """https://docs.aws.amazon.com/general/latest/gr/ecr.html"""
    known = {"skopeoImage": f"{host}/skopeo:1", "AWS::Partition": "aws"}
    role = template["Resources"]["TaskExecutionRole"]["Properties"]
    pulls = [one["Fn::If"] for one in role["Policies"][0]["PolicyDocument"]["Statement"] if "ecr:BatchGetImage" in str(one)]
    assert [name for name, _, _ in pulls] == ["TaskImageIsInEcr"]
    assert intrinsics.holds(template["Conditions"]["TaskImageIsInEcr"], known, {}) == bool(repositories)
    if repositories:
        assert intrinsics.resolve(pulls[0][1]["Resource"], known) == f"arn:aws:{repositories}"


def test_default_image_is_of_a_version_that_never_moves(template):
    assert template["Parameters"]["skopeoImage"]["Default"].endswith("-immutable")


def test_log_groups_belong_to_the_stack_and_no_role_may_make_one(template):
    assert "logs:CreateLogGroup" not in json.dumps(template["Resources"])
    functions = [one["Properties"] for one in template["Resources"].values() if one["Type"] == "AWS::Serverless::Function"]
    groups = [one["LoggingConfig"]["LogGroup"]["Ref"] for one in functions]
    assert len(set(groups)) == len(functions)
    assert all(template["Resources"][one]["Type"] == "AWS::Logs::LogGroup" for one in groups)
