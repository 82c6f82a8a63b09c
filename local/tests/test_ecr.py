"""ECR's API, and the registry that is pulled from: two views of the same images."""

import json

import pytest
from conftest import CHINA_ACCOUNT, SOURCE_ACCOUNT, refused, wait_until
from images import Registry
from images.connection import FrontConnection
from images.registry import Unexpected
from registry import ONE_PLATFORM, TWO_PLATFORMS, front, login, push

INDEX = "application/vnd.oci.image.index.v1+json"


def manifest_of(ecr, repository: str, **image_id) -> dict:
    return ecr.batch_get_image(repositoryName=repository, imageIds=[image_id])["images"][0]


def test_pushed_index_is_listed_with_untagged_children(ecr, repository):
    ids = ecr.list_images(repositoryName=repository)["imageIds"]
    assert sorted(one.get("imageTag", "-") for one in ids) == ["-", "-", "v1"]
    tagged = ecr.list_images(repositoryName=repository, filter={"tagStatus": "TAGGED"})["imageIds"]
    assert [one["imageTag"] for one in tagged] == ["v1"]
    untagged = ecr.list_images(repositoryName=repository, filter={"tagStatus": "UNTAGGED"})["imageIds"]
    assert len(untagged) == 2


def test_pages_hold_what_was_asked_for_and_all_comes(ecr, repository):
    pages = [page["imageIds"] for page in ecr.get_paginator("list_images").paginate(
        repositoryName=repository, PaginationConfig={"PageSize": 1})]
    assert [len(page) for page in pages] == [1, 1, 1]
    assert len({one["imageDigest"] for page in pages for one in page}) == 3
    assert refused(ecr.list_images, repositoryName=repository, maxResults=1001) == "InvalidParameterException"
    assert refused(ecr.list_images, repositoryName=repository, nextToken="x") == "InvalidParameterException"


def test_repositories_come_in_pages(ecr, repository):
    ecr.create_repository(repositoryName="tests/another")
    first = ecr.describe_repositories(maxResults=1)
    assert len(first["repositories"]) == 1 and first["nextToken"]
    names = [one["repositoryName"] for page in ecr.get_paginator("describe_repositories").paginate()
             for one in page["repositories"]]
    assert repository in names and "tests/another" in names


@pytest.mark.parametrize("settings", [
    {},
    {"imageTagMutability": "IMMUTABLE", "imageScanningConfiguration": {"scanOnPush": True}},
    {"imageTagMutability": "MUTABLE_WITH_EXCLUSION", "encryptionConfiguration": {"encryptionType": "KMS"},
     "imageTagMutabilityExclusionFilters": [{"filter": "v*", "filterType": "WILDCARD"}]},
])
def test_repository_is_described_as_it_was_created(ecr, settings):
    name = "tests/described-" + settings.get("imageTagMutability", "mutable").lower()
    created = ecr.create_repository(repositoryName=name, **settings)["repository"]
    assert ecr.describe_repositories(repositoryNames=[name])["repositories"] == [created]


def test_missing_repository_and_image_have_errors_of_their_own(ecr, repository):
    missing = {"repositoryName": "tests/nobody"}
    for call in (ecr.list_images, ecr.describe_images):
        assert refused(call, **missing) == "RepositoryNotFoundException"
    assert refused(ecr.batch_get_image, **missing, imageIds=[{"imageTag": "x"}]) == "RepositoryNotFoundException"
    assert refused(ecr.describe_repositories, repositoryNames=["tests/nobody"]) == "RepositoryNotFoundException"
    absent = {"repositoryName": repository, "imageIds": [{"imageTag": "v1"}, {"imageTag": "x"}]}
    assert refused(ecr.describe_images, **absent) == "ImageNotFoundException"
    answer = ecr.batch_get_image(**absent)
    assert len(answer["images"]) == 1
    assert answer["failures"][0]["failureCode"] == "ImageNotFound"


def test_existing_repository_is_not_created_again(ecr, repository):
    assert refused(ecr.create_repository, repositoryName=repository) == "RepositoryAlreadyExistsException"


def test_description_has_media_type_and_size(ecr, repository):
    details = ecr.describe_images(repositoryName=repository, imageIds=[{"imageTag": "v1"}])["imageDetails"][0]
    assert details["imageManifestMediaType"] == INDEX
    children = json.loads(manifest_of(ecr, repository, imageTag="v1")["imageManifest"])["manifests"]
    sizes = [
        ecr.describe_images(repositoryName=repository, imageIds=[{"imageDigest": child["digest"]}])["imageDetails"][0]
        for child in children
    ]
    assert details["imageSizeInBytes"] == max(one["imageSizeInBytes"] for one in sizes) > 4000


def test_manifest_put_under_a_new_tag_can_be_pulled(server, ecr, repository):
    image = manifest_of(ecr, repository, imageTag="v1")
    request = {"repositoryName": repository, "imageManifest": image["imageManifest"], "imageManifestMediaType": INDEX}
    ecr.put_image(**request, imageTag="again", imageDigest=image["imageId"]["imageDigest"])
    assert front(server, server.home).manifest(repository, "again").decode() == image["imageManifest"]
    details = ecr.describe_images(repositoryName=repository, imageIds=[{"imageTag": "again"}])["imageDetails"][0]
    assert details["imageTags"] == ["v1", "again"]


def test_put_image_refuses_what_is_there_and_what_does_not_fit(ecr, repository):
    image = manifest_of(ecr, repository, imageTag="v1")
    request = {"repositoryName": repository, "imageManifest": image["imageManifest"], "imageTag": "v1"}
    assert refused(ecr.put_image, **request) == "ImageAlreadyExistsException"
    wrong = {**request, "imageTag": "v2", "imageDigest": "sha256:" + "0" * 64}
    assert refused(ecr.put_image, **wrong) == "ImageDigestDoesNotMatchException"
    index = json.loads(image["imageManifest"])
    index["manifests"][0]["digest"] = "sha256:" + "0" * 64
    sparse = {**request, "imageTag": "v2", "imageManifest": json.dumps(index)}
    assert refused(ecr.put_image, **sparse) == "ReferencedImagesNotFoundException"


def test_immutable_tag_is_kept_by_api_and_registry(server, ecr, repository):
    ecr.put_image_tag_mutability(repositoryName=repository, imageTagMutability="IMMUTABLE")
    child = json.loads(manifest_of(ecr, repository, imageTag="v1")["imageManifest"])["manifests"][0]["digest"]
    image = manifest_of(ecr, repository, imageDigest=child)
    request = {"repositoryName": repository, "imageManifest": image["imageManifest"], "imageTag": "v1"}
    assert refused(ecr.put_image, **request) == "ImageTagAlreadyExistsException"
    with pytest.raises(Unexpected, match="400 .*cannot be overwritten because the repository is immutable"):
        push(server, server.home, repository, "v1", ONE_PLATFORM)


@pytest.mark.parametrize(("mode", "filters", "kept"), [
    ("MUTABLE_WITH_EXCLUSION", ["v*"], True),
    ("MUTABLE_WITH_EXCLUSION", ["v*-rc", "1"], False),
    ("IMMUTABLE_WITH_EXCLUSION", ["latest", "v*1*"], False),
    ("IMMUTABLE_WITH_EXCLUSION", ["1", "v"], True),
])
def test_exclusions_from_tag_mutability_are_kept_by_api_and_registry(server, ecr, repository, mode, filters, kept):
    exclusions = [{"filter": one, "filterType": "WILDCARD"} for one in filters]
    ecr.put_image_tag_mutability(
        repositoryName=repository, imageTagMutability=mode, imageTagMutabilityExclusionFilters=exclusions)
    before = manifest_of(ecr, repository, imageTag="v1")
    child = json.loads(before["imageManifest"])["manifests"][0]["digest"]
    manifest = manifest_of(ecr, repository, imageDigest=child)["imageManifest"]
    request = {"repositoryName": repository, "imageManifest": manifest, "imageTag": "v1"}
    if kept:
        assert refused(ecr.put_image, **request) == "ImageTagAlreadyExistsException"
        with pytest.raises(Unexpected, match="400 .*cannot be overwritten because the repository is immutable"):
            push(server, server.home, repository, "v1", ONE_PLATFORM)
        assert manifest_of(ecr, repository, imageTag="v1") == before
    else:
        assert ecr.put_image(**request)["image"]["imageId"] == {"imageDigest": child, "imageTag": "v1"}
        pushed = push(server, server.home, repository, "v1", ONE_PLATFORM)
        assert manifest_of(ecr, repository, imageTag="v1")["imageId"]["imageDigest"] == pushed


def test_deleted_tag_cannot_be_pulled(server, ecr, repository):
    ecr.batch_delete_image(repositoryName=repository, imageIds=[{"imageTag": "v1"}])
    assert front(server, server.home).manifest(repository, "v1") is None


def statuses(ecr, repository: str, **wanted) -> dict[str, str]:
    """Of the images with a tag, by tag."""
    found = ecr.describe_images(repositoryName=repository, filter={"tagStatus": "TAGGED", **wanted})["imageDetails"]
    return {tag: one["imageStatus"] for one in found for tag in one["imageTags"]}


def move(ecr, repository: str, tag: str, storage_class: str) -> str:
    """Answers the image's status."""
    return ecr.update_image_storage_class(
        repositoryName=repository, imageId={"imageTag": tag}, targetStorageClass=storage_class)["imageStatus"]


def test_image_in_the_archive_is_listed_on_request_only_and_cannot_be_pulled(server, ecr, repository):
    push(server, server.home, repository, "v2", ONE_PLATFORM)
    assert move(ecr, repository, "v1", "ARCHIVE") == "ARCHIVED"
    assert statuses(ecr, repository) == {"v2": "ACTIVE"}
    assert statuses(ecr, repository, imageStatus="ARCHIVED") == {"v1": "ARCHIVED"}
    assert statuses(ecr, repository, imageStatus="ANY") == {"v1": "ARCHIVED", "v2": "ACTIVE"}
    listed = lambda **wanted: {  # noqa: E731
        one["imageTag"] for one in ecr.list_images(repositoryName=repository, **wanted)["imageIds"] if "imageTag" in one}
    assert (listed(), listed(filter={"imageStatus": "ANY"})) == ({"v2"}, {"v1", "v2"})
    named = {"repositoryName": repository, "imageIds": [{"imageTag": "v1"}]}
    assert ecr.describe_images(**named)["imageDetails"][0]["imageStatus"] == "ARCHIVED"
    assert ecr.batch_get_image(**named)["failures"][0]["failureCode"] == "ImageInaccessible"
    assert front(server, server.home).manifest(repository, "v1") is None


def test_image_comes_back_from_the_archive_after_a_while_or_with_a_push(server, ecr, repository):
    move(ecr, repository, "v1", "ARCHIVE")
    assert move(ecr, repository, "v1", "STANDARD") == "ACTIVATING"
    assert front(server, server.home).manifest(repository, "v1") is None
    wait_until(lambda: statuses(ecr, repository) == {"v1": "ACTIVE"}, "the image from the archive")
    move(ecr, repository, "v1", "ARCHIVE")
    push(server, server.home, repository, "v1", TWO_PLATFORMS)
    assert statuses(ecr, repository) == {"v1": "ACTIVE"}
    with pytest.raises(ecr.exceptions.ImageStorageClassUpdateNotSupportedException):
        move(ecr, repository, "v1", "STANDARD")


def test_moved_tag_belongs_to_its_newest_image(server, ecr, repository):
    before = manifest_of(ecr, repository, imageTag="v1")["imageId"]["imageDigest"]
    push(server, server.home, repository, "v1", ONE_PLATFORM)
    after = manifest_of(ecr, repository, imageTag="v1")["imageId"]["imageDigest"]
    assert after != before
    details = ecr.describe_images(repositoryName=repository, imageIds=[{"imageDigest": before}])["imageDetails"][0]
    assert "imageTags" not in details


def test_keys_open_no_other_partition(server):
    china = server.account(CHINA_ACCOUNT, "cn-north-1")
    assert refused(china.in_region("eu-west-1").client("ecr").describe_repositories) == "UnrecognizedClientException"


def test_tokens_open_no_other_region(server):
    account = server.account(SOURCE_ACCOUNT, "us-west-2")
    host, own = login(account)
    _, other = login(account.in_region("eu-west-1"))
    account.client("ecr").create_repository(repositoryName="tests/region")
    assert Registry(FrontConnection(server.run_dir, host), own).manifest("tests/region", "v1") is None
    with pytest.raises(Unexpected, match="401"):
        Registry(FrontConnection(server.run_dir, host), other).manifest("tests/region", "v1")


def test_registry_in_china_has_chinas_names(server):
    china = server.account(CHINA_ACCOUNT, "cn-north-1")
    created = china.client("ecr").create_repository(repositoryName="tests/china")["repository"]
    assert created["repositoryUri"] == f"{CHINA_ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn/tests/china"
    assert created["repositoryArn"].startswith("arn:aws-cn:ecr:cn-north-1:")
    push(server, china, "tests/china", "v1", ONE_PLATFORM)
    assert china.client("ecr").list_images(repositoryName="tests/china")["imageIds"][0]["imageTag"] == "v1"
