"""What the task definition takes away from the container, and which images it takes."""

import json
import re

import pytest


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


def test_login_comes_as_a_secret_only(container):
    assert "Environment" not in container
    assert [one["Name"] for one in container["Secrets"] if "Name" in one] == ["REGISTRY_AUTH"]


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


def test_default_image_is_of_a_version_that_never_moves(template):
    assert template["Parameters"]["skopeoImage"]["Default"].endswith("-immutable")


def test_log_groups_belong_to_the_stack_and_no_role_may_make_one(template):
    assert "logs:CreateLogGroup" not in json.dumps(template["Resources"])
    functions = [one["Properties"] for one in template["Resources"].values() if one["Type"] == "AWS::Serverless::Function"]
    groups = [one["LoggingConfig"]["LogGroup"]["Ref"] for one in functions]
    assert len(set(groups)) == len(functions)
    assert all(template["Resources"][one]["Type"] == "AWS::Logs::LogGroup" for one in groups)
