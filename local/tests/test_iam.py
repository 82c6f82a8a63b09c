"""Permissions, with --iam."""

import json
import sys
import threading

import boto3
import pytest
from aws import iam
from aws.iam import policies
from aws.iam.callers import Caller
from aws.iam.requests import Need
from conftest import SOURCE_ACCOUNT, refused


def assumed(server, credentials: dict, service: str):
    return boto3.client(
        service, endpoint_url=server.endpoint, region_name="eu-west-1",
        aws_access_key_id=credentials["AccessKeyId"], aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


@pytest.fixture(scope="module")
def role(server) -> str:
    """A role of the source account that trusts this one with an external id, and may do anything in ECR."""
    iam = server.account(SOURCE_ACCOUNT).client("iam")
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
             "Condition": {"StringEquals": {"sts:ExternalId": "secret"}}}
    arn = iam.create_role(RoleName="theirs", AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    everything = {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}
    iam.put_role_policy(RoleName="theirs", PolicyName="all", PolicyDocument=document(everything))
    return arn


def document(statement: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_user_may_do_what_its_policies_say(server):
    user = server.account("123456789012", may=["ecr:DescribeRepositories"])
    assert user.client("ecr").describe_repositories()
    assert refused(user.client("ecr").create_repository, repositoryName="tests/iam") == "AccessDeniedException"
    assert refused(user.client("dynamodb").scan, TableName="tests") == "AccessDeniedException"
    assert refused(user.client("sns").list_topics) == "AccessDenied"


def test_tags_of_a_new_repository_need_a_permission_of_their_own(server):
    tags = [{"Key": "team", "Value": "a"}]
    user = server.account("123456789012", may=["ecr:CreateRepository"]).client("ecr")
    assert refused(user.create_repository, repositoryName="tests/tagged", tags=tags) == "AccessDeniedException"
    assert user.create_repository(repositoryName="tests/untagged")
    user = server.account("123456789012", may=["ecr:CreateRepository", "ecr:TagResource"]).client("ecr")
    assert user.create_repository(repositoryName="tests/tagged", tags=tags)


def test_repository_with_a_key_needs_permissions_on_the_key(server):
    key = server.home.client("kms").create_key()["KeyMetadata"]["Arn"]
    encrypted = {"encryptionType": "KMS", "kmsKey": key}
    user = server.account("123456789012", may=["ecr:CreateRepository", "kms:CreateGrant", "kms:DescribeKey"]).client("ecr")
    assert refused(user.create_repository, repositoryName="tests/key", encryptionConfiguration=encrypted) == "AccessDeniedException"
    user = server.account("123456789012", may=["ecr:CreateRepository", "kms:*"]).client("ecr")
    assert user.create_repository(repositoryName="tests/key", encryptionConfiguration=encrypted)


def test_bracket_is_no_pattern_in_a_policy():
    policy = {"Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:::[ab]"}}
    assert policies.allow([policy], "sqs:SendMessage", "arn:aws:sqs:::[ab]")
    assert not policies.allow([policy], "sqs:SendMessage", "arn:aws:sqs:::a")


def test_unknown_key_is_invalid(server):
    ecr = boto3.client("ecr", endpoint_url=server.endpoint, region_name="eu-west-1",
                       aws_access_key_id="AKIA0123456789ABCDEF", aws_secret_access_key="x")
    assert refused(ecr.describe_repositories) == "UnrecognizedClientException"


def test_role_is_assumed_only_by_whom_it_trusts(server, role):
    caller = server.account("123456789012", may=["sts:AssumeRole"]).client("sts")
    assert refused(caller.assume_role, RoleArn=role, RoleSessionName="test") == "AccessDenied"
    assert refused(caller.assume_role, RoleArn=role, RoleSessionName="test", ExternalId="other") == "AccessDenied"
    assert refused(caller.assume_role, RoleArn=role + "no", RoleSessionName="test", ExternalId="secret") == "AccessDenied"
    credentials = caller.assume_role(RoleArn=role, RoleSessionName="test", ExternalId="secret")["Credentials"]
    assert assumed(server, credentials, "sts").get_caller_identity()["Account"] == SOURCE_ACCOUNT
    stranger = server.account("333333333333").client("sts")
    assert refused(stranger.assume_role, RoleArn=role, RoleSessionName="test", ExternalId="secret") == "AccessDenied"


def test_session_policy_narrows_a_role(server, role):
    caller = server.account("123456789012", may=["sts:AssumeRole"]).client("sts")
    policy = document({"Effect": "Allow", "Action": "ecr:Describe*", "Resource": "*"})
    credentials = caller.assume_role(RoleArn=role, RoleSessionName="test", ExternalId="secret", Policy=policy)["Credentials"]
    ecr = assumed(server, credentials, "ecr")
    assert ecr.describe_repositories()["repositories"] is not None
    assert refused(ecr.create_repository, repositoryName="tests/iam") == "AccessDeniedException"


def test_what_is_refused_is_not_used(monkeypatch):
    monkeypatch.setattr(iam, "_used", {})
    monkeypatch.setattr(iam, "_denied", [])
    policy = json.dumps({"Statement": {"Effect": "Allow", "Action": "ecr:ListImages", "Resource": "*"}})
    role = Caller("123456789012", "aws", "arn:aws:iam::123456789012:role/reader", [policy])
    repository = "arn:aws:ecr:eu-west-1:123456789012:repository/app"
    assert iam.caller_may(role, Need("ecr:ListImages", repository))
    assert not iam.caller_may(role, Need("ecr:PutImage", repository))
    assert [one[:3] for one in iam.report()["denied"]] == [(role.arn, "ecr:PutImage", repository)]
    assert iam.report()["used"] == {"reader": [("ecr:ListImages", repository)]}


def test_what_roles_have_used_can_be_asked_for_while_they_use_more(monkeypatch):
    monkeypatch.setattr(iam, "_used", {})
    everything = json.dumps({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})
    done = threading.Event()

    def use() -> None:
        try:
            for number in range(20_000):
                role = Caller("123456789012", "aws", f"arn:aws:iam::123456789012:role/r{number % 1000}", [everything])
                assert iam.caller_may(role, Need("ecr:ListImages", f"arn:aws:ecr:::repository/{number}"))
        finally:
            done.set()

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threading.Thread(target=use).start()
        while not done.is_set():
            iam.report()
    finally:
        sys.setswitchinterval(before)
    assert sum(map(len, iam.report()["used"].values())) == 20_000
