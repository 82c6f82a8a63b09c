"""The key policy of docs/security.md lets in what template.yaml needs for kmsKeyArn, and nobody else."""

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "local"))

from aws.iam import policies  # noqa: E402

ACCOUNT, STRANGER, REGION = "123456789012", "999999999999", "eu-west-1"
GROUP = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:any"


@pytest.fixture(scope="module")
def policy() -> str:
    text = re.search(r"```json\n(.*?)```", (ROOT / "docs" / "security.md").read_text(), re.DOTALL)[1]
    return text.replace("ACCOUNT", ACCOUNT).replace("REGION", REGION)


def of(account: str) -> dict[str, str]:
    return {"aws:SourceAccount": account}


@pytest.mark.parametrize("action", ["kms:Decrypt", "kms:GenerateDataKey"])
def test_alarms_of_this_account_arrive(policy, action):
    assert policies.allow_service(policy, "cloudwatch.amazonaws.com", action, of(ACCOUNT))
    assert not policies.allow_service(policy, "cloudwatch.amazonaws.com", action, of(STRANGER))
    assert not policies.allow_service(policy, "cloudwatch.amazonaws.com", action, {})
    assert not policies.allow_service(policy, "s3.amazonaws.com", action, of(ACCOUNT))


@pytest.mark.parametrize("action", ["kms:Decrypt", "kms:GenerateDataKey"])
def test_undeliverable_events_arrive_though_eventbridge_may_name_no_account(policy, action):
    assert policies.allow_service(policy, "events.amazonaws.com", action, {})
    assert not policies.allow_service(policy, "events.amazonaws.com", "kms:Encrypt", {})


@pytest.mark.parametrize("action", ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "DescribeKey"])
def test_logs_of_this_account_are_written(policy, action):
    service = f"logs.{REGION}.amazonaws.com"
    assert policies.allow_service(policy, service, f"kms:{action}", {"kms:EncryptionContext:aws:logs:arn": GROUP})
    theirs = GROUP.replace(ACCOUNT, STRANGER)
    assert not policies.allow_service(policy, service, f"kms:{action}", {"kms:EncryptionContext:aws:logs:arn": theirs})
    assert not policies.allow_service(policy, service, "kms:ScheduleKeyDeletion", {"kms:EncryptionContext:aws:logs:arn": GROUP})


def test_roles_of_this_account_are_left_to_their_own_policies(policy, template):
    used = [template["Resources"][name]["Properties"]["PolicyDocument"] for name in ("UseKey", "UseKeyOfTables")]
    actions = {action for one in used for statement in one["Statement"] for action in statement["Action"]}
    assert len(actions) == 6
    for action in actions:
        assert policies.allow_principal([policy], ACCOUNT, f"arn:aws:iam::{ACCOUNT}:role/any", action)
        assert not policies.allow_principal([policy], STRANGER, f"arn:aws:iam::{STRANGER}:role/any", action)


def test_person_who_deploys_is_left_to_policies_that_the_page_names(policy):
    page = (ROOT / "docs" / "security.md").read_text()
    named = set(re.findall(r"`(kms:\w+)`", page[page.index("the person who deploys"):page.index("Without the second")]))
    assert named == {"kms:CreateGrant", "kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"}
    for action in named:
        assert policies.allow_principal([policy], ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/any", action)


def test_every_service_that_calls_for_itself_is_named(policy, template):
    """Alarms that publish, rules with a dead-letter queue, and encrypted log groups need the key without a role."""
    types = {one["Type"] for one in template["Resources"].values()}
    assert {"AWS::CloudWatch::Alarm", "AWS::Events::Rule", "AWS::Logs::LogGroup"} <= types
    named = {
        one for statement in json.loads(policy)["Statement"]
        for one in (lambda services: [services] if isinstance(services, str) else services)(statement["Principal"].get("Service", []))
    }
    assert named == {"cloudwatch.amazonaws.com", "events.amazonaws.com", f"logs.{REGION}.amazonaws.com"}
