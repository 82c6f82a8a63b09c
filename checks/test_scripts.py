"""deploy.sh and publish.sh against an emulated AWS, in a copy of the project that holds no more than they read."""

import json
import os
import re
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import boto3
import pytest
from conftest import stub
from moto.server import ThreadedMotoServer

ROOT = Path(__file__).resolve().parent.parent
ARM64 = b"\x7fELF" + bytes(14) + struct.pack("<H", 183)


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture(scope="module")
def client(server):
    return lambda name: boto3.client(
        name, endpoint_url=server, region_name="eu-west-1", aws_access_key_id="local", aws_secret_access_key="local",
    )


@pytest.fixture(scope="module")
def network(client) -> list[str]:
    ec2 = client("ec2")
    client("ecs").create_cluster(clusterName="main")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    found = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=found[0]["SubnetId"])
    return [one["SubnetId"] for one in found]


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copy(ROOT / "template.yaml", tmp_path)
    shutil.copy(ROOT / "samconfig.toml", tmp_path)
    (tmp_path / "functions" / "target").mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "functions" / "target" / "function.zip", "w") as package:
        package.writestr("bootstrap", ARM64)
    return tmp_path


@pytest.fixture
def run(project, server):
    def call(*command: str, **environment):
        settings = {
            "AWS_ENDPOINT_URL": server, "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_PAGER": "",
        }
        done = subprocess.run(
            [project / "scripts" / command[0], *command[1:]], capture_output=True, text=True,
            env={**os.environ, **settings, **environment},
        )
        return done.returncode, done.stdout + done.stderr

    return call


@pytest.fixture
def deploy(project, run):
    """Deploys with a sam that only shows how it was called; answers its options and its parameters."""
    stub(project / "bin" / "sam", """printf '<%s>\\n' "$@" """)

    def call(*arguments: str, **environment):
        code, said = run("deploy.sh", *arguments, PATH=path_of(project), **environment)
        assert code == 0, said
        called = re.findall(r"^<(.*?)>$", said, re.MULTILINE | re.DOTALL)
        at = called.index("--parameter-overrides") + 1
        return called[:at], sorted(called[at:])

    return call


@pytest.fixture
def stack(client):
    cloudformation = client("cloudformation")

    def create(**parameters: str):
        template = {
            "Parameters": {name: {"Type": "String"} for name in parameters},
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        }
        cloudformation.create_stack(
            StackName="ecr-replicator", TemplateBody=json.dumps(template),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        )

    yield create
    cloudformation.delete_stack(StackName="ecr-replicator")


def vpc_with_subnet(ec2) -> tuple[str, str, str]:
    """A VPC of its own, a subnet that its main route table serves, and that table."""
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.0.0/24")["Subnet"]["SubnetId"]
    tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"]
    return vpc, subnet, tables[0]["RouteTableId"]


def with_aws(project: Path, case: str):
    """An aws that answers one case of its arguments by itself."""
    stub(project / "bin" / "aws", f'case "$*" in {case} *) exec {shutil.which("aws")} "$@" ;; esac')


def path_of(project: Path) -> str:
    return f"{project}/bin:{os.environ['PATH']}"


def test_deployment_that_can_work_passes(run, network):
    code, said = run("deploy.sh", "--check", "ecsClusterName=main", f"ecsSubnetA={network[0]}")
    assert code == 0, said
    assert "native arm64" in said
    assert "reaches the internet by igw-" in said


def test_everything_that_is_wrong_is_named_at_once(run, network):
    code, said = run(
        "deploy.sh", "--check", "ecsClusterName=other", f"ecsSubnetA={network[0]}", "ecsSubnetB=subnet-00000000",
        "assignPublicIp=DISABLED",
    )
    assert code == 1
    assert "there is no cluster other here" in said
    assert "assignPublicIp must be ENABLED" in said
    assert "there is no subnet subnet-00000000 here" in said
    assert "3 to be mended; nothing was deployed." in said


def test_subnet_whose_own_table_has_no_default_route_does_not_borrow_that_of_the_vpc(run, client):
    ec2 = client("ec2")
    vpc, subnet, main = vpc_with_subnet(ec2)
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.create_route(RouteTableId=main, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    code, said = run("deploy.sh", "--check", f"ecsSubnetA={subnet}")
    assert (code, f"reaches the internet by {gateway}" in said) == (0, True), said

    own = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.associate_route_table(RouteTableId=own, SubnetId=subnet)
    code, said = run("deploy.sh", "--check", f"ecsSubnetA={subnet}", "assignPublicIp=DISABLED")
    assert (code, "has no way to the internet" in said) == (0, True), said


def test_each_way_to_the_internet_is_known(run, client):
    ec2 = client("ec2")
    vpc, subnet, main = vpc_with_subnet(ec2)
    interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    transit = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    ec2.create_route(RouteTableId=main, DestinationCidrBlock="0.0.0.0/0", NetworkInterfaceId=interface)
    for change, target in [({}, interface), ({"TransitGatewayId": transit}, transit)]:
        if change:
            ec2.replace_route(RouteTableId=main, DestinationCidrBlock="0.0.0.0/0", **change)
        code, said = run("deploy.sh", "--check", f"ecsSubnetA={subnet}", "assignPublicIp=DISABLED")
        assert (code, f"reaches the internet by {target}" in said) == (0, True), said
    code, said = run("deploy.sh", "--check", f"ecsSubnetA={subnet}")
    assert (code, f"leads to {transit}: assignPublicIp must be DISABLED" in said) == (1, True), said


def test_endpoint_of_a_firewall_is_named_and_not_judged(run, client, project):
    _, subnet, _ = vpc_with_subnet(client("ec2"))
    with_aws(project, "*describe-route-tables*route-table-ids*) echo vpce-1 ;;")
    for public in "ENABLED", "DISABLED":
        code, said = run("deploy.sh", "--check", f"ecsSubnetA={subnet}", f"assignPublicIp={public}", PATH=path_of(project))
        assert (code, "leads to vpce-1; what is behind this endpoint" in said) == (0, True), said


def test_routes_that_cannot_be_read_are_not_praised(run, client, project):
    _, subnet, _ = vpc_with_subnet(client("ec2"))
    with_aws(project, "*describe-route-tables*) echo UnauthorizedOperation >&2; exit 254 ;;")
    code, said = run("deploy.sh", "--check", f"ecsSubnetA={subnet}", PATH=path_of(project))
    assert code == 0, said
    assert "UnauthorizedOperation" in said
    assert "where it leads is not checked, because its routes cannot be read" in said
    assert "internet" not in said


def test_spot_needs_a_cluster_that_has_it(run, client):
    client("ecs").create_cluster(clusterName="plain", capacityProviders=["FARGATE"])
    client("ecs").create_cluster(clusterName="spot", capacityProviders=["FARGATE", "FARGATE_SPOT"])
    code, said = run("deploy.sh", "--check", "ecsClusterName=plain", "useSpot=ENABLED")
    assert code == 1
    assert "plain has no capacity provider FARGATE_SPOT: useSpot must be DISABLED, or" in said
    assert "beside those that the cluster has now (FARGATE)" in said
    code, said = run("deploy.sh", "--check", "ecsClusterName=spot", "useSpot=ENABLED")
    assert (code, "it has Fargate Spot" in said) == (0, True), said
    code, said = run("deploy.sh", "--check", "ecsClusterName=plain")
    assert code == 0, said


def test_parameters_reach_sam_whole(deploy):
    _, parameters = deploy(
        "scheduleExpression=cron(0 3 * * ? *)", "srcImageList=a:1, b:1", "srcAccountId=", 'destTags=said="a b"',
    )
    assert parameters == [
        r'destTags="said=\"a b\""',
        'functionArchitecture="arm64"',
        'functionPackage="native"',
        'scheduleExpression="cron(0 3 * * ? *)"',
        'srcAccountId=""',
        'srcImageList="a:1, b:1"',
    ]


def test_second_deployment_starts_from_the_parameters_of_the_first(deploy, stack):
    stack(
        srcRegion="us-west-2", alarmEmail="", srcImageList="a:1,\n\tb:1", noEcho="****",
        functionPackage="jvm", scheduleExpression="rate(1 day)",
    )
    _, parameters = deploy("scheduleExpression=cron(0 3 * * ? *)")
    assert parameters == [
        'alarmEmail=""',
        'functionArchitecture="arm64"',
        'functionPackage="native"',
        'scheduleExpression="cron(0 3 * * ? *)"',
        'srcImageList="a:1,\n\tb:1"',
        'srcRegion="us-west-2"',
    ]


def test_network_of_the_stack_is_checked_as_if_it_were_named(run, stack):
    stack(ecsClusterName="gone")
    code, said = run("deploy.sh", "--check")
    assert code == 1
    assert "there is no cluster gone here" in said
    code, said = run("deploy.sh", "--check", "ecsClusterName=")
    assert (code, "ecr-replicator: its parameters stay" in said) == (0, True), said


def test_checks_and_deployment_are_of_the_same_region(deploy, project):
    config = project / "aws-config"
    config.write_text("[default]\nregion = us-west-1\n")
    environment = {"AWS_CONFIG_FILE": str(config), "AWS_REGION": "", "AWS_DEFAULT_REGION": ""}
    assert deploy(**environment)[0] == ["deploy", "--guided", "--region", "us-west-1", "--parameter-overrides"]
    saved = project / "samconfig.toml"
    saved.write_text(saved.read_text().replace("resolve_s3 = true", 'resolve_s3 = true\nregion = "us-west-2"', 1))
    assert "us-west-2" in deploy(**environment)[0]
    environment["AWS_DEFAULT_REGION"] = "us-east-1"
    assert "us-east-1" in deploy(**environment)[0]
    environment["AWS_REGION"] = "us-east-2"
    assert "us-east-2" in deploy(**environment)[0]


def test_region_of_the_environment_is_named(run, project):
    config = project / "aws-config"
    config.write_text("[default]\nregion = us-west-1\n")
    code, said = run("deploy.sh", "--check", AWS_CONFIG_FILE=str(config))
    assert (code, "in eu-west-1" in said) == (0, True), said


def test_missing_package_is_named_with_what_makes_it(run, project):
    (project / "functions" / "target" / "function.zip").unlink()
    code, said = run("deploy.sh", "--check")
    assert code == 1
    assert "make native makes it" in said


def test_package_that_cannot_be_read_is_not_taken_for_one_of_a_jvm(run, project):
    (project / "functions" / "target" / "function.zip").write_bytes(b"half a download")
    code, said = run("deploy.sh", "--check")
    assert code == 1
    assert "function.zip cannot be read as a zip. Is unzip installed?" in said


def test_package_without_bootstrap_is_one_for_a_jvm(run, project):
    with zipfile.ZipFile(project / "functions" / "target" / "function.zip", "w") as package:
        package.writestr("lib/not-the-bootstrap", b"")
    code, said = run("deploy.sh", "--check")
    assert (code, "  jvm\n" in said) == (0, True), said


def test_published_template_names_the_published_package(run, client):
    client("s3").create_bucket(Bucket="published", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    code, said = run("publish.sh", "published")
    assert code == 0, said
    assert "https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/create/review" in said
    keys = [one["Key"] for one in client("s3").list_objects_v2(Bucket="published")["Contents"]]
    template = client("s3").get_object(Bucket="published", Key="ecr-replicator/template.yaml")["Body"].read().decode()
    uri = re.search(r"CodeUri: s3://published/(\S+)", template)[1]
    assert uri in keys


def test_published_template_can_be_gone_back_to(run, client, project):
    client("s3").create_bucket(Bucket="kept", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    code, said = run("publish.sh", "kept")
    assert code == 0, said
    key = re.search(r"kept as: +https://kept\.s3\.eu-west-1\.amazonaws\.com/(\S+)", said)[1]
    first = client("s3").get_object(Bucket="kept", Key=key)["Body"].read()
    (project / "template.yaml").write_text((project / "template.yaml").read_text() + "# changed\n")
    code, said = run("publish.sh", "kept")
    assert code == 0, said
    assert key not in said
    assert client("s3").get_object(Bucket="kept", Key=key)["Body"].read() == first
