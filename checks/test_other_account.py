"""The policies that docs/security.md gives for the other account allow what SessionPolicy.java leaves to a role, and no more."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SESSIONS = (ROOT / "functions/src/main/java/replicator/ecr/SessionPolicy.java").read_text()
TOKEN = "ecr:GetAuthorizationToken"
ACTION = r'"(\w+:\w+)"'


def narrowed_to(*names: str) -> set[str]:
    """The actions of these session policies; KEY_ACTIONS and SIGNING_ACTION count as two of them."""
    lists = [re.search(rf'\b{name}(?: =\s+quoted\(List\.of)?\((\s*"[^)]*)\)', SESSIONS)[1] for name in names]
    return set(re.findall(ACTION, " ".join(lists)))


@pytest.fixture(scope="module")
def policies() -> list[dict]:
    section = re.search(r"^## The other account\n(.*?)^## ", (ROOT / "docs/security.md").read_text(), re.M | re.S)[1]
    return [json.loads(one) for one in re.findall(r"```json\n(.*?)```", section, re.S)]


def allowed(policy: dict) -> set[str]:
    return set(re.findall(ACTION, json.dumps([one["Action"] for one in policy["Statement"]])))


def test_pulling_takes_what_roles_of_the_source_are_narrowed_to(policies):
    pull, _, _ = policies
    assert allowed(pull) == narrowed_to("LIST", "PULL") | {TOKEN}


def test_pushing_takes_what_roles_of_the_destination_are_narrowed_to(policies):
    _, push, _ = policies
    assert allowed(push) == narrowed_to("LIST_TAGS", "LOOK", "PUSH", "KEY_ACTIONS", "SIGNING_ACTION") | {TOKEN}


def test_only_the_login_is_for_everything(policies):
    assert rf'\"{TOKEN}\"' in SESSIONS
    everywhere = [one["Action"] for policy in policies for one in policy["Statement"] if one.get("Resource") == "*"]
    assert everywhere == [TOKEN, TOKEN]


def test_trust_names_one_account_its_external_id_and_the_roles_of_the_stack(policies):
    [statement] = policies[2]["Statement"]
    assert statement["Action"] == "sts:AssumeRole"
    assert set(statement["Condition"]) == {"StringEquals", "ArnLike"}
