"""Who may use a registry and its repositories: by their own policies, and by those of the caller."""

import json
import subprocess

import pytest
from conftest import SOURCE_ACCOUNT, refused
from images.registry import Unexpected
from registry import ONE_PLATFORM, TWO_PLATFORMS, front, login, push, skopeo


def policy(*actions: str, **more) -> str:
    statement = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": list(actions)}
    return json.dumps({"Version": "2012-10-17", "Statement": [{**statement, "Sid": "other", **more}]})


def test_registry_of_another_account_opens_by_its_policies(server, ecr):
    other = server.account(SOURCE_ACCOUNT, "us-west-2").in_region("eu-west-1").client("ecr")
    other.create_repository(repositoryName="tests/theirs")
    theirs = {"registryId": SOURCE_ACCOUNT, "repositoryName": "tests/theirs"}
    assert refused(ecr.list_images, **theirs) == "AccessDeniedException"
    other.set_repository_policy(repositoryName="tests/theirs", policyText=policy("ecr:ListImages"))
    assert ecr.list_images(**theirs)["imageIds"] == []
    assert refused(ecr.describe_repositories, registryId=SOURCE_ACCOUNT) == "AccessDeniedException"
    other.put_registry_policy(policyText=policy("ecr:DescribeRepositories", Resource="*"))
    answer = ecr.describe_repositories(registryId=SOURCE_ACCOUNT)["repositories"][0]
    assert answer["repositoryUri"] == f"{SOURCE_ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/tests/theirs"
    assert refused(ecr.describe_repositories, repositoryNames=["tests/theirs"]) == "RepositoryNotFoundException"


def test_deny_of_a_repository_outweighs_what_the_registry_allows(server, ecr):
    other = server.account(SOURCE_ACCOUNT, "us-west-2").in_region("eu-central-1").client("ecr")
    other.create_repository(repositoryName="tests/closed")
    other.put_registry_policy(policyText=policy("ecr:ListImages", Resource="*"))
    asked = server.home.in_region("eu-central-1").client("ecr")
    theirs = {"registryId": SOURCE_ACCOUNT, "repositoryName": "tests/closed"}
    assert asked.list_images(**theirs)["imageIds"] == []
    other.set_repository_policy(repositoryName="tests/closed", policyText=policy("ecr:ListImages", Effect="Deny"))
    assert refused(asked.list_images, **theirs) == "AccessDeniedException"


def test_deny_of_a_repository_binds_its_own_account(server, ecr, repository):
    ecr.set_repository_policy(repositoryName=repository, policyText=policy("ecr:BatchGetImage", Effect="Deny"))
    assert refused(ecr.batch_get_image, repositoryName=repository, imageIds=[{"imageTag": "v1"}]) == "AccessDeniedException"
    with pytest.raises(Unexpected, match="403"):
        front(server, server.home).manifest(repository, "v1")
    assert ecr.list_images(repositoryName=repository)["imageIds"]


def test_token_opens_another_accounts_registry_by_its_policies(server):
    other = server.account(SOURCE_ACCOUNT, "us-west-2")
    other.client("ecr").create_repository(repositoryName="tests/pulled")
    push(server, other, "tests/pulled", "v1", ONE_PLATFORM)
    host, _ = login(other)
    _, credentials = login(server.home.in_region("us-west-2"))
    command = ("inspect", "--creds", credentials, f"docker://{host}/tests/pulled:v1")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        skopeo(server, *command)
    assert "no resource-based policy allows the ecr:BatchGetImage action" in caught.value.stdout
    other.client("ecr").set_repository_policy(
        repositoryName="tests/pulled",
        policyText=policy("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:ListImages"),
    )
    assert json.loads(skopeo(server, *command))["Name"] == f"{host}/tests/pulled"


def test_token_may_do_what_its_user_may(server):
    other = server.account(SOURCE_ACCOUNT, "us-west-2")
    other.client("ecr").create_repository(repositoryName="tests/read-only")
    push(server, other, "tests/read-only", "v1", ONE_PLATFORM)
    may = ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    reader = server.account(SOURCE_ACCOUNT, "us-west-2", may)
    assert front(server, reader).manifest("tests/read-only", "v1")
    with pytest.raises(Unexpected, match="403"):
        push(server, reader, "tests/read-only", "v2", TWO_PLATFORMS)
