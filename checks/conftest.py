"""template.yaml as it stands, and as SAM hands it to CloudFormation; and programs that stand in for others."""

import os
from pathlib import Path

import pytest
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

TEMPLATE = Path(__file__).resolve().parent.parent / "template.yaml"


@pytest.fixture(scope="session")
def template() -> dict:
    return yaml_parse(TEMPLATE.read_text())


@pytest.fixture(scope="session")
def transformed() -> dict:
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")  # the translator asks for one
    given = yaml_parse(TEMPLATE.read_text().replace("functions/target/function.zip", "s3://bucket/function.zip"))
    return transform(given, {}, _NoManagedPolicies())


class _NoManagedPolicies:
    """The template names none; whoever adds one must say so here."""

    def load(self):
        return {}


def stub(path: Path, script: str) -> None:
    """A program that stands in for another, where a test puts its directory first on the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
