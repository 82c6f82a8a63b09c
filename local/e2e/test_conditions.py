"""The role that starts tasks may do so as the template says, and not a word further."""

import json

import pytest
from botocore.exceptions import ClientError
from test_permissions import session_of


pytestmark = pytest.mark.refused


@pytest.fixture
def launcher(sandbox, replicator, first_run):
    return session_of(sandbox, replicator.resources["LaunchCopyRole"])


def refusal(call, **arguments) -> str:
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Message"]


def network(replicator) -> dict:
    return {"awsvpcConfiguration": {
        "subnets": [replicator.stack.parameters()["ecsSubnetA"]],
        "securityGroups": [replicator.resources["TaskSecurityGroup"]],
    }}


def test_task_runs_in_its_cluster_without_a_shell_and_of_its_definition_only(sandbox, replicator, launcher):
    home, run = sandbox.server.home.client("ecs"), launcher.client("ecs").run_task
    home.create_cluster(clusterName="somebody-elses")
    other = home.register_task_definition(
        family="somebody-elses", containerDefinitions=[{"name": "x", "image": "x", "command": ["true"]}],
        networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512",
    )["taskDefinition"]["taskDefinitionArn"]
    right = {"cluster": "replication", "taskDefinition": replicator.resources["CopyTask"], "launchType": "FARGATE",
             "networkConfiguration": network(replicator)}
    for wrong in ({"cluster": "somebody-elses"}, {"enableExecuteCommand": True}, {"taskDefinition": other}):
        assert "not authorized to perform: ecs:RunTask" in refusal(run, **{**right, **wrong}), wrong
    # As it is meant, it runs: an environment without a batch ends at once.
    assert run(**right)["tasks"]


def test_task_is_given_no_role_of_a_function(sandbox, replicator, launcher):
    overrides = {"taskRoleArn": f"arn:aws:iam::{sandbox.server.home.id}:role/{replicator.resources['PrepareBatchRole']}"}
    said = refusal(
        launcher.client("ecs").run_task, cluster="replication", taskDefinition=replicator.resources["CopyTask"],
        launchType="FARGATE", networkConfiguration=network(replicator), overrides=overrides,
    )
    assert f"not authorized to perform: iam:PassRole on resource: {overrides['taskRoleArn']}" in said


def test_role_is_passed_to_no_other_service(sandbox, replicator, launcher):
    """Not even if the role could make functions."""
    iam, role = sandbox.server.home.client("iam"), replicator.resources["LaunchCopyRole"]
    statement = {"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*"}
    iam.put_role_policy(RoleName=role, PolicyName="test", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [statement]}))
    try:
        execution = f"arn:aws:iam::{sandbox.server.home.id}:role/{replicator.resources['TaskExecutionRole']}"
        said = refusal(launcher.client("lambda").create_function, FunctionName="smuggled", Role=execution,
                       Runtime="java25", Handler="x", Code={"ZipFile": b"x"})
        assert f"not authorized to perform: iam:PassRole on resource: {execution}" in said
    finally:
        iam.delete_role_policy(RoleName=role, PolicyName="test")


def test_tasks_of_other_clusters_are_neither_seen_nor_stopped(sandbox, replicator, first_run):
    for name, calls in {"LaunchCopyRole": ["describe_tasks"], "StartFirstRunRole": ["list_tasks", "describe_tasks", "stop_task"],
                        "CompleteCopyRole": ["stop_task"], "SettleRunRole": ["stop_task"]}.items():
        ecs = session_of(sandbox, replicator.resources[name]).client("ecs")
        for call in calls:
            arguments = {"describe_tasks": {"tasks": ["0" * 32]}, "list_tasks": {}, "stop_task": {"task": "0" * 32}}[call]
            assert "not authorized to perform" in refusal(getattr(ecs, call), cluster="somebody-elses", **arguments), name


def test_nobody_takes_a_role_of_the_stack_but_its_service(sandbox, replicator, first_run):
    """Neither a person with every permission on STS, nor a function of the stack."""
    person = sandbox.server.account(sandbox.server.home.id, may=["sts:AssumeRole"]).client("sts")
    for name, role in replicator.resources.items():
        if name.endswith("Role"):
            arn = f"arn:aws:iam::{sandbox.server.home.id}:role/{role}"
            assert "not authorized to perform: sts:AssumeRole" in refusal(person.assume_role, RoleArn=arn, RoleSessionName="test")
