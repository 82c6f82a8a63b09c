"""Images that are strange, and names that are long: equal digests, or a reason that names the kind."""

import pytest
from conftest import PREFIX
from faults import DESTINATION, SOURCE
from images import OCI, Layer, image, index
from kinds import kinds

pytestmark = pytest.mark.usefixtures("first_run")


# skopeo copies no index within an index, and says so.
NESTED = "nested-index"


def test_every_kind_of_image_arrives_as_it_is_or_fails_with_a_reason_that_names_it(replicator, source, destination):
    made = kinds()
    for name, what in made.items():
        source.push(f"kinds/{name}", "1", what)
    replicator.select("kinds/*:1")
    run = replicator.run(limit_s=240)
    rows = {name: replicator.images()[f"{PREFIX}/kinds/{name}:1"] for name in made}
    refused = rows.pop(NESTED)
    assert (refused["status"], refused["attempts"]) == ("FAILED", 1)
    assert "manifest list instead of a manifest for a single image" in refused["reason"]
    assert destination.digest(f"{PREFIX}/kinds/{NESTED}", "1") is None
    assert {name: row["status"] for name, row in rows.items()} == dict.fromkeys(rows, "SUCCEEDED"), run.cause
    for name in rows:
        assert destination.complete(f"{PREFIX}/kinds/{name}", "1") == source.complete(f"kinds/{name}", "1")


def test_chart_whose_manifest_names_no_type_has_the_one_it_was_pushed_as_under_each_tag(sandbox, replicator, source, destination):
    """The second tag is put through the API, which wants to be told the type of such a manifest."""
    chart = kinds()["helm-chart"]
    for tag in ("1", "2"):
        source.push("chart/app", tag, chart)
        replicator.select("chart/app:ALL_TAGS")
        run = replicator.run()
        assert run.status == "SUCCEEDED", run.cause
        [there] = sandbox.server.home.client("ecr").batch_get_image(
            repositoryName=f"{PREFIX}/chart/app", imageIds=[{"imageTag": tag}])["images"]
        assert (there["imageId"]["imageDigest"], there["imageManifestMediaType"]) == (chart.digest, OCI.manifest)
        assert destination.digest(f"{PREFIX}/chart/app", tag) == chart.digest


def test_many_tags_of_one_image_long_tags_and_deep_names_arrive(replicator, source, destination):
    one = image([Layer("tagged", 1000)])
    tags = [f"v{number:04}" for number in range(499)] + ["t" * 128]
    for tag in tags:
        source.push("tagged/app", tag, one)
    # As deep as skopeo takes it: 255 characters with the host.
    deep = "/".join(["deep"] * 40)
    deep += "x" * (254 - len(f"{destination.host}/{PREFIX}/{deep}"))
    source.push(deep, "T" * 128, one)
    replicator.select("tagged/app:ALL_TAGS", f"{deep}:{'T' * 128}")
    run = replicator.run(limit_s=300)
    assert run.status == "SUCCEEDED", run.cause
    rows = replicator.images()
    assert {rows[f"{PREFIX}/tagged/app:{tag}"]["status"] for tag in tags} == {"SUCCEEDED"}
    assert {destination.digest(f"{PREFIX}/tagged/app", tag) for tag in tags} == {one.digest}
    assert destination.digest(f"{PREFIX}/{deep}", "T" * 128) == one.digest


# Where a registry may be asked: method, and the path behind the repository. What a copy asks first is the index.
SOURCE_PARTS = ["manifests/{index}", "manifests/{manifest}", "blobs/{layer}"]
DESTINATION_PARTS = [("POST", "blobs/uploads/"), ("PUT", "manifests/{manifest}"), ("PUT", "manifests/1$")]


def test_outage_of_a_registry_at_index_manifest_and_blob_ends_with_equal_digests(
        replicator, faults, source, destination):
    """An image for each place and status."""
    made = {}

    def lay_out(host: str, name: str, method: str, part: str, status: int) -> None:
        name = f"outage/{name}-{status}"
        children = [image([Layer(f"{name} {one}", 500)], platform=one) for one in ("linux/amd64", "linux/arm64")]
        made[name] = index(children)
        parts = {
            "index": made[name].digest, "manifest": children[1].digest, "layer": children[1].blobs[-1].digest,
        }
        source.push(name, "1", made[name])
        faults.registry(host=host, method=method, path=f"/{name}/{part.format(**parts)}", status=status, times=1)

    for status in (429, 500, 502, 503):
        for number, part in enumerate(SOURCE_PARTS):
            lay_out(SOURCE, f"source-{number}", "GET", part, status)
        for number, (method, part) in enumerate(DESTINATION_PARTS):
            lay_out(DESTINATION, f"destination-{number}", method, part, status)
    replicator.select("outage/*:1")
    run = replicator.run(limit_s=240)
    assert run.status == "SUCCEEDED", run.cause
    rows = replicator.images()
    for name, one in made.items():
        assert rows[f"{PREFIX}/{name}:1"]["status"] == "SUCCEEDED"
        assert destination.complete(f"{PREFIX}/{name}", "1") == source.complete(name, "1")


def test_connection_cut_in_a_blob_ends_with_equal_digests(replicator, faults, source, destination):
    one = image([Layer("cut", 50_000)])
    digest = source.push("cut/app", "1", one)
    faults.registry(host=SOURCE, path=one.blobs[-1].digest, cut=1000, times=2)
    replicator.select("cut/app:1")
    run = replicator.run()
    assert run.status == "SUCCEEDED", run.cause
    assert destination.complete(f"{PREFIX}/cut/app", "1")[0] == digest


def test_name_longer_than_skopeo_takes_fails_at_once_with_its_reason(replicator, source, destination):
    name = "longest/" + "n" * (256 - len(f"{destination.host}/longest/"))
    source.push(name, "1", image([Layer("longest", 1000)]))
    replicator.select(f"{name}:1")
    assert replicator.run().status == "FAILED"
    row = replicator.images()[f"{PREFIX}/{name}:1"]
    assert (row["status"], row["attempts"]) == ("FAILED", 1)
    assert "must not be more than 255 characters" in row["reason"]
