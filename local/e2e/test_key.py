"""The stack with a key of the customer's, under the key policy that docs/security.md gives.

The emulated AWS encrypts nothing with it, but asks as AWS does: callers need the key for tables, topic, queue and
secret, and logs and events are let in by the key's own policy.
"""

import json
import re
from pathlib import Path

import pytest
from conftest import PREFIX
from faults import SOURCE
from images import Layer, image

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "security.md"
REPOSITORY = "key/app"


def policy(sandbox, without: str = "") -> str:
    """That of the page, as its reader would fill it in, in China too; one statement may be left out."""
    home = sandbox.server.home
    text = re.search(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)[1]
    if home.region.startswith("cn-"):
        text = text.replace("arn:aws:", "arn:aws-cn:").replace("REGION.amazonaws.com", "REGION.amazonaws.com.cn")
    document = json.loads(text.replace("ACCOUNT", home.id).replace("REGION", home.region))
    kept = [one for one in document["Statement"] if one["Sid"] != without]
    assert not without or len(kept) < len(document["Statement"])
    return json.dumps({**document, "Statement": kept})


@pytest.fixture(scope="module")
def key(sandbox) -> str:
    return sandbox.server.home.client("kms").create_key(Policy=policy(sandbox))["KeyMetadata"]["Arn"]


@pytest.fixture(scope="module")
def stack(sandbox, key):
    for tag in ("1", "2", "3"):
        sandbox.source.push(REPOSITORY, tag, image([Layer(f"key {tag}")]))
    replicator = sandbox.deploy(
        "with-key", kmsKeyArn=key, srcRegion=sandbox.source.region, srcList="SELECTED", srcImageList=f"{REPOSITORY}:1",
        destPrefix=PREFIX,
    )
    yield replicator
    replicator.delete()


@pytest.fixture
def reach(sandbox, key):
    """Puts another policy on the key for one test."""
    kms = sandbox.server.home.client("kms")
    yield lambda document: kms.put_key_policy(KeyId=key, PolicyName="default", Policy=document)
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy(sandbox))


def test_whole_run_succeeds_with_the_key(sandbox, stack, key):
    run = stack.first_run()
    assert run.status == "SUCCEEDED", run.cause
    assert sandbox.source.complete(REPOSITORY, "1") == sandbox.destination.complete(f"{PREFIX}/{REPOSITORY}", "1")


def test_all_that_keeps_data_is_encrypted_by_the_key(sandbox, stack, key):
    home, ids = sandbox.server.home, stack.resources
    for table in ("ImagesTable", "RunsTable"):
        description = home.client("dynamodb").describe_table(TableName=ids[table])["Table"]["SSEDescription"]
        assert (description["SSEType"], description["KMSMasterKeyArn"]) == ("KMS", key)
    topic = home.client("sns").get_topic_attributes(TopicArn=ids["AlarmTopic"])["Attributes"]
    assert topic["KmsMasterKeyId"] == key
    queue = home.client("sqs").get_queue_attributes(QueueUrl=ids["DeadLetters"], AttributeNames=["All"])["Attributes"]
    assert queue["KmsMasterKeyId"] == key
    assert home.client("secretsmanager").describe_secret(SecretId=ids["RegistryAuth"])["KmsKeyId"] == key
    groups = [one for one in home.client("logs").describe_log_groups()["logGroups"] if "with-key" in one["logGroupName"]]
    assert len(groups) == 9 and {one.get("kmsKeyId") for one in groups} == {key}


def used(sandbox, stack, key: str, name: str) -> set[str]:
    """What a role has done with the key."""
    by_role = sandbox.server.control("GET", "iam")["used"]
    return {action for action, on in by_role.get(stack.resources[f"{name}Role"], []) if on == key}


def test_roles_have_used_the_key(sandbox, stack, key):
    stack.first_run()
    for name in ("EnumerateImages", "PrepareBatch", "LaunchCopy", "CompleteCopy", "SummarizeRun", "TaskExecution"):
        assert "kms:Decrypt" in used(sandbox, stack, key, name), name


def test_run_that_is_stopped_is_settled_and_told_with_the_key(sandbox, stack, key, faults):
    stack.first_run()
    faults.registry(host=SOURCE, path=sandbox.source.digest(REPOSITORY, "2"), delay_s=120)
    stack.select(f"{REPOSITORY}:2")
    before = len(stack.messages())
    execution = stack.tick()
    stack.wait_until(faults.all_met, "a copy that goes on")
    sandbox.server.home.client("stepfunctions").stop_execution(executionArn=execution, cause="maintenance window")
    stack.wait_until(lambda: stack.messages()[before:], "SettleRun")
    told = stack.images()[f"{PREFIX}/{REPOSITORY}:2"]
    assert (told["status"], "maintenance window" in told["reason"]) == ("FAILED", True)
    assert "kms:Decrypt" in used(sandbox, stack, key, "SettleRun")


@pytest.mark.refused
def test_only_the_execution_fails_aloud_when_the_key_lets_the_roles_in_no_longer(sandbox, stack, key, reach):
    stack.first_run()
    told = stack.messages()
    reach(policy(sandbox, without="Owner"))
    settled = stack.answers("SettleRunFunction")
    run = stack.ended(stack.tick())
    assert run.status == "FAILED"
    assert re.search(rf"not authorized to perform: kms:\w+ on resource: {key}", run.cause), run.cause
    stack.wait_until(lambda: stack.answers("SettleRunFunction") == settled + 3, "the last refusal")
    assert (dead_letters(sandbox, stack), stack.messages()) == ([], told)


def test_lost_event_arrives_in_the_queue_because_the_key_lets_events_in(sandbox, stack, reach):
    stack.first_run()
    assert len(undeliverable(sandbox, stack)) == 1
    reach(policy(sandbox, without="UndeliverableEventsArrive"))
    assert undeliverable(sandbox, stack) == []


def undeliverable(sandbox, stack) -> list[dict]:
    """The dead letters of an event that its function is not open to."""
    home = sandbox.server.home
    functions, name = home.client("lambda"), stack.resources["SettleRunFunction"]
    [statement] = json.loads(functions.get_policy(FunctionName=name)["Policy"])["Statement"]
    functions.remove_permission(FunctionName=name, StatementId=statement["Sid"])
    detail = {"status": "ABORTED", "stateMachineArn": stack.workflow}
    try:
        sandbox.server.control("POST", "emit", {
            "source": "aws.states", "detail_type": "Step Functions Execution Status Change", "detail": detail})
    finally:
        functions.add_permission(
            FunctionName=name, StatementId=statement["Sid"], Action="lambda:InvokeFunction", Principal="events.amazonaws.com",
            SourceArn=statement["Condition"]["ArnLike"]["AWS:SourceArn"],
        )
    return dead_letters(sandbox, stack)


def dead_letters(sandbox, stack) -> list[dict]:
    """Takes them out of the queue, with the attributes that docs/operating.md asks for."""
    [shown] = re.findall(r"aws sqs receive-message.*?\n\n", (DOCS / "operating.md").read_text(), re.DOTALL)
    names = re.findall(r"--message-attribute-names (\S+)", shown)
    sqs, queue = sandbox.server.home.client("sqs"), stack.resources["DeadLetters"]
    messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, MessageAttributeNames=names).get("Messages", [])
    for one in messages:
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
    return messages


@pytest.mark.parametrize("function", ["CompleteCopyFunction", "SettleRunFunction"])
def test_event_that_a_function_keeps_dying_of_arrives_in_the_queue_because_its_role_may_use_the_key(
        sandbox, stack, faults, function):
    stack.first_run()
    name = stack.resources[function]
    faults.function(stack, function, times=None, after_s=0)
    sandbox.server.home.client("lambda").invoke(FunctionName=name, InvocationType="Event", Payload="{}")
    [letter] = stack.wait_until(lambda: dead_letters(sandbox, stack), "a dead letter")
    body = json.loads(letter["Body"])
    assert f":{name}:" in body["requestContext"]["functionArn"] and body["responsePayload"]["errorMessage"]


@pytest.mark.refused
def test_start_that_is_refused_arrives_in_the_queue_because_the_role_of_the_schedule_may_use_the_key(sandbox, stack, key):
    stack.first_run()
    iam, role = sandbox.server.home.client("iam"), stack.resources["ScheduleRole"]
    statement = {"Effect": "Deny", "Action": "states:StartExecution", "Resource": "*"}
    iam.put_role_policy(RoleName=role, PolicyName="test", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [statement]}))
    try:
        assert sandbox.server.control("POST", "fire", {"name": stack.resources["Schedule"]}) == []
    finally:
        iam.delete_role_policy(RoleName=role, PolicyName="test")
    [letter] = dead_letters(sandbox, stack)
    assert json.loads(letter["Body"]) == {"startedBy": "schedule"}
    assert "states:StartExecution" in letter["MessageAttributes"]["ERROR_MESSAGE"]["StringValue"]
    assert {"kms:GenerateDataKey", "kms:Decrypt"} <= used(sandbox, stack, key, "Schedule")
