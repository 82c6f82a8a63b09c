"""What deploy.sh says of the cluster and the subnets, against an emulated AWS."""

import shutil
from pathlib import Path

import pytest
from conftest import path_of, stub
from moto.ec2.models.route_tables import Route

IN_ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/skopeo:v1"


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


def vpc_with_subnet(ec2) -> tuple[str, str, str]:
    """A VPC of its own, a subnet that its main route table serves, and that table."""
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.0.0/24")["Subnet"]["SubnetId"]
    tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"]
    return vpc, subnet, tables[0]["RouteTableId"]


def with_aws(deployable: Path, case: str):
    """An aws that answers one case of its arguments by itself."""
    stub(deployable / "bin" / "aws", f'case "$*" in {case} *) exec {shutil.which("aws")} "$@" ;; esac')


def test_deployment_that_can_work_passes(script, network):
    code, said = script("deploy.sh", "--check", "ecsClusterName=main", f"ecsSubnetA={network[0]}")
    assert code == 0, said
    assert "native arm64" in said
    assert "reaches the internet through igw-" in said


def test_everything_that_is_wrong_is_named_at_once(script, network):
    code, said = script(
        "deploy.sh", "--check", "ecsClusterName=other", f"ecsSubnetA={network[0]}", "ecsSubnetB=subnet-00000000",
        "assignPublicIp=DISABLED",
    )
    assert code == 1
    assert "there is no cluster other in" in said
    assert "assignPublicIp must be ENABLED" in said
    assert "there is no subnet subnet-00000000 in" in said
    assert "3 to fix; nothing was deployed." in said


def test_what_cannot_be_read_is_not_taken_for_missing_and_the_rest_is_still_checked(script, deployable, network):
    with_aws(deployable, "*describe-clusters*|*describe-subnets*) echo >&2; echo An error occurred: Denied >&2; exit 254 ;;")
    code, said = script(
        "deploy.sh", "--check", "ecsClusterName=main", f"ecsSubnetA={network[0]}", "ecsSubnetB=subnet-00000000",
        PATH=path_of(deployable))
    assert code == 1
    for one in "the cluster main", network[0], "subnet-00000000":
        assert f"{one} cannot be read: An error occurred: Denied" in said
    assert "3 to fix; nothing was deployed." in said


def test_what_aws_warns_of_is_not_taken_for_its_answer(script, deployable, network):
    stub(deployable / "bin" / "aws", f'echo Warning: old and slow >&2; exec {shutil.which("aws")} "$@"')
    code, said = script(
        "deploy.sh", "--check", "ecsClusterName=main", f"ecsSubnetA={network[0]}", PATH=path_of(deployable))
    assert (code, "reaches the internet through igw-" in said) == (0, True), said


def test_subnets_are_in_the_vpc_and_in_two_zones(script, client, network):
    ec2 = client("ec2")
    vpc, subnet, _ = vpc_with_subnet(ec2)
    zone = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["AvailabilityZone"]
    beside = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24", AvailabilityZone=zone)["Subnet"]["SubnetId"]
    code, said = script(
        "deploy.sh", "--check", f"ecsVpcId={vpc}", f"ecsSubnetA={subnet}", f"ecsSubnetB={beside}", f"skopeoImage={IN_ECR}")
    assert (code, f"both subnets are in {zone}: use two availability zones" in said) == (1, True), said
    code, said = script("deploy.sh", "--check", f"ecsVpcId={vpc}", f"ecsSubnetA={network[0]}")
    assert (code, f"{network[0]} is in vpc-" in said, f", not in {vpc}" in said) == (1, True, True), said
    code, said = script("deploy.sh", "--check", f"ecsSubnetA={network[0]}", f"ecsSubnetB={network[1]}")
    assert "zones" not in said


def test_route_whose_gateway_is_gone_is_no_way_to_the_internet(script, client, monkeypatch):
    ec2 = client("ec2")
    _, subnet, main = vpc_with_subnet(ec2)
    interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    for block in "0.0.0.0/0", "0.0.0.0/1":
        ec2.create_route(RouteTableId=main, DestinationCidrBlock=block, NetworkInterfaceId=interface)
    monkeypatch.setattr(Route, "state", "blackhole")
    code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}", "assignPublicIp=DISABLED")
    assert (code, "has no way to the internet" in said) == (1, True), said


def test_subnet_whose_own_table_has_no_default_route_does_not_borrow_that_of_the_vpc(script, client):
    ec2 = client("ec2")
    vpc, subnet, main = vpc_with_subnet(ec2)
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.create_route(RouteTableId=main, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}")
    assert (code, f"reaches the internet through {gateway}" in said) == (0, True), said

    own = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.associate_route_table(RouteTableId=own, SubnetId=subnet)
    code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}", "assignPublicIp=DISABLED", f"skopeoImage={IN_ECR}")
    assert (code, "has no way to the internet" in said) == (0, True), said


def test_subnet_without_a_way_out_needs_the_image_of_the_task_in_ecr(script, client):
    _, subnet, _ = vpc_with_subnet(client("ec2"))
    for given, image in [([], "quay.io/skopeo/stable:v"), (["skopeoImage=ghcr.io/team/skopeo:1"], "ghcr.io/team/skopeo:1")]:
        code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}", "assignPublicIp=DISABLED", *given)
        assert (code, f"so no task can pull {image}" in said) == (1, True), said
    other_region, dual_stack = IN_ECR.replace("eu-west-1", "us-east-1"), "123456789012.dkr-ecr.eu-west-1.on.aws/skopeo:v1"
    for image in ("registry.corp/skopeo:1", other_region, dual_stack):
        code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}", "assignPublicIp=DISABLED", f"skopeoImage={image}")
        assert (code, f"check that it reaches {image}" in said) == (0, True), said


def test_function_in_the_vpc_is_told_that_an_internet_gateway_is_no_way_for_it(script, network):
    code, said = script("deploy.sh", "--check", f"ecsSubnetA={network[0]}", "functionsInVpc=ENABLED")
    assert (code, "a function gets no public address" in said) == (0, True), said
    code, said = script("deploy.sh", "--check", f"ecsSubnetA={network[0]}", "functionsInVpc=DISABLED")
    assert (code, "a function gets no public address" in said) == (0, False), said


def test_each_way_to_the_internet_is_known(script, client):
    ec2 = client("ec2")
    vpc, subnet, main = vpc_with_subnet(ec2)
    interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    transit = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"]
    ec2.create_route(RouteTableId=main, DestinationCidrBlock="0.0.0.0/0", NetworkInterfaceId=interface)
    for change, target in [({}, interface), ({"NatGatewayId": nat}, nat), ({"TransitGatewayId": transit}, transit)]:
        if change:
            ec2.replace_route(RouteTableId=main, DestinationCidrBlock="0.0.0.0/0", **change)
        code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}", "assignPublicIp=DISABLED")
        assert (code, f"reaches the internet through {target}" in said) == (0, True), said
    code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}")
    assert (code, f"leads to {transit}: assignPublicIp must be DISABLED" in said) == (1, True), said


def test_routes_that_may_lead_to_the_registry_are_named_and_not_judged(script, client):
    ec2 = client("ec2")
    transit = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    listed = ec2.create_managed_prefix_list(
        PrefixListName="everywhere", MaxEntries=1, AddressFamily="IPv4", Entries=[{"Cidr": "0.0.0.0/0"}],
    )["PrefixList"]["PrefixListId"]
    halves = [{"DestinationCidrBlock": "0.0.0.0/1"}, {"DestinationCidrBlock": "128.0.0.0/1"}]
    for routes in halves, [{"DestinationPrefixListId": listed}]:
        _, subnet, main = vpc_with_subnet(ec2)
        for route in routes:
            ec2.create_route(RouteTableId=main, TransitGatewayId=transit, **route)
        for public in "ENABLED", "DISABLED":
            code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}", f"assignPublicIp={public}")
            assert (code, "note: " in said, "no default route, but others" in said) == (0, True, True), said


def test_endpoint_of_s3_is_no_way_to_the_internet(script, client):
    ec2 = client("ec2")
    vpc, subnet, main = vpc_with_subnet(ec2)
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.eu-west-1.s3", RouteTableIds=[main])
    code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}", "assignPublicIp=DISABLED")
    assert (code, "has no way to the internet" in said) == (1, True), said


def test_endpoint_of_a_firewall_is_named_and_not_judged(script, client, deployable):
    _, subnet, _ = vpc_with_subnet(client("ec2"))
    with_aws(deployable, "*describe-route-tables*route-table-ids*) echo vpce-1 ;;")
    for public in "ENABLED", "DISABLED":
        code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}", f"assignPublicIp={public}", PATH=path_of(deployable))
        assert (code, "leads to vpce-1; whether assignPublicIp is right depends on" in said) == (0, True), said


def test_routes_that_cannot_be_read_are_not_praised(script, client, deployable):
    _, subnet, _ = vpc_with_subnet(client("ec2"))
    with_aws(deployable, "*describe-route-tables*) echo UnauthorizedOperation >&2; exit 254 ;;")
    code, said = script("deploy.sh", "--check", f"ecsSubnetA={subnet}", PATH=path_of(deployable))
    assert code == 0, said
    assert "UnauthorizedOperation" in said
    assert "its way out is not checked, because its routes cannot be read" in said
    assert "internet" not in said


def test_spot_needs_a_cluster_that_has_it(script, client):
    client("ecs").create_cluster(clusterName="plain", capacityProviders=["FARGATE"])
    client("ecs").create_cluster(clusterName="spot", capacityProviders=["FARGATE", "FARGATE_SPOT"])
    code, said = script("deploy.sh", "--check", "ecsClusterName=plain", "useSpot=ENABLED")
    assert code == 1
    assert "plain has no capacity provider FARGATE_SPOT: useSpot must be DISABLED, or" in said
    assert "together with those that the cluster has now (FARGATE)" in said
    code, said = script("deploy.sh", "--check", "ecsClusterName=spot", "useSpot=ENABLED")
    assert (code, "it has Fargate Spot" in said) == (0, True), said
    code, said = script("deploy.sh", "--check", "ecsClusterName=plain")
    assert code == 0, said
