"""Functions of a java* runtime, run by Lambda's own runtime interface client."""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from machine.package import RUNTIME

JAVA_HOME = os.environ.get("JAVA_HOME", "")

pytestmark = pytest.mark.skipif(
    not JAVA_HOME or not RUNTIME.is_dir(), reason="needs JAVA_HOME, and mvn -f local/java/pom.xml package"
)


@pytest.fixture(scope="module")
def hello(server, stack, tmp_path_factory):
    """Calls a function with a class in its root, as Quarkus packs it."""
    classes = tmp_path_factory.mktemp("classes")
    source = Path(__file__).resolve().parent / "java" / "Hello.java"
    subprocess.run([f"{JAVA_HOME}/bin/javac", "-d", str(classes), str(source)], check=True)
    package = classes / "function.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(classes / "Hello.class", "Hello.class")
    client = server.home.client("lambda")
    role = f"arn:aws:iam::123456789012:role/{stack.resources()['Role']}"

    def call(runtime: str, **event) -> dict:
        name = f"hello-{runtime}"
        client.create_function(
            FunctionName=name, Runtime=runtime, Handler="Hello::handle", Role=role, Timeout=30, MemorySize=512,
            Code={"ZipFile": package.read_bytes()},
        )
        return client.invoke(FunctionName=name, Payload=json.dumps(event))

    return call


def test_java_function_answers_trusts_the_fronts_and_shares_no_file_in_tmp(server, hello):
    answer = json.load(hello("java25", name="x")["Payload"])
    assert (answer["name"], int(answer["java"]) >= 25) == ("x", True)
    assert answer["trust"] == str(server.run_dir / "trust.p12")
    assert Path(answer["library"]).parent == RUNTIME / "jni"


def test_runtime_that_the_jdk_is_too_old_for_is_refused(server, hello):
    answer = hello("java99", name="x")
    assert answer["FunctionError"] == "Unhandled"
    assert "must be a JDK 99" in json.load(answer["Payload"])["errorMessage"]
