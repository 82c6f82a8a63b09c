"""Conditions of policies, with --iam: what a request must say of itself."""

import json

import pytest
from aws.iam import conditions
from botocore.exceptions import ClientError

CLUSTER = "arn:aws:ecs:eu-west-1:123456789012:cluster/default"


@pytest.mark.parametrize(
    ("condition", "context", "fits"),
    [
        ({"StringEquals": {"a": "x"}}, {"a": "x"}, True),
        ({"StringEquals": {"a": ["y", "x"]}}, {"A": "x"}, True),
        ({"StringEquals": {"a": "x*"}}, {"a": "x1"}, False),
        ({"StringEquals": {"a": "x"}}, {}, False),
        ({"StringEqualsIfExists": {"a": "x"}}, {}, True),
        ({"StringEqualsIfExists": {"a": "x"}}, {"a": "y"}, False),
        ({"StringNotEquals": {"a": ["x", "y"]}}, {"a": "y"}, False),
        ({"StringNotEquals": {"a": "x"}}, {}, True),
        ({"StringNotEqualsIfExists": {"a": "true"}}, {"a": "true"}, False),
        ({"StringLike": {"a": "ssm.*.com"}}, {"a": "ssm.eu-west-1.com"}, True),
        ({"StringLike": {"a": "[x]"}}, {"a": "x"}, False),
        ({"ArnEquals": {"a": "arn:aws:ecs:*:cluster/default"}}, {"a": CLUSTER}, False),
        ({"ArnEquals": {"a": "arn:aws:ecs:*:*:cluster/default"}}, {"a": CLUSTER}, True),
        ({"ArnLike": {"a": "arn:aws:ecs:*:*:*"}}, {"a": CLUSTER + ":1"}, True),
        ({"ArnNotLike": {"a": "arn:*:*:*:*:*"}}, {"a": CLUSTER}, False),
        ({"Bool": {"a": True}}, {"a": "true"}, True),
        ({"Bool": {"a": "false"}}, {}, False),
        ({"Null": {"a": "true"}}, {}, True),
        ({"Null": {"a": "false"}}, {}, False),
        ({"StringEquals": {"a": "x", "b": "y"}}, {"a": "x", "b": "z"}, False),
        ({"StringEquals": {"a": "x"}, "Bool": {"b": "true"}}, {"a": "x", "b": "false"}, False),
    ],
)
def test_condition_fits_as_iam_has_it(condition, context, fits):
    assert conditions.hold(condition, context) is fits


@pytest.mark.parametrize("operator", ["DateLessThan", "DateNotEquals", "DateLessThanIfExists"])
@pytest.mark.parametrize("context", [{"a": "2020-01-01"}, {}], ids=["with its key", "without its key"])
def test_unknown_operator_is_an_error_and_no_answer(operator, context):
    with pytest.raises(NotImplementedError, match=operator):
        conditions.hold({operator: {"a": "2020-01-01"}}, context)


@pytest.fixture(scope="module")
def launcher(server):
    """May run tasks in one cluster without a shell, and pass roles to tasks only."""
    user = server.account("123456789012", may=["lambda:CreateFunction", "ecs:RegisterTaskDefinition", "iam:GetUser"])
    statements = [
        {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
         "Condition": {"ArnEquals": {"ecs:cluster": CLUSTER},
                       "StringNotEqualsIfExists": {"ecs:enable-execute-command": "true"}}},
        {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
         "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}},
    ]
    iam = server.home.client("iam")
    [name] = [
        one["UserName"] for one in iam.list_users()["Users"]
        if any(key["AccessKeyId"] == user.access_key for key in iam.list_access_keys(UserName=one["UserName"])["AccessKeyMetadata"])
    ]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam.put_user_policy(UserName=name, PolicyName="launch", PolicyDocument=document)
    server.home.client("ecs").create_cluster(clusterName="default")
    server.home.client("ecs").create_cluster(clusterName="other")
    return user


@pytest.fixture(scope="module")
def roles(server) -> dict[str, str]:
    """One that ECS may take for this account's clusters, and one that it may not."""
    iam = server.home.client("iam")
    made = {}
    for name, source in (("trusted", "123456789012"), ("distrusted", "999999999999")):
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                     "Condition": {"StringEquals": {"aws:SourceAccount": source},
                                   "ArnLike": {"aws:SourceArn": f"arn:aws:ecs:eu-west-1:{source}:*"}}}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        made[name] = iam.create_role(RoleName=f"conditions-{name}", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    return made


def define(account, role: str) -> str:
    return account.client("ecs").register_task_definition(
        family="conditions", executionRoleArn=role, networkMode="awsvpc", requiresCompatibilities=["FARGATE"],
        cpu="256", memory="512", containerDefinitions=[{"name": "x", "image": "x", "command": ["true"]}],
    )["taskDefinition"]["taskDefinitionArn"]


def refusal(call, **arguments) -> str:
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Message"]


def test_task_runs_only_where_and_how_the_conditions_let_it(launcher, roles, network):
    run = launcher.client("ecs").run_task
    arguments = {"taskDefinition": define(launcher, roles["trusted"]), "launchType": "FARGATE"}
    assert "ecs:RunTask" in refusal(run, cluster="other", **arguments)
    assert "ecs:RunTask" in refusal(run, cluster="default", enableExecuteCommand=True, **arguments)
    vpc = {"awsvpcConfiguration": {"subnets": [network["subnetA"]]}}
    assert run(cluster="default", enableExecuteCommand=False, networkConfiguration=vpc, **arguments)["tasks"]


def test_role_is_passed_only_to_the_service_that_the_condition_names(launcher, roles):
    create = launcher.client("lambda").create_function
    said = refusal(create, FunctionName="taken", Role=roles["trusted"], Runtime="java25", Handler="x", Code={"ZipFile": b"x"})
    assert "iam:PassRole" in said and roles["trusted"] in said


def test_service_takes_a_role_only_for_what_its_trust_policy_names(server, roles):
    definition = define(server.home, roles["distrusted"])
    said = refusal(server.home.client("ecs").run_task, cluster="default", taskDefinition=definition, launchType="FARGATE")
    assert said.startswith("ECS was unable to assume the role")
