"""Every kind of source and destination, each with the credentials that it takes, under production host names.

One server for all of them, and a stack of its own for each row: how a registry is reached is decided when a stack is
deployed. Each row proves that the digests at both ends are equal, children and layers included.
"""

import functools
import json

import pytest
from conftest import refused
from images import DOCKER, OCI, Layer, Registry, image, index
from images.connection import behind
from sandbox import EcrRegistry, Sandbox

NEIGHBOUR = "222222222222"
CHINA = "333333333333"
EXTERNAL_ID = "for-the-replicator"
LOGIN = {"username": "mirror", "password": "hub-password"}
TOKEN_SERVICE = f"token:{LOGIN['username']}:{LOGIN['password']}"
PRIVATE = "registry.example.com"
BEHIND_K8S = "us-west2-docker.pkg.dev"
PRIVATE_LOGIN = {"username": "robot", "password": "private-password"}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    registries = (
        f"{NEIGHBOUR}/us-east-1", f"{CHINA}/cn-north-1", "registry-1.docker.io/bearer", "quay.io/bearer", "ghcr.io/bearer",
        "public.ecr.aws/bearer:aws", f"registry.k8s.io/redirect:{BEHIND_K8S}/images", f"{BEHIND_K8S}/anonymous",
        f"registry.gitlab.com/{TOKEN_SERVICE}", f"{PRIVATE}/basic:{PRIVATE_LOGIN['username']}:{PRIVATE_LOGIN['password']}",
    )
    with Sandbox.start(tmp_path_factory.mktemp("world"), registries=registries) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def sandbox(world):
    """What the fixtures for all tests look after."""
    return world


@pytest.fixture
def deploy(deploy):
    return functools.partial(deploy, registryAddresses="ANY")


def registry_at(world, host: str) -> Registry:
    return Registry(behind(world.server.run_dir, host))


def ecr_of(world, account: str, region: str) -> EcrRegistry:
    return EcrRegistry(world.server, world.server.account(account, region))


def multi_platform(name: str, types=OCI):
    base = Layer(f"{name} base")
    platforms = ("linux/amd64", "linux/arm64")
    return index([image([base, Layer(f"{name} {one}")], types, one) for one in platforms], types)


def access_key(account, **more) -> str:
    return json.dumps({"access_key_id": account.access_key, "secret_access_key": account.secret_key, **more})


def assert_copied(stack, source, destination, *images: tuple[str, str, str]):
    """Each is source repository, destination repository, tag. All that the run did is what was asked for."""
    run = stack.first_run()
    assert run.status == "SUCCEEDED", run.cause
    for repository, copy, tag in images:
        assert source.complete(repository, tag) == destination.complete(copy, tag)
    rows = stack.images()
    assert {f"{copy}:{tag}" for _, copy, tag in images} == set(rows)
    assert {row["status"] for row in rows.values()} == {"SUCCEEDED"}


ALLOW_PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability",
              "ecr:ListImages", "ecr:DescribeImages"]


def share(registry: EcrRegistry, repository: str, account: str) -> None:
    statement = {"Sid": "pull", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
                 "Action": ALLOW_PULL}
    registry.account.client("ecr").set_repository_policy(
        repositoryName=repository, policyText=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))


MAY_PULL = [*ALLOW_PULL, "ecr:GetAuthorizationToken", "ecr:DescribeRepositories"]
MAY_PUSH = [
    *MAY_PULL, "ecr:CreateRepository", "ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload"]


def role_of(registry: EcrRegistry, name: str, trusted: str, may: list[str]) -> str:
    """The ARN of a role in the registry's account that another account may take with the external id."""
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": f"arn:aws:iam::{trusted}:root"},
             "Condition": {"StringEquals": {"sts:ExternalId": EXTERNAL_ID}}}
    allow = {"Effect": "Allow", "Action": may, "Resource": "*"}
    iam = registry.account.client("iam")
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [trust]}))["Role"]
    iam.put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [allow]}))
    return role["Arn"]


def test_selected_images_of_another_account_by_the_policy_of_their_repository(world, deploy):
    neighbour = ecr_of(world, NEIGHBOUR, "us-east-1")
    neighbour.push("by-policy/app", "1", multi_platform("by-policy"))
    share(neighbour, "by-policy/app", world.server.home.id)
    stack = deploy("by-policy", srcRegion="us-east-1", srcAccountId=NEIGHBOUR, srcList="SELECTED",
                   srcImageList="by-policy/app:1", destPrefix="policy")
    assert_copied(stack, neighbour, world.destination, ("by-policy/app", "policy/by-policy/app", "1"))


@pytest.mark.refused
def test_all_images_of_another_account_by_policy_say_that_a_registry_policy_or_a_role_is_needed(world, deploy):
    stack = deploy("all-by-policy", srcRegion="us-east-1", srcAccountId=NEIGHBOUR)
    run = stack.first_run()
    assert (run.status, run.tasks) == ("FAILED", 0)
    assert "registry policy" in run.cause and "srcRoleArn" in run.cause
    assert len(stack.messages()) == 1


def test_images_of_another_account_by_access_key(world, deploy):
    neighbour = ecr_of(world, NEIGHBOUR, "us-east-1")
    neighbour.push("by-key/app", "1", image([Layer("by-key 1")], DOCKER))
    neighbour.push("by-key/app", "2", multi_platform("by-key 2", DOCKER))
    reader = world.server.account(NEIGHBOUR, "us-east-1", may=MAY_PULL)
    world.put_credential("neighbour-key", access_key(reader))
    stack = deploy("by-key", srcRegion="us-east-1", srcAccountId=NEIGHBOUR, srcCredential="neighbour-key",
                   srcList="SELECTED", srcImageList="by-key/*:*", destPrefix="key")
    assert_copied(stack, neighbour, world.destination,
                  ("by-key/app", "key/by-key/app", "1"), ("by-key/app", "key/by-key/app", "2"))


def test_images_of_another_account_by_role_with_external_id(world, deploy):
    neighbour = ecr_of(world, NEIGHBOUR, "us-east-1")
    neighbour.push("by-role/app", "1", multi_platform("by-role"))
    role = role_of(neighbour, "replicator-reads", world.server.home.id, MAY_PULL)
    stack = deploy("by-role", srcRegion="us-east-1", srcAccountId=NEIGHBOUR, srcRoleArn=role,
                   srcRoleExternalId=EXTERNAL_ID, srcList="SELECTED", srcImageList="by-role/**:ALL_TAGS",
                   destPrefix="role")
    assert_copied(stack, neighbour, world.destination, ("by-role/app", "role/by-role/app", "1"))


def test_from_here_into_china(world, deploy):
    china = ecr_of(world, CHINA, "cn-north-1")
    world.source.push("to-china/app", "1", multi_platform("to-china"))
    world.put_credential("china-key", access_key(china.account))
    stack = deploy("to-china", srcRegion=world.source.region, srcList="SELECTED", srcImageList="to-china/app:1",
                   destRegion="cn-north-1", destAccountId=CHINA, destCredential="china-key", destPrefix="world")
    assert_copied(stack, world.source, china, ("to-china/app", "world/to-china/app", "1"))


def test_all_images_out_of_china(world, deploy):
    china = ecr_of(world, CHINA, "cn-north-1")
    china.push("from-china/app", "1", multi_platform("from-china"))
    world.put_credential("china-reader", access_key(china.account))
    stack = deploy("from-china", srcRegion="cn-north-1", srcAccountId=CHINA, srcCredential="china-reader",
                   destPrefix="china")
    run = stack.first_run()
    assert run.status == "SUCCEEDED", run.cause
    assert china.complete("from-china/app", "1") == world.destination.complete("china/from-china/app", "1")


def test_public_images_of_docker_hub_and_quay_as_docker_names_them_are_pulled_once(world, deploy):
    hub = registry_at(world, "registry-1.docker.io")
    hub.push("library/ubuntu", "latest", multi_platform("ubuntu", DOCKER))
    hub.push("bitnami/redis", "7", image([Layer("redis")]))
    quay = registry_at(world, "quay.io")
    # Two pages of tags: Quay gives a hundred at once.
    for number in range(120):
        quay.push("coreos/etcd", f"v3.{number}", image([Layer("etcd")]))
    stack = deploy("public", sourceType="Public", srcList="SELECTED",
                   srcImageList="ubuntu, bitnami/redis:7, quay.io/coreos/etcd:/^v3\\.11[0-9]$/", destPrefix="public")
    run = stack.first_run()
    assert run.status == "SUCCEEDED", run.cause
    here = world.destination
    assert hub.complete("library/ubuntu", "latest") == here.complete("public/ubuntu", "latest")
    assert hub.complete("bitnami/redis", "7") == here.complete("public/bitnami/redis", "7")
    copied = [name for name in stack.images() if name.startswith("public/quay.io/coreos/etcd:")]
    assert sorted(copied) == [f"public/quay.io/coreos/etcd:v3.{number}" for number in range(110, 120)]
    again = stack.run()
    assert (again.status, again.tasks, again.puts, again.gets) == ("SUCCEEDED", 0, [], [])
    assert sorted(again.heads) == [  # which Docker Hub does not count as pulls
        *(f"quay.io/v2/coreos/etcd/manifests/v3.{number}" for number in range(110, 120)),
        "registry-1.docker.io/v2/bitnami/redis/manifests/7",
        "registry-1.docker.io/v2/library/ubuntu/manifests/latest",
    ]


def test_public_images_of_registries_that_let_everybody_in_each_in_its_own_way(world, deploy):
    """A token for one repository, a token for all, and no token but another host."""
    made = {
        "ghcr.io/team/app": ("ghcr.io", "team/app"),
        "public.ecr.aws/docker/library/alpine": ("public.ecr.aws", "docker/library/alpine"),
        "registry.k8s.io/pause": (BEHIND_K8S, "images/pause"),
    }
    for name, (host, repository) in made.items():
        registry_at(world, host).push(repository, "1", multi_platform(name))
    stack = deploy("everybody", sourceType="Public", srcList="SELECTED", srcImageList=",".join(f"{name}:*" for name in made),
                   destPrefix="all")
    run = stack.first_run()
    assert run.status == "SUCCEEDED", run.cause
    assert set(stack.images()) == {f"all/{name}:1" for name in made}
    for name, (host, repository) in made.items():
        assert world.destination.complete(f"all/{name}", "1") == registry_at(world, host).complete(repository, "1")


def test_all_images_of_a_private_registry_with_host_and_port(world, deploy):
    private = registry_at(world, PRIVATE)
    private.push("team/app", "1", multi_platform("private"))
    private.push("team/tool", "2", image([Layer("tool")], DOCKER))
    private.push("elsewhere/app", "1", image([Layer("elsewhere")]))
    world.put_credential("private-login", json.dumps(PRIVATE_LOGIN))
    stack = deploy("private", sourceType="Private", srcRegistry=f"{PRIVATE}:443/team", srcCredential="private-login",
                   destPrefix="private")
    assert_copied(stack, private, world.destination,
                  ("team/app", "private/app", "1"), ("team/tool", "private/tool", "2"))


def test_selected_images_of_a_private_registry_with_a_token_service(world, deploy):
    private = registry_at(world, "registry.gitlab.com")
    private.push("team/app", "1", multi_platform("token"))
    secrets = world.server.home.client("secretsmanager")
    secret = secrets.create_secret(Name="gitlab", SecretString=json.dumps(LOGIN))
    stack = deploy("token", sourceType="Private", srcRegistry="registry.gitlab.com", srcCredential=secret["ARN"],
                   srcList="SELECTED", srcImageList="team/app:1", destPrefix="token")
    assert_copied(stack, private, world.destination, ("team/app", "token/team/app", "1"))


@pytest.mark.parametrize("content", [
    '{"username": "robot"}', pytest.param(None, marks=pytest.mark.refused, id="missing")])
def test_a_credential_that_is_none_fails_the_run_and_its_message_names_the_parameter_only(world, deploy, content):
    if content is not None:
        world.put_credential("broken-login", content)
    else:
        world.server.home.client("ssm").delete_parameter(Name="broken-login")
    stack = deploy("broken", sourceType="Private", srcRegistry=PRIVATE, srcCredential="broken-login")
    run = stack.first_run()
    assert (run.status, run.tasks) == ("FAILED", 0)
    assert "srcCredential" in run.cause
    assert "robot" not in run.cause + stack.messages()[0].text


def test_public_images_of_docker_hub_are_pulled_with_the_login_that_is_given(tmp_path):
    with Sandbox.start(tmp_path, registries=(f"registry-1.docker.io/{TOKEN_SERVICE}",)) as sandbox:
        hub = registry_at(sandbox, "registry-1.docker.io")
        hub.push("library/alpine", "3", multi_platform("alpine"))
        sandbox.put_credential("hub-login", json.dumps(LOGIN))
        stack = sandbox.deploy("hub", registryAddresses="ANY", sourceType="Public", srcList="SELECTED",
                               srcImageList="docker.io/library/alpine:3", srcCredential="hub-login")
        assert_copied(stack, hub, sandbox.destination,
                      ("library/alpine", "docker.io/library/alpine", "3"))
        assert refused(sandbox) == []


def test_into_another_account_by_role(world, deploy):
    neighbour = ecr_of(world, NEIGHBOUR, "us-east-1")
    world.source.push("to-neighbour/app", "1", multi_platform("to-neighbour"))
    role = role_of(neighbour, "replicator-writes", world.server.home.id, MAY_PUSH)
    stack = deploy("to-neighbour", srcRegion=world.source.region, srcList="SELECTED", srcImageList="to-neighbour/app:1",
                   destRegion="us-east-1", destAccountId=NEIGHBOUR, destRoleArn=role, destRoleExternalId=EXTERNAL_ID,
                   destPrefix="ours")
    assert_copied(stack, world.source, neighbour, ("to-neighbour/app", "ours/to-neighbour/app", "1"))


def test_within_one_registry_by_a_role_whose_login_opens_both_sides(world, deploy):
    neighbour = ecr_of(world, NEIGHBOUR, "us-east-1")
    neighbour.push("within/app", "1", multi_platform("within"))
    role = role_of(neighbour, "replicator-copies", world.server.home.id, MAY_PUSH)
    stack = deploy(
        "within", srcList="SELECTED", srcImageList="within/app:1", destPrefix="copies",
        srcRegion="us-east-1", srcAccountId=NEIGHBOUR, srcRoleArn=role, srcRoleExternalId=EXTERNAL_ID,
        destRegion="us-east-1", destAccountId=NEIGHBOUR, destRoleArn=role, destRoleExternalId=EXTERNAL_ID)
    assert_copied(stack, neighbour, neighbour, ("within/app", "copies/within/app", "1"))


def test_both_sides_elsewhere_with_the_list_in_an_s3_object(world, deploy):
    neighbour = ecr_of(world, NEIGHBOUR, "us-east-1")
    china = ecr_of(world, CHINA, "cn-north-1")
    neighbour.push("elsewhere/app", "1", multi_platform("elsewhere"))
    world.put_credential("neighbour-key", access_key(neighbour.account))
    world.put_credential("china-key", access_key(china.account))
    s3 = world.server.home.client("s3")
    s3.create_bucket(Bucket="lists", CreateBucketConfiguration={"LocationConstraint": world.server.home.region})
    s3.put_object(Bucket="lists", Key="team/images.txt", Body=b"# what the team needs\nelsewhere/app:1\n")
    stack = deploy("elsewhere", srcRegion="us-east-1", srcAccountId=NEIGHBOUR, srcCredential="neighbour-key",
                   srcList="SELECTED", srcImageListLocation="s3://lists/team/images.txt",
                   destRegion="cn-north-1", destAccountId=CHINA, destCredential="china-key", destPrefix="mirror")
    assert_copied(stack, neighbour, china, ("elsewhere/app", "mirror/elsewhere/app", "1"))
