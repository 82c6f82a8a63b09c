"""The functions' package: what deploy.sh finds in it, and what publish.sh makes of it."""

import os
import re
from types import SimpleNamespace

import pytest
from conftest import ARM64, X86_64, package, path_of, stub
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


def test_missing_package_is_named_with_what_makes_it(script, deployable):
    (deployable / "functions" / "target" / "function.zip").unlink()
    code, said = script("deploy.sh", "--check")
    assert code == 1
    assert "run make native" in said


def test_package_that_cannot_be_read_is_not_taken_for_one_of_a_jvm(script, deployable):
    (deployable / "functions" / "target" / "function.zip").write_bytes(b"half a download")
    code, said = script("deploy.sh", "--check")
    assert code == 1
    assert "function.zip cannot be read as a zip. Is unzip installed?" in said


@pytest.mark.parametrize("files, kind", [
    ({"bootstrap": ARM64}, "native arm64"), ({"bootstrap": X86_64}, "native x86_64"), ({"not-the-bootstrap": b""}, "jvm"),
])
def test_package_is_told_by_its_bootstrap(script, deployable, files, kind):
    package(deployable, **files)
    code, said = script("deploy.sh", "--check")
    assert (code, f"  {kind}\n" in said) == (0, True), said


def test_package_for_another_processor_is_refused(script, deployable):
    package(deployable, bootstrap=ARM64[:-2] + b"\x08\x00")
    code, said = script("deploy.sh", "--check")
    assert (code, "is not a program for arm64 or x86_64" in said) == (1, True), said


@pytest.mark.parametrize("command", [("deploy.sh", "--check"), ("publish.sh", "bucket")], ids=lambda one: one[0])
def test_package_that_is_older_than_its_sources_is_refused(script, deployable, command):
    zip = deployable / "functions" / "target" / "function.zip"
    os.utime(zip, (0, 0))
    code, said = script(*command)
    assert code == 1
    assert " is newer than functions/target/function.zip: run make native (or make build" in said
    zip.touch()
    code, said = script("deploy.sh", "--check")
    assert code == 0, said


def linked_to(deployable, *versions: str) -> None:
    """A native package that names these versions of glibc's symbols."""
    package(deployable, bootstrap=ARM64 + b"\0".join(one.encode() for one in ["", *versions, ""]))


@pytest.mark.parametrize("command", [("deploy.sh", "--check"), ("publish.sh", "bucket")], ids=lambda one: one[0])
def test_package_for_a_newer_glibc_than_that_of_lambda_is_refused(script, deployable, command):
    linked_to(deployable, "GLIBC_2.17", "GLIBC_2.38", "GLIBC_2.4")
    code, said = script(*command)
    assert code == 1
    assert "needs GLIBC_2.38, but Lambda has 2.34: compile it with Docker, by running GRAALVM_HOME= make native" in said


def test_package_for_the_glibc_of_lambda_passes(script, deployable):
    linked_to(deployable, "GLIBC_2.34", "GLIBC_2.4", "GLIBC_PRIVATE")
    code, said = script("deploy.sh", "--check")
    assert (code, "native arm64" in said) == (0, True), said


@pytest.mark.parametrize("system, builder", [("Linux", "graalvm"), ("Darwin", "docker")])
def test_graalvm_compiles_for_lambda_on_linux_only(script, deployable, system, builder):
    for name, answer in ("uname", f"echo {system}"), ("docker", "exit 0"), ("native-image", "exit 0"):
        stub(deployable / "bin" / name, answer)
    code, said = script("native.sh", "--builder", PATH=path_of(deployable), GRAALVM_HOME="/graalvm")
    assert (code, said) == (0, f"{builder}\n")


def test_published_template_names_the_published_package(script, client, monkeypatch):
    """As an object, which `sam delete` leaves alone: aws-sam-cli, samcli/lib/package/packageable_resources.py"""
    client("s3").create_bucket(Bucket="published", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    code, said = script("publish.sh", "published")
    assert code == 0, said
    assert "https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/create/review" in said
    keys = [one["Key"] for one in client("s3").list_objects_v2(Bucket="published")["Contents"]]
    template = client("s3").get_object(Bucket="published", Key="ecr-replicator/template.yaml")["Body"].read().decode()
    key = next(key for key in keys if key.endswith(".zip"))
    assert yaml_parse(template)["Globals"]["Function"]["CodeUri"] == {"Bucket": "published", "Key": key}
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")  # the translator asks for one
    resources = transform(yaml_parse(template), {}, SimpleNamespace(load=dict))["Resources"].values()
    codes = [one["Properties"]["Code"] for one in resources if one["Type"] == "AWS::Lambda::Function"]
    assert codes and all(code == {"S3Bucket": "published", "S3Key": key} for code in codes)


@pytest.mark.parametrize("name, files, kind, architecture", [
    ("arm", {"bootstrap": ARM64}, "native", "arm64"), ("x86", {"bootstrap": X86_64}, "native", "x86_64"),
    ("java", {"not-the-bootstrap": b""}, "jvm", "arm64"),
])
def test_published_template_has_the_defaults_of_its_package(script, client, deployable, name, files, kind, architecture):
    package(deployable, **files)
    client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    code, said = script("publish.sh", name)
    assert code == 0, said
    template = client("s3").get_object(Bucket=name, Key="ecr-replicator/template.yaml")["Body"].read().decode()
    parameters = yaml_parse(template)["Parameters"]
    assert (parameters["functionPackage"]["Default"], parameters["functionArchitecture"]["Default"]) == (kind, architecture)


@pytest.mark.parametrize("location, region, domain, console", [
    ("None", "us-east-1", "amazonaws.com", "console.aws.amazon.com"),
    ("EU", "eu-west-1", "amazonaws.com", "console.aws.amazon.com"),
    ("cn-north-1", "cn-north-1", "amazonaws.com.cn", "console.amazonaws.cn"),
    ("us-gov-west-1", "us-gov-west-1", "amazonaws.com", "console.amazonaws-us-gov.com"),
])
def test_published_links_are_of_the_partition_of_the_bucket(script, deployable, location, region, domain, console):
    stub(deployable / "bin" / "aws", f'case "$*" in *get-bucket-location*) echo {location} ;; esac')
    code, said = script("publish.sh", "mine", PATH=path_of(deployable))
    assert code == 0, said
    template = f"https://mine.s3.{region}.{domain}/ecr-replicator/template.yaml"
    assert f"template: {template}\n" in said
    assert f"launch:   https://{region}.{console}/cloudformation/home?region={region}#" in said
    assert said.endswith(f"?templateURL={template}\n")


def test_published_template_can_be_gone_back_to(script, client, deployable):
    client("s3").create_bucket(Bucket="kept", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    code, said = script("publish.sh", "kept")
    assert code == 0, said
    key = re.search(r"kept as: +https://kept\.s3\.eu-west-1\.amazonaws\.com/(\S+)", said)[1]
    first = client("s3").get_object(Bucket="kept", Key=key)["Body"].read()
    (deployable / "template.yaml").write_text((deployable / "template.yaml").read_text() + "# changed\n")
    code, said = script("publish.sh", "kept")
    assert code == 0, said
    assert key not in said
    assert client("s3").get_object(Bucket="kept", Key=key)["Body"].read() == first
