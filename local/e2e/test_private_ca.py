"""A private registry whose certificate comes from an authority of its own: known by srcRegistryCa, or refused."""

import json

import pytest
from conftest import PREFIX
from images import Layer, Registry, image
from images.connection import behind
from secret_kinds import OWN_CA, OWN_CA_HOST

NAME = "registry-ca"


@pytest.fixture(scope="module")
def source(sandbox) -> Registry:
    registry = Registry(behind(sandbox.server.run_dir, OWN_CA_HOST))
    for tag in ("1", "2"):
        registry.push("ca/app", tag, image([Layer(f"own authority {tag}")]))
    sandbox.put_credential("ca-login", json.dumps({"username": OWN_CA[0], "password": OWN_CA[1]}))
    return registry


def put(sandbox, authority: str) -> None:
    certificates = (sandbox.server.run_dir / authority).read_text()
    sandbox.server.home.client("ssm").put_parameter(Name=NAME, Value=certificates, Type="String", Overwrite=True)


def parameters(**more) -> dict[str, str]:
    return {"sourceType": "Private", "srcRegistry": OWN_CA_HOST, "srcCredential": "ca-login", "srcRegion": "",
            "srcList": "SELECTED", "srcImageList": "ca/app:1", "registryAddresses": "ANY", **more}


def test_registry_is_listed_and_copied_by_its_own_authority(sandbox, deploy, source, destination):
    put(sandbox, "own-ca.pem")
    stack = deploy("own-ca", srcRegistryCa=NAME, **parameters())
    run = stack.first_run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1), run.cause
    assert destination.complete(f"{PREFIX}/ca/app", "1") == source.complete("ca/app", "1")
    definition = sandbox.server.home.client("ecs").describe_task_definition(taskDefinition=stack.resources["CopyTask"])
    assert "REGISTRY_CA" in json.dumps(definition["taskDefinition"]["containerDefinitions"][0]["secrets"])


def test_registry_is_refused_without_its_authority(deploy, source):
    stack = deploy("no-ca", **parameters(srcImageList="ca/app:2"))
    run = stack.first_run()
    assert (run.status, run.tasks) == ("FAILED", 0)
    [message] = stack.messages()
    assert OWN_CA_HOST in message.text and "srcRegistryCa" in message.text, message.text
    assert f"{PREFIX}/ca/app:2" not in stack.images()
