"""The stack with a key of the customer's, under the key policy that docs/security.md gives.

The emulated AWS encrypts nothing with it, but asks as AWS does: callers need the key for tables, topic, queue and
secret, and logs and events are let in by the key's own policy.
"""

import json
import re
from pathlib import Path

import pytest
from conftest import PREFIX
from images import Layer, image

PAGE = Path(__file__).resolve().parents[2] / "docs" / "security.md"
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


@pytest.fixture(autouse=True)
def no_call_was_refused(request, sandbox):
    """In place of the one for all tests: where a test takes the key away, calls are refused on purpose."""
    before = len(sandbox.server.control("GET", "iam")["denied"])
    yield
    refused = sandbox.server.control("GET", "iam")["denied"][before:]
    assert "reach" in request.fixturenames or [one for one in refused if "with-key" in one[0]] == []


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


def test_roles_have_used_the_key_through_their_services(sandbox, stack, key):
    stack.first_run()
    used = sandbox.server.control("GET", "iam")["used"]
    of_stack = {role: {action for action, on in pairs if on == key} for role, pairs in used.items() if "with-key" in role}
    for name in ("EnumerateImages", "PrepareBatch", "LaunchCopy", "CompleteCopy", "SummarizeRun", "TaskExecution"):
        [actions] = [one for role, one in of_stack.items() if f"-{name}Role-" in role]
        assert "kms:Decrypt" in actions, name


def test_run_fails_aloud_when_the_key_lets_the_roles_in_no_longer(sandbox, stack, key, reach):
    stack.first_run()
    reach(policy(sandbox, without="Owner"))
    run = stack.ended(stack.tick())
    assert run.status == "FAILED"
    assert re.search(rf"not authorized to perform: kms:\w+ on resource: {key}", run.cause), run.cause


def test_lost_event_arrives_in_the_queue_because_the_key_lets_events_in(sandbox, stack, reach):
    stack.first_run()
    queue = stack.resources["DeadLetters"]
    assert undeliverable(sandbox, stack, queue) == 1
    reach(policy(sandbox, without="UndeliverableEventsArrive"))
    assert undeliverable(sandbox, stack, queue) == 0


def undeliverable(sandbox, stack, queue: str) -> int:
    """How many messages the queue has of an event that its function is not open to."""
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
    messages = home.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    for one in messages:
        home.client("sqs").delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
    return len(messages)
