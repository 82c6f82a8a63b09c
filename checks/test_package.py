"""The functions' package: what deploy.sh finds in it, and what publish.sh makes of it."""

import re
import zipfile


def test_missing_package_is_named_with_what_makes_it(script, deployable):
    (deployable / "functions" / "target" / "function.zip").unlink()
    code, said = script("deploy.sh", "--check")
    assert code == 1
    assert "make native makes it" in said


def test_package_that_cannot_be_read_is_not_taken_for_one_of_a_jvm(script, deployable):
    (deployable / "functions" / "target" / "function.zip").write_bytes(b"half a download")
    code, said = script("deploy.sh", "--check")
    assert code == 1
    assert "function.zip cannot be read as a zip. Is unzip installed?" in said


def test_package_without_bootstrap_is_one_for_a_jvm(script, deployable):
    with zipfile.ZipFile(deployable / "functions" / "target" / "function.zip", "w") as package:
        package.writestr("lib/not-the-bootstrap", b"")
    code, said = script("deploy.sh", "--check")
    assert (code, "  jvm\n" in said) == (0, True), said


def test_published_template_names_the_published_package(script, client):
    client("s3").create_bucket(Bucket="published", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    code, said = script("publish.sh", "published")
    assert code == 0, said
    assert "https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/create/review" in said
    keys = [one["Key"] for one in client("s3").list_objects_v2(Bucket="published")["Contents"]]
    template = client("s3").get_object(Bucket="published", Key="ecr-replicator/template.yaml")["Body"].read().decode()
    uri = re.search(r"CodeUri: s3://published/(\S+)", template)[1]
    assert uri in keys


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
