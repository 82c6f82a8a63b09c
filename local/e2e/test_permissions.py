"""Every call is checked against the policies of template.yaml; what they grant beyond that has a reason.

One stack lives through what its roles are for: a run, a lost event, a failure, a batch that is given up, a run that is
stopped, a stack that is deleted.
"""

import fnmatch
import json
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError
from conftest import PREFIX, refused
from faults import SOURCE, Faults
from images import Layer, image

pytestmark = pytest.mark.refused

UNUSED = Path(__file__).with_name("unused-permissions.txt")


@pytest.fixture(scope="module")
def faults(sandbox):
    faults = Faults(sandbox)
    yield faults
    faults.end()


@pytest.fixture(scope="module")
def stack(sandbox, faults):
    for tag in ("1", "2", "3", "4"):
        sandbox.source.push("permissions/app", tag, image([Layer(f"permissions {tag}")]))
    faults.event(drop=True)
    return sandbox.deploy(
        "permissions", srcRegion=sandbox.source.region, srcList="SELECTED", srcImageList="permissions/app:1",
        destPrefix=PREFIX, destTags="team=platform", taskCheckSeconds=5,
    )


@pytest.fixture(scope="module")
def life(sandbox, stack, faults) -> dict:
    """Who was refused what, and who has used what, by the template's names; also what the roles may do."""
    before = len(sandbox.server.control("GET", "iam")["denied"])
    assert stack.first_run().status == "SUCCEEDED", "a run whose event is lost"
    # First: CompleteCopy is then awake, and hears of a failed task before LaunchCopy looks at it.
    give_up(sandbox, stack, faults)
    fail_once(stack, faults)
    stop(sandbox, stack, faults)
    roles = {name: one for name, one in stack.resources.items() if name.endswith("Role")}
    may = {name: granted(sandbox, one) for name, one in roles.items()}
    delete_while_running(sandbox, stack, faults)
    assert faults.end().unmet() == []
    by_role = sandbox.server.control("GET", "iam")["used"]
    used = {
        name: {tuple(pair) for role, pairs in by_role.items() if role.startswith(f"permissions-{name}-") for pair in pairs}
        for name in roles
    }
    denied = [one for one in refused(sandbox, before) if "/permissions-" in one[0]]
    return {"denied": denied, "used": used, "may": may}


def fail_once(stack, faults):
    """CompleteCopy tells the workflow to try again; an image that is not there is told to people."""
    faults.tasks_do_not_start()
    stack.select("permissions/app:2", "permissions/app:9")
    run = stack.run()
    assert (run.status, run.tasks) == ("FAILED", 2)


def give_up(sandbox, stack, faults):
    """The task is silent and cannot be looked at: the batch is given up and the task stopped."""
    slow(sandbox, faults, "3")
    faults.api("ecs", "DescribeTasks", code="InvalidParameterException", status=400)
    stack.select("permissions/app:3")
    assert stack.run().status == "FAILED"
    assert faults.end().unmet() == []


def stop(sandbox, stack, faults):
    """Another run finds this one going on; then somebody stops it, and SettleRun ends it."""
    slow(sandbox, faults, "3")
    execution = copying(stack, faults, "3")
    assert json.loads(stack.ended(stack.tick()).output)["decision"] == "SKIPPED"
    sandbox.server.home.client("stepfunctions").stop_execution(executionArn=execution, cause="a test")
    ended = lambda: any(one.get("execution") == execution and one["status"] == "FAILED" for one in stack.runs())  # noqa: E731
    stack.wait_until(ended, "the end of a run that was stopped")


def delete_while_running(sandbox, stack, faults):
    slow(sandbox, faults, "4")
    copying(stack, faults, "4")
    stack.delete()


def slow(sandbox, faults, tag: str):
    faults.registry(host=SOURCE, path=sandbox.source.digest("permissions/app", tag), delay_s=60)


def copying(stack, faults, tag: str) -> str:
    stack.select(f"permissions/app:{tag}")
    execution = stack.tick()
    stack.wait_until(faults.all_met, "a copy that goes on")
    return execution


def granted(sandbox, role: str) -> set[str]:
    iam = sandbox.server.home.client("iam")
    names = iam.list_role_policies(RoleName=role)["PolicyNames"]
    documents = [iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"] for name in names]
    actions = [one["Action"] for document in documents for one in document["Statement"]]
    return {action for each in actions for action in ([each] if isinstance(each, str) else each)}


def test_no_call_of_a_whole_life_is_refused(life):
    assert life["denied"] == []


def test_what_is_granted_is_used_or_has_a_reason(life):
    reasons = [line.split(": ", 1)[0] for line in UNUSED.read_text().splitlines() if not line.startswith("#")]
    used = {f"{role} {action}" for role, pairs in life["used"].items() for action, _ in pairs}
    unused = sorted({f"{role} {action}" for role, actions in life["may"].items() for action in actions} - used)
    without = [one for one in unused if not any(fnmatch.fnmatchcase(one, reason.removesuffix("?")) for reason in reasons)]
    assert without == [], "\n".join(without)
    needless = [reason for reason in reasons if not reason.endswith("?") and not fnmatch.filter(unused, reason)]
    assert needless == [], "\n".join(needless)


# What some role may do, on what they may do it with.
FORBIDDEN = {
    "ecs:RunTask": ("ecs", "run_task", lambda ids: {"cluster": "replication", "taskDefinition": ids["CopyTask"]}),
    "ecs:StopTask": ("ecs", "stop_task", lambda ids: {"cluster": "replication", "task": "0" * 32}),
    "ecr:PutImage": ("ecr", "put_image", lambda ids: {"repositoryName": f"{PREFIX}/first/app", "imageManifest": "{}"}),
    "ecr:CreateRepository": ("ecr", "create_repository", lambda ids: {"repositoryName": f"{PREFIX}/smuggled"}),
    "secretsmanager:GetSecretValue": ("secretsmanager", "get_secret_value", lambda ids: {"SecretId": ids["RegistryAuth"]}),
    "secretsmanager:PutSecretValue": (
        "secretsmanager", "put_secret_value", lambda ids: {"SecretId": ids["RegistryAuth"], "SecretString": "x"}),
    "sns:Publish": ("sns", "publish", lambda ids: {"TopicArn": ids["AlarmTopic"], "Message": "x"}),
    "states:StartExecution": (
        "stepfunctions", "start_execution", lambda ids: {"stateMachineArn": ids["ReplicationWorkflow"]}),
    "lambda:InvokeFunction": ("lambda", "invoke", lambda ids: {"FunctionName": ids["PrepareBatchFunction"]}),
    "dynamodb:Scan": ("dynamodb", "scan", lambda ids: {"TableName": ids["ImagesTable"]}),
    "dynamodb:DeleteTable": ("dynamodb", "delete_table", lambda ids: {"TableName": ids["RunsTable"]}),
    "ssm:GetParameter": ("ssm", "get_parameter", lambda ids: {"Name": "somebody-elses"}),
}


def test_roles_are_refused_what_others_may(sandbox, replicator, first_run):
    ids = replicator.resources
    roles = {name: one for name, one in ids.items() if name.endswith("Role")}
    assert len(roles) == 10
    allowed = []
    for name, role in roles.items():
        may = granted(sandbox, role) - {"ssm:GetParameter"}  # of the list of images only
        session = session_of(sandbox, role)
        for action, (service, call, arguments) in FORBIDDEN.items():
            if action not in may and not is_refused(session.client(service), call, arguments(ids)):
                allowed.append((name, action))
    assert allowed == []


def session_of(sandbox, role: str):
    sts = sandbox.server.home.client("sts")
    arn = f"arn:aws:iam::{sandbox.server.home.id}:role/{role}"
    keys = sts.assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
    session = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], sandbox.server.home.region)

    class AtEndpoint:
        def client(self, service: str):
            return session.client(service, endpoint_url=sandbox.server.endpoint)

    return AtEndpoint()


def is_refused(client, call: str, arguments: dict) -> bool:
    try:
        getattr(client, call)(**arguments)
    except ClientError as error:
        return "not authorized to perform" in error.response["Error"]["Message"]
    return False
