"""What the roles of template.yaml may do, each by the actions that it names."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "local"))

from aws.cloudformation import intrinsics  # noqa: E402

TEMPLATE = Path(__file__).resolve().parent.parent / "template.yaml"

# Who alone may do what others must not. A role that gains one of these must be written down here.
ALONE = {
    "iam:PassRole": {"LaunchCopyRole"},
    "ecs:RunTask": {"LaunchCopyRole"},
    "ecs:StopTask": {"LaunchCopyRole", "CompleteCopyRole", "SettleRunRole", "StartFirstRunRole"},
    "ecr:PutImage": {"PrepareBatchRole"},
    "ecr:InitiateLayerUpload": {"PrepareBatchRole"},
    "ecr:CreateRepository": {"PrepareBatchRole"},
    "ecr:GetAuthorizationToken": {"PrepareBatchRole", "TaskExecutionRole"},
    "secretsmanager:GetSecretValue": {"TaskExecutionRole", "EnumerateImagesRole", "PrepareBatchRole", "LaunchCopyRole",
                                      "CompleteCopyRole", "SettleRunRole"},
    "secretsmanager:PutSecretValue": {"PrepareBatchRole", "SummarizeRunRole", "SettleRunRole"},
    "ssm:GetParameter": {"EnumerateImagesRole", "PrepareBatchRole", "LaunchCopyRole", "CompleteCopyRole", "SettleRunRole"},
    "sns:Publish": {"SummarizeRunRole", "SettleRunRole"},
    "signer:SignPayload": {"PrepareBatchRole"},
    "states:StartExecution": {"ScheduleRole", "WorkflowRole", "StartFirstRunRole", "PushRole"},
    "states:StopExecution": {"WorkflowRole", "StartFirstRunRole"},
    "states:SendTaskSuccess": {"LaunchCopyRole", "CompleteCopyRole"},
    "lambda:InvokeFunction": {"WorkflowRole"},
    "dynamodb:DeleteItem": {"EnumerateImagesRole", "PrepareBatchRole", "SummarizeRunRole", "SettleRunRole"},
    "dynamodb:BatchWriteItem": {"EnumerateImagesRole"},
    "s3:GetObject": {"EnumerateImagesRole"},
}


class Known(dict):
    """Parameters by name; conditions are set beside them."""

    lazy_condition_map: dict[str, bool]


@pytest.fixture(scope="module")
def statements(template) -> list[tuple[str, dict]]:
    """(role, statement), those behind conditions too."""
    found = []
    for name, one in template["Resources"].items():
        properties = one.get("Properties", {})
        if one["Type"] == "AWS::IAM::Role":
            found += [(name, each) for policy in properties["Policies"] for each in _of(policy["PolicyDocument"])]
        elif one["Type"] == "AWS::IAM::Policy":
            roles = re.findall(r'"Ref": "(\w+Role)"', json.dumps(properties["Roles"]))
            found += [(role, each) for role in roles for each in _of(properties["PolicyDocument"])]
    return found


def _of(document: dict) -> list[dict]:
    branches = [one["Fn::If"][1:] if "Fn::If" in one else [one] for one in document["Statement"]]
    return [one for branch in branches for one in branch if "Effect" in one]


def _actions(statement: dict) -> list[str]:
    actions = statement["Action"]
    return actions if isinstance(actions, list) else [actions]


def test_what_one_role_may_others_may_not(statements):
    may = {
        action: {role for role, statement in statements if action in _actions(statement)} for action in ALONE
    }
    assert may == ALONE


def test_no_action_is_a_pattern(statements):
    assert [one for _, statement in statements for one in _actions(statement) if "*" in one] == []


@pytest.mark.parametrize("prefix, beginning", [
    ("", ""), ("mirror", "mirror/"), ("mirror/", "mirror/"), ("mirror-", "mirror-"), ("a/b_", "a/b_"), ("a.", "a."),
])
def test_destination_is_open_below_the_beginning_of_all_copies(template, statements, prefix, beginning):
    known = {"destPrefix": prefix, "destRegion": "us-east-1", "destAccountId": "111122223333", "AWS::Partition": "aws"}
    joined = intrinsics.holds(template["Conditions"]["CopiesBeginWithPrefix"], known, {})
    stack = Known(known)
    stack.lazy_condition_map = {"CopiesBeginWithPrefix": joined, "DestinationIsHere": False, "DestinationIsOurs": False}
    open_to = {intrinsics.resolve(one["Resource"], stack) for _, one in statements if "destPrefix" in str(one["Resource"])}
    assert open_to == {f"arn:aws:ecr:us-east-1:111122223333:repository/{beginning}*"}


def test_network_interfaces_are_lambdas_alone(statements):
    [(role, statement)] = [one for one in statements if any(action.startswith("ec2:") for action in _actions(one[1]))]
    assert (role, statement["Condition"]) == ("EnumerateImagesRole", {"Null": {"lambda:SourceFunctionArn": "true"}})


def test_keys_that_are_not_the_stacks_are_used_through_their_service_only(statements):
    foreign = [one for _, one in statements if _actions(one)[0].startswith("kms:") and one["Resource"] != {"Ref": "kmsKeyArn"}]
    assert len(foreign) > 5
    assert [one for one in foreign if "kms:ViaService" not in json.dumps(one.get("Condition"))] == []


def test_copies_are_signed_by_the_role_that_pushes_with_the_profile_that_is_given(template, statements):
    signing = [(role, one["Resource"]) for role, one in statements if "signer:SignPayload" in _actions(one)]
    assert signing == [("PrepareBatchRole", {"Ref": "destSigningProfileArn"})]
    when = template["Conditions"]["OurCopiesAreSigned"]
    for profile, ours in (("", False), ("arn:aws:signer:us-east-1:111122223333:/signing-profiles/ours", True)):
        stack = {"destSigningProfileArn": profile}
        assert intrinsics.holds(when, stack, {"DestinationIsOpenToUs": True}) is ours


def test_any_resource_stands_with_a_comment_only():
    lines = TEMPLATE.read_text().splitlines()
    at = [number for number, line in enumerate(lines) if re.search(r"Resource: '\*'", line)]
    assert len(at) > 5
    assert [lines[number] for number in at if not _commented(lines, number)] == []


def _commented(lines: list[str], number: int) -> bool:
    """A comment above the statement, or above the !If that holds it."""
    return any(line.strip().startswith("# ") for line in lines[number - 6 : number])


def test_any_resource_is_for_what_has_none(statements):
    without = {"ecr:GetAuthorizationToken", "states:SendTaskSuccess", "states:SendTaskFailure"}
    bound = {"ecs:ListTasks"}  # by its condition
    for _, statement in statements:
        if statement["Resource"] == "*":
            actions = set(_actions(statement))
            unnamed = {one for one in actions if re.match(r"(logs:.*(Deliver|ResourcePolic|DescribeLogGroups)|ec2:)", one)}
            assert actions - without - unnamed == (actions & bound if "Condition" in statement else set())


def test_task_is_bound_to_definition_and_cluster_and_has_no_shell(statements):
    [statement] = [one for _, one in statements if "ecs:RunTask" in _actions(one)]
    assert _actions(statement) == ["ecs:RunTask"]
    assert statement["Resource"]["Fn::Sub"].endswith(":task-definition/${AWS::StackName}-copy:*")
    condition = statement["Condition"]
    assert condition["ArnEquals"]["ecs:cluster"]["Fn::Sub"].endswith(":cluster/${ecsClusterName}")
    assert condition["StringNotEqualsIfExists"] == {"ecs:enable-execute-command": "true"}


def test_every_action_on_tasks_is_bound_to_the_cluster(statements):
    on_tasks = [one for _, one in statements if any(action.startswith("ecs:") for action in _actions(one))]
    assert len(on_tasks) > 4
    for one in on_tasks:
        assert one["Condition"]["ArnEquals"]["ecs:cluster"]["Fn::Sub"].endswith(":cluster/${ecsClusterName}")


def test_role_is_passed_to_tasks_only(statements):
    [statement] = [one for _, one in statements if "iam:PassRole" in _actions(one)]
    assert statement["Resource"] == {"Fn::GetAtt": ["TaskExecutionRole", "Arn"]}
    assert statement["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}


def test_container_has_no_role(template):
    assert "TaskRoleArn" not in template["Resources"]["CopyTask"]["Properties"]


def test_roles_trust_one_service_of_this_account(template):
    roles = {name: one["Properties"] for name, one in template["Resources"].items() if one["Type"] == "AWS::IAM::Role"}
    assert len(roles) == 11
    for name, role in roles.items():
        [statement] = role["AssumeRolePolicyDocument"]["Statement"]
        assert set(statement["Principal"]) == {"Service"}, name
        assert statement["Condition"]["StringEquals"]["aws:SourceAccount"] == {"Ref": "AWS::AccountId"}, name
        # Lambda and no other calls for a function that has no ARN yet.
        if statement["Principal"]["Service"] != "lambda.amazonaws.com":
            assert "aws:SourceArn" in json.dumps(statement["Condition"]), name


def test_permissions_page_says_what_the_template_grants():
    script = TEMPLATE.parent / "scripts" / "permissions-table.py"
    result = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
