"""A stack from a SAM template, and the project's own."""

import json
import zipfile
from pathlib import Path

import pytest
from stack import Stack, StackFailed

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
    assert len(document["Statement"]) == 3


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
    launch = server.home.client("lambda").get_function_configuration(FunctionName=after["Launch"])
    assert launch["Environment"]["Variables"]["TASK_DEFINITION"] == after["CopyTask"]
    policy = server.home.client("iam").get_role_policy(RoleName=after["Role"], PolicyName="work")["PolicyDocument"]
    assert policy["Statement"][3]["Resource"] == after["Topic"]
    assert after["Subscription"] and "Subscription" not in before
    kept = before.keys() - {"CopyTask"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_update_that_fails_is_undone(server, other):
    stack = other("undone")
    with pytest.raises(StackFailed, match="UPDATE_ROLLBACK_COMPLETE: Setup: the template asked for it"):
        stack.update({"SetupStatus": "FAILED", "Memory": 1024})
    launch = server.home.client("lambda").get_function_configuration(FunctionName=stack.resources()["Launch"])
    assert launch["Environment"]["Variables"]["TASK_DEFINITION"] == stack.resources()["CopyTask"]
    assert stack.parameters()["Memory"] == "512"


def test_creation_that_fails_leaves_nothing(server, other):
    before = server.home.client("lambda").list_functions()["Functions"]
    with pytest.raises(StackFailed, match="ROLLBACK_COMPLETE: Setup: the template asked for it"):
        other("failed", SetupStatus="FAILED")
    assert server.home.client("lambda").list_functions()["Functions"] == before


def test_custom_resource_with_a_new_id_is_asked_to_delete_the_old_one(server, other):
    stack = other("renamed")
    stack.update({"SetupId": "second"})
    queue = stack.outputs()["Requests"]
    requests = []
    while messages := server.home.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            requests.append(json.loads(message["Body"]))
            server.home.client("sqs").delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    seen = [(one["RequestType"], one.get("PhysicalResourceId")) for one in requests]
    assert seen == [("Create", None), ("Update", "setup"), ("Delete", "setup")]
    assert requests[1]["OldResourceProperties"]["Id"] == "setup"


def test_the_projects_template_is_made_and_leaves_nothing(server, network, tmp_path):
    package = tmp_path / "function.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("bootstrap", (STACK / "answers-everything.sh").read_text())
    aws = server.home

    def left() -> dict:
        return {
            "alarms": aws.client("cloudwatch").describe_alarms()["MetricAlarms"],
            "schedules": [one["Name"] for one in aws.client("scheduler").list_schedules()["Schedules"]],
            "tables": aws.client("dynamodb").list_tables()["TableNames"],
            "secrets": [one["Name"] for one in aws.client("secretsmanager").list_secrets()["SecretList"]],
            "functions": [one["FunctionName"] for one in aws.client("lambda").list_functions()["Functions"]],
            "logs": [one["logGroupName"] for one in aws.client("logs").describe_log_groups()["logGroups"]],
            "roles": [one["RoleName"] for one in aws.client("iam").list_roles()["Roles"]],
            "queues": aws.client("sqs").list_queues().get("QueueUrls"),
            "topics": aws.client("sns").list_topics()["Topics"],
            "rules": [one["Name"] for one in aws.client("events").list_rules()["Rules"]],
            "machines": [one["name"] for one in aws.client("stepfunctions").list_state_machines()["stateMachines"]],
        }

    before = left()
    parameters = {
        "srcRegion": "us-west-2", "srcAccountId": "111111111111", "ecsClusterName": "copies",
        "ecsVpcId": network["vpc"], "ecsSubnetA": network["subnetA"], "ecsSubnetB": network["subnetB"],
    }
    stack = Stack.create(
        server, "replicator", ROOT / "template.yaml", parameters, {"functions/target/function.zip": package}
    )
    assert aws.client("stepfunctions").describe_state_machine(stateMachineArn=stack.outputs()["WorkflowArn"])
    stack.update({"taskCpu": 1024, "taskMemory": 2048})
    stack.delete()
    assert left() == before
