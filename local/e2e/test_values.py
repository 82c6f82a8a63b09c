"""Parameters at other values than their defaults, in all that they are for."""

import pytest
from conftest import PREFIX
from images import Layer, image

REPOSITORY = "values/app"
PROFILE = "arn:aws:signer:us-west-2:123456789012:/signing-profiles/ours"


@pytest.fixture(scope="module")
def key(sandbox) -> str:
    return sandbox.server.home.client("kms").create_key()["KeyMetadata"]["Arn"]


@pytest.fixture(scope="module")
def stack(sandbox, key):
    sandbox.source.push(REPOSITORY, "1", image([Layer("values")]))
    replicator = sandbox.deploy(
        "values", srcRegion=sandbox.source.region, srcList="SELECTED", srcImageList=f"{REPOSITORY}:1", destPrefix=PREFIX,
        srcTokenHosts="auth.example.com", destScanOnPush="ENABLED", destTagMutability="IMMUTABLE", destKmsKeyArn=key,
        destSigningProfileArn=PROFILE,
        assignPublicIp="DISABLED", functionsInVpc="ENABLED", scheduleExpression="cron(30 4 ? * MON-FRI *)",
        scheduleTimezone="Europe/Berlin", alarmAfterHours=72, taskDiskGiB=40,
        taskArchitecture="X86_64", taskCpu=1024, taskMemory=4096,
    )
    yield replicator
    replicator.delete()


def test_run_succeeds_and_its_repository_is_made_as_it_should_be(sandbox, stack, key):
    run = stack.first_run()
    assert run.status == "SUCCEEDED", run.cause
    ecr = sandbox.server.home.client("ecr")
    [made] = ecr.describe_repositories(repositoryNames=[f"{PREFIX}/{REPOSITORY}"])["repositories"]
    assert made["encryptionConfiguration"] == {"encryptionType": "KMS", "kmsKey": key}
    assert made["imageScanningConfiguration"] == {"scanOnPush": True}
    assert made["imageTagMutability"] == "IMMUTABLE"


def test_copies_may_be_signed(sandbox, stack):
    """The emulated ECR signs nothing."""
    iam, role = sandbox.server.home.client("iam"), stack.resources["PrepareBatchRole"]
    [policy] = iam.list_role_policies(RoleName=role)["PolicyNames"]
    statements = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]["Statement"]
    assert {"Effect": "Allow", "Action": "signer:SignPayload", "Resource": PROFILE} in statements


def test_tasks_are_where_they_should_be_and_have_public_addresses_or_none(stack, replicator, first_run):
    stack.first_run()
    for one, has_address in ((stack, False), (replicator, True)):
        interface = interface_of_task(one)
        given = one.stack.parameters()
        assert interface["SubnetId"] in (given["ecsSubnetA"], given["ecsSubnetB"])
        assert [group["GroupId"] for group in interface["Groups"]] == [one.resources["TaskSecurityGroup"]]
        assert ("Association" in interface) is has_address


def interface_of_task(stack) -> dict:
    """Of one that has ended: here it can be looked at all the same."""
    home = stack.sandbox.server.home
    ecs = home.client("ecs")
    listed = ecs.list_tasks(cluster="replication", family=f"{stack.stack.name}-copy", desiredStatus="STOPPED")["taskArns"]
    [attached] = ecs.describe_tasks(cluster="replication", tasks=listed[:1])["tasks"][0]["attachments"]
    details = {one["name"]: one["value"] for one in attached["details"]}
    return home.client("ec2").describe_network_interfaces(
        NetworkInterfaceIds=[details["networkInterfaceId"]])["NetworkInterfaces"][0]


def test_task_has_its_disk_its_size_and_its_processor(sandbox, stack):
    ecs = sandbox.server.home.client("ecs")
    task = ecs.describe_task_definition(taskDefinition=stack.resources["CopyTask"])["taskDefinition"]
    assert task["ephemeralStorage"] == {"sizeInGiB": 40}
    assert (task["cpu"], task["memory"]) == ("1024", "4096")
    assert task["runtimePlatform"] == {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"}


def test_function_that_lists_registries_is_in_the_subnets_and_trusts_the_token_service(sandbox, stack):
    functions, given = sandbox.server.home.client("lambda"), stack.stack.parameters()
    configurations = {
        name: functions.get_function_configuration(FunctionName=one)
        for name, one in stack.resources.items() if name.endswith("Function")
    }
    assert configurations["EnumerateImagesFunction"]["Environment"]["Variables"]["srcTokenHosts"] == "auth.example.com"
    networks = {name: one["VpcConfig"] for name, one in configurations.items() if one.get("VpcConfig")}
    assert list(networks) == ["EnumerateImagesFunction"]
    network = networks["EnumerateImagesFunction"]
    assert network["SubnetIds"] == [given["ecsSubnetA"], given["ecsSubnetB"]]
    assert network["SecurityGroupIds"] == [stack.resources["TaskSecurityGroup"]]


def test_schedule_has_its_time(sandbox, stack):
    schedule = sandbox.server.home.client("scheduler").get_schedule(Name=stack.resources["Schedule"])
    assert schedule["ScheduleExpression"] == "cron(30 4 ? * MON-FRI *)"
    assert schedule["ScheduleExpressionTimezone"] == "Europe/Berlin"


def test_alarm_waits_for_its_hours_and_goes_with_0(sandbox, stack):
    alarms = sandbox.server.home.client("cloudwatch")
    [alarm] = alarms.describe_alarms(AlarmNames=[stack.resources["NoRunAlarm"]])["MetricAlarms"]
    assert (alarm["Period"], alarm["EvaluationPeriods"]) == (3600, 72)
    stack.stack.update({"alarmAfterHours": 0})
    assert "NoRunAlarm" not in stack.stack.resources()
