"""What docs/permissions.md lets the person who deploys do."""

import re

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def may() -> dict[str, set[str]]:
    """Actions by service; a row of two services gives each the actions of both."""
    page = (ROOT / "docs" / "permissions.md").read_text()
    rows = re.findall(r"^\| ([a-z0-9, ]+) \| (.*) \|$", page, re.MULTILINE)
    return {
        service: set(re.findall(r"\b[A-Z][A-Za-z]+", actions))
        for services, actions in rows for service in services.split(", ")
    }


@pytest.fixture(scope="module")
def services(transformed) -> set[str]:
    types = [one["Type"].split("::") for one in transformed["Resources"].values()]
    return {service.lower() for vendor, service, *_ in types if vendor == "AWS"}


def test_every_service_of_the_template_is_named(may, services):
    assert services - may.keys() == {"stepfunctions"} and "states" in may


def test_every_resource_may_get_the_tags_of_its_stack(services):
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html"""
    tags = re.search(r"^A stack with tags .*?\n\n", (ROOT / "docs" / "permissions.md").read_text(), re.DOTALL | re.MULTILINE)
    untagged = services - set(re.findall(r"[a-z0-9]+", tags[0]))
    assert untagged == {"scheduler", "stepfunctions"} and "states" in tags[0]  # a schedule has no tags


def test_key_of_a_living_stack_may_be_changed(may):
    """https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-logs, aws-logs-loggroup.json"""
    assert {"AssociateKmsKey", "DisassociateKmsKey"} <= may["logs"]


def test_targets_of_a_rule_may_be_listed(may):
    """https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-events, aws-events-rule.json"""
    assert "ListTargetsByRule" in may["events"]


def test_subscription_may_be_read(may):
    """https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-sns, subscription, CreateHandler.java"""
    assert "GetSubscriptionAttributes" in may["sns"]


def test_tags_of_the_workflow_may_be_compared(may):
    """https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-stepfunctions, statemachine, UpdateHandler.java"""
    assert {"ListTagsForResource", "TagResource", "UntagResource"} <= may["states"]


def test_every_command_for_a_stack_may_be_run(may):
    files = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("scripts/*.sh")]
    verbs = {verb for file in files for verb in re.findall(r"aws cloudformation ([a-z-]+)", file.read_text())}
    assert {"create-stack", "delete-stack"} <= verbs
    assert {verb.title().replace("-", "") for verb in verbs} <= may["cloudformation"]


def test_a_stack_is_deleted_in_a_region_that_is_named():
    """Else sam takes the profile's, and exits with 0 where no such stack is: aws-sam-cli, delete/delete_context.py"""
    commands = [
        command for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
        for command in re.findall(r"sam delete --stack-name[^`\n]*", page.read_text())
    ]
    assert commands and all(" --region " in command for command in commands)


def test_tables_and_secret_may_have_a_key(may):
    """https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"""
    assert may["kms"] == {"CreateGrant", "DescribeKey", "GenerateDataKey", "Decrypt"}


def test_package_may_be_deleted_with_the_stack(may):
    """https://github.com/aws/aws-sam-cli, samcli/lib/package/s3_uploader.py"""
    assert {"GetObject", "ListBucket", "DeleteObject"} <= may["s3"]
