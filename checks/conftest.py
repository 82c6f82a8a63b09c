"""The template as it stands and as SAM hands it to CloudFormation, and a project to be deployed on an emulated AWS."""

import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import boto3
import pytest
from moto.server import ThreadedMotoServer
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "local"))

from machine import environment  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "template.yaml"
ARM64, X86_64 = (b"\x7fELF" + bytes(14) + struct.pack("<H", machine) for machine in (183, 62))


@pytest.fixture(scope="session")
def template() -> dict:
    return yaml_parse(TEMPLATE.read_text())


@pytest.fixture(scope="session")
def transformed() -> dict:
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")  # the translator asks for one
    given = yaml_parse(TEMPLATE.read_text().replace("functions/target/function.zip", "s3://bucket/function.zip"))
    no_managed_policies = SimpleNamespace(load=dict)  # whoever names one in the template must say so here
    return transform(given, {}, no_managed_policies)


@pytest.fixture(scope="module")
def server():
    environment.clean()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture(scope="module")
def client(server):
    return lambda name: boto3.client(
        name, endpoint_url=server, region_name="eu-west-1", aws_access_key_id="local", aws_secret_access_key="local",
    )


@pytest.fixture
def deployable(tmp_path):
    """A project with a native package, and what its scripts of a deployment read."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copy(ROOT / "template.yaml", tmp_path)
    shutil.copy(ROOT / "samconfig.toml", tmp_path)
    (tmp_path / "functions" / "src" / "main").mkdir(parents=True)
    for name in "pom.xml", "functions/pom.xml", "functions/src/main/Replicator.java":
        (tmp_path / name).touch()
    (tmp_path / "functions" / "target").mkdir()
    package(tmp_path, bootstrap=ARM64)
    return tmp_path


def package(project: Path, **files: bytes) -> None:
    with zipfile.ZipFile(project / "functions" / "target" / "function.zip", "w") as made:
        for name, content in files.items():
            made.writestr(name, content)


@pytest.fixture
def script(deployable, server):
    """Runs one of the scripts; answers its exit code and what it said."""
    def call(*command: str, **environment):
        settings = {
            "AWS_ENDPOINT_URL": server, "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_PAGER": "",
        }
        done = subprocess.run(
            [deployable / "scripts" / command[0], *command[1:]], capture_output=True, text=True,
            env={**os.environ, **settings, **environment},
        )
        return done.returncode, done.stdout + done.stderr

    return call


def stub(path: Path, script: str) -> None:
    """A program that stands in for another, where a test puts its directory first on the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def path_of(project: Path) -> str:
    """With the programs that stand in for others."""
    return f"{project}/bin:{os.environ['PATH']}"
