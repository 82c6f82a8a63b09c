"""A stack from a SAM template, and the project's own."""

import http.client
import json
import zipfile
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from conftest import wait_until
from stack import Stack, StackFailed, inventory

ROOT = Path(__file__).resolve().parent.parent.parent
STACK = Path(__file__).resolve().parent / "stack"


def test_outputs_name_resources(stack):
    outputs = stack.outputs()
    assert outputs["Workflow"].startswith("arn:aws:states:eu-west-1:123456789012:stateMachine:")
    assert outputs["SetupId"] == "setup"
    assert "Mail" not in outputs


def test_custom_resource_data_reaches_another_resource(server, stack):
    assert server.home.client("ssm").get_parameter(Name="/tests/joined")["Parameter"]["Value"] == "a,b"


def test_no_value_in_a_list_is_left_out(server, stack):
    role = stack.resources()["Role"]
    document = server.home.client("iam").get_role_policy(RoleName=role, PolicyName="work")["PolicyDocument"]
    assert len(document["Statement"]) == 2


@pytest.fixture
def other(server, package, parameters):
    """A stack of the test's own."""
    made = []

    def create(name, **more):
        path = STACK / "template.yaml"
        text = path.read_text().replace("/tests/joined", f"/tests/{name}")
        copy = server.run_dir / f"{name}.yaml"
        copy.write_text(text)
        made.append(Stack.create(server, name, copy, {**parameters, **more}, {"functions.zip": package}))
        return made[-1]

    yield create
    for stack in made:
        stack.delete()


def test_update_reaches_what_refers_to_a_changed_resource(server, other):
    stack = other("updated")
    before = stack.resources()
    stack.update({"Memory": 1024, "Email": "a@example.com", "Items": "c"})
    after = stack.resources()
    assert before["CopyTask"].endswith(":1") and after["CopyTask"].endswith(":2")
    echo = server.home.client("lambda").get_function_configuration(FunctionName=after["Echo"])
    assert echo["Environment"]["Variables"]["TASK_DEFINITION"] == after["CopyTask"]
    policy = server.home.client("iam").get_role_policy(RoleName=after["Role"], PolicyName="work")["PolicyDocument"]
    assert policy["Statement"][2]["Resource"] == after["Topic"]
    assert after["Subscription"] and "Subscription" not in before
    kept = before.keys() - {"CopyTask"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_update_changes_who_may_take_a_role(server, other):
    stack = other("retrusted")
    role = stack.resources()["ExecutionRole"]
    stack.update({"Starter": "ecs.amazonaws.com"})
    [statement] = server.home.client("iam").get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]["Statement"]
    assert stack.resources()["ExecutionRole"] == role
    assert statement["Principal"] == {"Service": ["ecs.amazonaws.com"]}


def test_update_changes_where_a_function_logs(server, other):
    stack = other("relogged")
    function, group = stack.outputs()["Echo"], stack.outputs()["Logs"]
    logs, invoke = server.home.client("logs"), server.home.client("lambda").invoke

    def groups_with(text: str) -> list[str]:
        return [one for one in (f"/aws/lambda/{function}", group)
                if logs.filter_log_events(logGroupName=one, filterPattern=f'"{text}"')["events"]]

    def logged(text: str) -> list[str]:
        invoke(FunctionName=function, Payload=json.dumps({"fail": text}))
        wait_until(lambda: groups_with(text), "its log")
        return groups_with(text)

    assert logged("before") == [f"/aws/lambda/{function}"]
    stack.update({"EchoLogs": "shared"})
    assert logged("after") == [group]


def test_schedule_is_changed_in_its_place(server, other):
    stack = other("rescheduled")
    before = stack.resources()["Schedule"]
    stack.update({"ScheduleExpression": "cron(0 1 * * ? *)"})
    schedule = server.home.client("scheduler").get_schedule(Name=before)
    assert (schedule["ScheduleExpression"], schedule["State"]) == ("cron(0 1 * * ? *)", "ENABLED")


def test_schedule_starts_the_workflow_with_its_input(server, stack):
    [execution] = server.control("POST", "fire", {"name": stack.resources()["Schedule"]})
    ended = stack.wait_for(execution)
    assert (ended["status"], json.loads(ended["output"])) == ("SUCCEEDED", {"n": 1})


def test_update_to_a_schedule_that_is_none_leaves_the_old_one(server, other):
    stack = other("unscheduled")
    with pytest.raises(StackFailed, match="UPDATE_ROLLBACK_COMPLETE: Invalid Schedule Expression rate\\(1 week\\)"):
        stack.update({"ScheduleExpression": "rate(1 week)"})
    schedule = server.home.client("scheduler").get_schedule(Name=stack.resources()["Schedule"])
    assert schedule["ScheduleExpression"] == "rate(1 day)"


@pytest.fixture
def asked(server, requests):
    """What the custom resource of a stack has been asked, the oldest first."""
    sqs = server.home.client("sqs")

    def read(stack_name: str) -> list[dict]:
        found = []
        while messages := sqs.receive_message(QueueUrl=requests, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                found.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=requests, ReceiptHandle=message["ReceiptHandle"])
        return [one for one in found if f":stack/{stack_name}/" in one["StackId"]]

    return read


def test_update_that_fails_is_undone(server, other):
    stack = other("undone")
    with pytest.raises(StackFailed, match="UPDATE_ROLLBACK_COMPLETE: Setup: the template asked for it"):
        stack.update({"SetupFails": "Update", "Memory": 1024})
    echo = server.home.client("lambda").get_function_configuration(FunctionName=stack.resources()["Echo"])
    assert echo["Environment"]["Variables"]["TASK_DEFINITION"] == stack.resources()["CopyTask"]
    assert stack.parameters()["Memory"] == "512"


def test_custom_resource_whose_update_failed_is_updated_to_what_it_was(other, asked):
    stack = other("updated-back")
    with pytest.raises(StackFailed):
        stack.update({"SetupFails": "Update", "SetupId": "second"})
    seen = [(one["RequestType"], one.get("PhysicalResourceId"), one["ResourceProperties"]["Id"])
            for one in asked("updated-back")]
    assert seen == [("Create", None, "setup"), ("Update", "setup", "second"), ("Update", "setup", "setup")]
    assert stack.outputs()["SetupId"] == "setup"


def test_creation_that_fails_leaves_nothing(server, other):
    before = inventory.of(server.home)
    with pytest.raises(StackFailed, match="ROLLBACK_COMPLETE: Setup: the template asked for it"):
        other("failed", SetupFails="Create")
    groups = "AWS::Logs::LogGroup"  # which Lambda itself makes for a function that names none
    assert {**inventory.of(server.home), groups: before[groups]} == before


def test_custom_resource_whose_creation_failed_is_deleted(other, asked):
    with pytest.raises(StackFailed):
        other("created-in-part", SetupFails="Create", SetupId="begun")
    seen = [(one["RequestType"], one.get("PhysicalResourceId")) for one in asked("created-in-part")]
    assert seen == [("Create", None), ("Delete", "begun")]


def test_rollback_that_fails_is_told_as_the_stacks_status(other):
    with pytest.raises(StackFailed, match=": ROLLBACK_FAILED: Setup: the template asked for it"):
        other("left-over", SetupFails="Create,Delete")
    stack = other("left-between", SetupFails="Update")
    with pytest.raises(StackFailed, match=": UPDATE_ROLLBACK_FAILED: Setup: the template asked for it"):
        stack.update({"Items": "c"})


@pytest.mark.parametrize(("body", "content_type", "status"), [
    (b" " * 4097, "", 400), (b"{}", "application/json", 403), (b"{}" + b" " * 4094, "", 200),
], ids=["4,097 bytes", "a Content-Type", "4,096 bytes"])
def test_answer_of_a_custom_resource_is_taken_as_s3_takes_it(server, body, content_type, status):
    connection = http.client.HTTPConnection(server.endpoint.removeprefix("http://"))
    connection.request("PUT", "/local/custom-resources/late", body, {"Content-Type": content_type})
    assert connection.getresponse().status == status


def test_custom_resource_with_a_new_id_is_asked_to_delete_the_old_one(other, asked):
    other("renamed").update({"SetupId": "second"})
    requests = asked("renamed")
    seen = [(one["RequestType"], one.get("PhysicalResourceId")) for one in requests]
    assert seen == [("Create", None), ("Update", "setup"), ("Delete", "setup")]
    assert requests[1]["OldResourceProperties"]["Id"] == "setup"


def test_update_that_fails_leaves_the_old_id_of_a_custom_resource(other, asked):
    stack = other("renamed-in-vain")
    with pytest.raises(StackFailed, match="UPDATE_ROLLBACK_COMPLETE"):
        stack.update({"SetupId": "second", "ScheduleExpression": "rate(1 week)"})
    seen = [(one["RequestType"], one.get("PhysicalResourceId")) for one in asked("renamed-in-vain")]
    assert seen == [("Create", None), ("Update", "setup"), ("Update", "second"), ("Delete", "second")]
    assert stack.outputs()["SetupId"] == "setup"


def network_of(account) -> dict[str, str]:
    ec2 = account.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    return {"ecsVpcId": vpc, "ecsSubnetA": subnets[0]["SubnetId"], "ecsSubnetB": subnets[1]["SubnetId"]}


@pytest.fixture
def answers_everything(tmp_path) -> dict[str, Path]:
    """In place of the project's own functions: they answer custom resources, and everything else with {}."""
    package = tmp_path / "function.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("bootstrap", (STACK / "answers-everything.sh").read_text())
    return {"functions/target/function.zip": package}


@pytest.mark.parametrize("region", ["eu-west-1", "cn-north-1"])
def test_the_projects_template_is_made_and_leaves_nothing(server, answers_everything, region):
    aws = server.home.in_region(region)
    aws.client("ecs").create_cluster(clusterName="copies")
    before = inventory.of(aws)
    one_registry = {"srcRegion": region, "destPrefix": "mirror", "replicateOnPush": "ENABLED"}
    parameters = {**one_registry, "ecsClusterName": "copies", **network_of(aws)}
    stack = Stack.create(server, "replicator", ROOT / "template.yaml", parameters, answers_everything, account=aws)
    execution = stack.wait_for(stack.start_execution(stack.outputs()["WorkflowArn"], {}))
    assert execution["status"] == "FAILED"  # {} is no answer of any function
    statistics = server.control("GET", "functions")
    asked = next(one for arn, one in statistics.items() if f":{region}:" in arn and "EnumerateImages" in arn)
    assert asked["invocations"] == 1
    stack.update({"taskCpu": 1024, "taskMemory": 2048})
    stack.delete()
    assert inventory.of(aws) == before


@pytest.mark.parametrize(("wrong", "message"), [
    ({"srcRegion": ""}, "srcRegion must name the region of the source"),
    ({"sourceType": "Private"}, "srcRegistry must name the registry's host"),
    ({"taskMemory": "8192"}, "taskMemory must be 1024, 2048, 3072 or 4096 when taskCpu is 512"),
    ({"ecsVpcId": "vpc-00000000"}, "parameter value vpc-00000000 for parameter name ecsVpcId does not exist"),
    ({"maxConcurrency": "0"}, "Parameter maxConcurrency failed to satisfy constraint"),
    ({"alarmEmail": "nobody"}, "alarmEmail must be one e-mail address"),
])
def test_the_projects_template_refuses_bad_parameters(server, answers_everything, wrong, message):
    before = inventory.of(server.home)
    parameters = {"srcRegion": "us-west-2", "ecsClusterName": "copies", **network_of(server.home), **wrong}
    with pytest.raises(ClientError, match=message):
        Stack.create(server, "refused", ROOT / "template.yaml", parameters, answers_everything)
    assert inventory.of(server.home) == before


def test_custom_resource_whose_function_dies_fails_the_stack(server, other):
    server.control("POST", "function-faults", {"name": "^dying-Setup", "after_s": 0, "times": 3})
    with pytest.raises(StackFailed, match="ROLLBACK_COMPLETE: Setup: its function failed: Runtime.ExitError"):
        other("dying")


def test_events_tell_what_failed(server, other):
    with pytest.raises(StackFailed):
        other("told", SetupFails="Create")
    stacks = server.home.client("cloudformation").describe_stacks()["Stacks"]
    stack_id = next(one["StackId"] for one in stacks if one["StackName"] == "told")
    events = server.home.client("cloudformation").describe_stack_events(StackName=stack_id)["StackEvents"]
    failed = [one for one in events if one["ResourceStatus"] == "CREATE_FAILED"]
    assert [(one["LogicalResourceId"], one["ResourceType"]) for one in failed] == [("Setup", "Custom::Setup")]
    assert "the template asked for it" in failed[0]["ResourceStatusReason"]
