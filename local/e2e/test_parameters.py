"""What cannot work is refused, with a message that names the parameter and what would be right."""

import functools
import json

import pytest
from botocore.exceptions import ClientError
from conftest import PREFIX
from images import Layer, image
from samtranslator.yaml_helper import yaml_parse
from sandbox.sandbox import ROOT
from secret_kinds import BASIC, BASIC_HOST

# The fixture subnets makes them.
IN_ZONE_OF_SUBNET_A, IN_ANOTHER_VPC = "subnet in the zone of ecsSubnetA", "subnet in another VPC"

REFUSED = {
    "unknown kind of source": ({"sourceType": "Docker"}, ["sourceType", "Amazon_ECR"]),
    "ECR without a region": ({"srcRegion": ""}, ["srcRegion", "us-west-2"]),
    "region that is none": ({"srcRegion": "Oregon"}, ["srcRegion", "us-west-2"]),
    "empty list": ({"srcList": "SELECTED"}, ["srcImageList", "ubuntu:latest"]),
    "list of commas": ({"srcList": "SELECTED", "srcImageList": ", ,"}, ["srcImageList", "at least one image"]),
    "all of a public registry": ({"sourceType": "Public"}, ["srcList", "SELECTED"]),
    "private without a host": ({"sourceType": "Private"}, ["srcRegistry", "registry.example.com"]),
    "host with a scheme": (
        {"sourceType": "Private", "srcRegistry": "https://example.com"}, ["srcRegistry", "without https://"],
    ),
    "host of a public registry": (
        {"sourceType": "Public", "srcList": "SELECTED", "srcImageList": "team/app:1", "srcRegistry": "registry.example.com"},
        ["srcRegistry", "Private"],
    ),
    "external id of no role that pulls": ({"srcRoleExternalId": "ticket-7"}, ["srcRoleExternalId", "srcRoleArn"]),
    "external id of no role that pushes": ({"destRoleExternalId": "ticket-7"}, ["destRoleExternalId", "destRoleArn"]),
    "account that is none": ({"srcAccountId": "1234"}, ["srcAccountId", "12 digits"]),
    "e-mail that is none": ({"alarmEmail": "platform-team"}, ["alarmEmail", "team@example.com"]),
    "prefix in capitals": ({"destPrefix": "Mirror"}, ["destPrefix", "lower-case"]),
    "prefix with two separators": ({"destPrefix": "a--b"}, ["destPrefix", "a single"]),
    "name of a signing profile": ({"destSigningProfileArn": "ours"}, ["destSigningProfileArn", "ARN"]),
    "no task at once": ({"maxConcurrency": "0"}, ["maxConcurrency", "between 1 and 1000"]),
    "credential itself": ({"srcCredential": '{"access_key_id": "x"}'}, ["srcCredential", "name or ARN"]),
    "credential and role": (
        {"srcCredential": "drh-credentials", "srcRoleArn": "arn:aws:iam::111122223333:role/pull"},
        ["srcRoleArn", "blank"],
    ),
    "credential and role that push": (
        {"destCredential": "drh-credentials", "destRoleArn": "arn:aws:iam::111122223333:role/push"},
        ["destRoleArn", "blank"],
    ),
    "role for a private registry": (
        {
            "sourceType": "Private", "srcRegistry": "registry.example.com",
            "srcRoleArn": "arn:aws:iam::111122223333:role/pull",
        },
        ["srcRoleArn", "Amazon_ECR", "srcCredential"],
    ),
    "role that pulls across partitions": (
        {"srcRegion": "cn-north-1", "srcRoleArn": "arn:aws-cn:iam::111122223333:role/pull"}, ["srcRoleArn", "srcCredential"],
    ),
    "role that pushes across partitions": (
        {"destRegion": "cn-north-1", "destRoleArn": "arn:aws-cn:iam::111122223333:role/push"}, ["destRoleArn", "destCredential"],
    ),
    "account of a source in another partition that is not named": (
        {"srcRegion": "cn-north-1", "srcCredential": "drh-credentials"}, ["srcAccountId"],
    ),
    "key of a source in another partition that is not named": (
        {"srcRegion": "us-gov-west-1", "srcAccountId": "111122223333"}, ["srcCredential"],
    ),
    "account of a destination in another partition that is not named": (
        {"destRegion": "us-gov-west-1", "destCredential": "drh-credentials"}, ["destAccountId"],
    ),
    "key of a destination in another partition that is not named": (
        {"destRegion": "cn-north-1", "destAccountId": "111122223333"}, ["destCredential"],
    ),
    "authority of a public registry": ({"srcRegistryCa": "team-ca"}, ["srcRegistryCa", "Private"]),
    "two subnets of one zone": ({"ecsSubnetB": IN_ZONE_OF_SUBNET_A}, ["ecsSubnetB", "two availability zones"]),
    "subnet of another VPC": ({"ecsSubnetB": IN_ANOTHER_VPC}, ["ecsSubnetB", "ecsVpcId"]),
    "memory that Fargate has not for 256 CPU units": (
        {"taskCpu": "256", "taskMemory": "4096"}, ["taskMemory must be 512, 1024 or 2048"]),
    "memory that Fargate has not for 512 CPU units": (
        {"taskCpu": "512", "taskMemory": "8192"}, ["taskMemory must be 1024, 2048, 3072 or 4096"]),
    "memory that Fargate has not for 1024 CPU units": (
        {"taskCpu": "1024", "taskMemory": "16384"}, ["taskMemory must be 2048, 3072, 4096 or 8192"]),
    "memory that Fargate has not for 2048 CPU units": (
        {"taskCpu": "2048", "taskMemory": "3072"}, ["taskMemory must be 4096, 8192 or 16384"]),
    "memory that Fargate has not for 4096 CPU units": (
        {"taskCpu": "4096", "taskMemory": "4096"}, ["taskMemory must be 8192 or 16384"]),
    "pushes of another region": ({"replicateOnPush": "ENABLED"}, ["replicateOnPush", "destRegion"]),
    "pushes of another account": (
        {"srcRegion": "eu-west-1", "srcAccountId": "111122223333", "replicateOnPush": "ENABLED"}, ["replicateOnPush", "srcAccountId"],
    ),
    "pushes for a stack that runs once": (
        {"srcRegion": "eu-west-1", "destPrefix": "mirror", "replicateOnPush": "ENABLED", "replicationMode": "ONE_TIME"},
        ["replicateOnPush", "ONE_TIME"],
    ),
    "images that are their own copies": ({"srcRegion": "eu-west-1"}, ["destPrefix", "same registry"]),
    "one registry that is opened in two ways": (
        {"srcRegion": "eu-west-1", "destPrefix": "mirror", "srcCredential": "drh-credentials"},
        ["srcCredential", "destCredential", "one registry"],
    ),
    "no schedule": ({"scheduleExpression": "daily"}, ["scheduleExpression", "cron("]),
}


@pytest.fixture(scope="module")
def subnets(sandbox):
    """Their ids, by what cases call them."""
    ec2 = sandbox.server.home.client("ec2")
    first, second = ec2.describe_subnets()["Subnets"][:2]
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    places = {
        IN_ZONE_OF_SUBNET_A: (first["VpcId"], "172.31.240.0/24", first["AvailabilityZone"]),
        IN_ANOTHER_VPC: (vpc, "10.1.0.0/24", second["AvailabilityZone"]),
    }
    made = {
        name: ec2.create_subnet(VpcId=vpc_id, CidrBlock=addresses, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for name, (vpc_id, addresses, zone) in places.items()
    }
    yield made
    for subnet in made.values():
        ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc(VpcId=vpc)


@pytest.fixture(scope="module")
def refusal(sandbox, subnets):
    """The message that refuses a case, before anything is made; each case is tried once."""

    @functools.cache
    def of(case: str) -> str:
        parameters, _ = REFUSED[case]
        given = {name: subnets.get(value, value) for name, value in parameters.items()}
        with pytest.raises(ClientError) as refused:
            sandbox.deploy("refused", **{"srcRegion": "us-west-2", **given})
        stacks = sandbox.server.home.client("cloudformation").list_stacks()["StackSummaries"]
        assert [one for one in stacks if one["StackName"] == "refused"] == []
        return refused.value.response["Error"]["Message"]

    return of


@pytest.mark.parametrize("case", REFUSED)
def test_template_refuses(refusal, case):
    _, words = REFUSED[case]
    assert [word for word in words if word not in refusal(case)] == [], refusal(case)


def test_every_rule_of_the_template_refuses_one_of_the_cases(refusal):
    rules = yaml_parse((ROOT / "template.yaml").read_text())["Rules"].values()
    descriptions = [assertion["AssertDescription"] for rule in rules for assertion in rule["Assertions"]]
    told = "\n".join(refusal(case) for case in REFUSED)
    assert [one for one in descriptions if one not in told] == []


@pytest.mark.parametrize("entry", ["Shop/App:1", "shop/app:ta g", "shop//app:1", "shop/app@sha256:12"])
def test_malformed_name_is_refused_by_the_first_function(replicator, first_run, source, entry):
    source.push("wellformed/app", "1", image([Layer("wellformed")]))
    replicator.select("wellformed/app:1", entry)
    before = len(replicator.messages())
    run = replicator.run()
    assert (run.status, run.tasks, run.puts) == ("FAILED", 0, [])
    assert "srcImageList" in run.cause
    assert entry in run.cause
    told = replicator.messages()[before:]
    assert [entry in one.text for one in told] == [True]


# What only shows when it is used.
REFUSED_BY_THE_RUN = {
    "access key where a password is needed": ("srcCredential", {
        "sourceType": "Private", "srcRegion": "", "srcRegistry": BASIC_HOST, "srcCredential": "runtime-access-key"}),
    "authority that is not there": ("srcRegistryCa", {
        "sourceType": "Private", "srcRegion": "", "srcRegistry": BASIC_HOST, "srcCredential": "runtime-login",
        "srcRegistryCa": "runtime-nowhere"}),
    "list that is not there": ("srcImageListLocation", {
        "srcList": "SELECTED", "srcImageListLocation": "runtime-nowhere"}),
    "object that is not there": ("srcImageListLocation", {
        "srcList": "SELECTED", "srcImageListLocation": "s3://runtime-nowhere/images.txt"}),
}


@pytest.mark.parametrize("name, parameters", REFUSED_BY_THE_RUN.values(), ids=REFUSED_BY_THE_RUN.keys())
def test_what_only_a_run_can_know_fails_it_before_anything_is_put_and_names_the_parameter(sandbox, deploy, name, parameters):
    sandbox.put_credential("runtime-access-key", '{"access_key_id": "AKIAEXAMPLE", "secret_access_key": "key-of-nobody"}')
    sandbox.put_credential("runtime-login", json.dumps(dict(zip(("username", "password"), BASIC))))
    stack = deploy("runtime", registryAddresses="ANY", **parameters)
    run = stack.first_run()
    assert (run.status, run.tasks, run.puts) == ("FAILED", 0, [])
    assert name in run.cause
    [told] = stack.messages()
    assert name in told.text and "key-of-nobody" not in told.text


def test_entry_that_matches_nothing_is_named(replicator, first_run, source):
    source.push("matching/app", "1", image([Layer("matching")]))
    replicator.select("matching/app:1", "nobody/*:v*")
    before = len(replicator.messages())
    assert replicator.run().status == "FAILED"
    assert ["nobody/*:v*" in one.text for one in replicator.messages()[before:]] == [True]
    assert replicator.images()[f"{PREFIX}/matching/app:1"]["status"] == "SUCCEEDED"
