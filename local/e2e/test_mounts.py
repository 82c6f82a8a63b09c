"""Where ECR mounts layers of other repositories, what two of them share is sent once."""

import pytest
from conftest import PREFIX
from images import Layer, image


@pytest.mark.parametrize(("setting", "sent"), [("DISABLED", 2), ("ENABLED", 1)])
def test_a_layer_of_two_repositories_is_sent_once_where_the_account_mounts(
        deploy, sandbox, source, destination, setting, sent):
    sandbox.server.home.client("ecr").put_account_setting(name="BLOB_MOUNTING", value=setting)
    shared = Layer(f"mounts {setting}")
    names = [f"mounts/{setting.lower()}/{side}" for side in ("one", "two")]
    images = [image([shared, Layer(name)]) for name in names]
    digests = [source.push(name, "1", what) for name, what in zip(names, images)]
    replicator = deploy(
        "mounts", srcList="SELECTED", srcImageList=",".join(f"{name}:1" for name in names), taskParallelCopies=1)
    run = replicator.first_run()
    layer = images[0].blobs[1].digest
    uploads = [
        one["path"] for one in sandbox.server.control("GET", "registry-accesses")
        if one["method"] == "PUT" and f"/v2/{PREFIX}/mounts/{setting.lower()}/" in one["path"]
        and layer.removeprefix("sha256:") in one["path"]
    ]
    assert run.status == "SUCCEEDED"
    assert [destination.digest(f"{PREFIX}/{name}", "1") for name in names] == digests
    assert len(uploads) == sent
