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


def test_every_service_of_the_template_is_named(may, transformed):
    types = [one["Type"].split("::") for one in transformed["Resources"].values()]
    services = {service.lower() for vendor, service, *_ in types if vendor == "AWS"}
    assert services - may.keys() == {"stepfunctions"} and "states" in may


def test_key_of_a_living_stack_may_be_changed(may):
    """https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-logs, aws-logs-loggroup.json"""
    assert {"AssociateKmsKey", "DisassociateKmsKey"} <= may["logs"]


def test_package_may_be_deleted_with_the_stack(may):
    """https://github.com/aws/aws-sam-cli, samcli/lib/package/s3_uploader.py"""
    assert {"GetObject", "ListBucket", "DeleteObject"} <= may["s3"]
