"""What differs is copied, and nothing else."""

import pytest
from conftest import PREFIX
from images import DOCKER, OCI, Layer, image, index

pytestmark = pytest.mark.usefixtures("first_run")


def test_unchanged_run_starts_no_task_and_puts_no_manifest(replicator, source):
    source.push("unchanged/app", "1", image([Layer("unchanged")]))
    replicator.select("unchanged/app:1")
    assert replicator.run().tasks == 1
    again = replicator.run()
    assert (again.status, again.tasks, again.puts, again.gets) == ("SUCCEEDED", 0, [], [])


def test_changed_tag_is_copied_alone(replicator, source, destination):
    source.push("changed/app", "1", image([Layer("changed 1")]))
    source.push("changed/other", "1", image([Layer("changed other")]))
    replicator.select("changed/app:1", "changed/other:1")
    replicator.run()
    old = source.digest("changed/app", "1")
    new = source.push("changed/app", "1", image([Layer("changed 2")]))
    run = replicator.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert destination.digest(f"{PREFIX}/changed/app", "1") == new
    assert {path for path in run.puts if "changed/other" in path} == set()
    row = replicator.images()[f"{PREFIX}/changed/app:1"]
    assert (row["status"], row["digest"], row["previousDigest"]) == ("SUCCEEDED", new, old)


def test_new_tag_is_copied_alone(replicator, source, destination):
    source.push("new/app", "1", image([Layer("new 1")]))
    replicator.select("new/app:ALL_TAGS")
    replicator.run()
    second = source.push("new/app", "2", image([Layer("new 2")]))
    run = replicator.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert destination.digest(f"{PREFIX}/new/app", "2") == second
    assert [path for path in run.puts if path.endswith("/1")] == []


def test_second_name_of_an_image_that_is_there_needs_no_task(replicator, source, destination):
    built = image([Layer("alias")])
    source.push("alias/app", "1.0", built)
    replicator.select("alias/app:ALL_TAGS")
    assert replicator.run().tasks == 1
    source.push("alias/app", "latest", built)
    run = replicator.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 0)
    assert destination.digest(f"{PREFIX}/alias/app", "latest") == built.digest
    assert replicator.images()[f"{PREFIX}/alias/app:latest"]["status"] == "SUCCEEDED"


def test_tag_that_somebody_moved_at_the_destination_comes_back(replicator, source, destination):
    source.push("moved/app", "1", image([Layer("moved")]))
    replicator.select("moved/app:1")
    replicator.run()
    destination.push(f"{PREFIX}/moved/app", "1", image([Layer("moved by somebody")]))
    assert replicator.run().status == "SUCCEEDED"
    assert destination.digest(f"{PREFIX}/moved/app", "1") == source.digest("moved/app", "1")


def test_copy_in_the_archive_is_up_to_date(replicator, source, destination):
    source.push("shelved/app", "1", image([Layer("shelved")]))
    replicator.select("shelved/app:1")
    replicator.run()
    destination.archive(f"{PREFIX}/shelved/app", "1")
    run = replicator.run()
    assert (run.status, run.tasks, run.puts) == ("SUCCEEDED", 0, [])


@pytest.mark.parametrize("types", [OCI, DOCKER], ids=["oci", "docker"])
def test_every_platform_arrives_with_its_digest(replicator, source, destination, types):
    name = "platforms/" + ("oci" if types is OCI else "docker")
    platforms = ["linux/amd64", "linux/arm64", "linux/arm/v7"]
    shared = Layer(f"{name} shared")
    built = index([image([shared, Layer(f"{name} {one}")], types, one) for one in platforms], types)
    source.push(name, "1", built)
    replicator.select(f"{name}:1")
    assert replicator.run().status == "SUCCEEDED"
    arrived = destination.complete(f"{PREFIX}/{name}", "1")
    assert arrived == source.complete(name, "1")
    assert arrived == [built.digest, *(one.digest for one in built.images)]


@pytest.fixture
def one_image_at_a_time(sandbox, replicator):
    functions, name = sandbox.server.home.client("lambda"), replicator.resources["EnumerateImagesFunction"]
    usual = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    functions.update_function_configuration(FunctionName=name, Environment={"Variables": {**usual, "IMAGES_AT_A_TIME": "1"}})
    yield
    functions.update_function_configuration(FunctionName=name, Environment={"Variables": usual})


def test_plan_that_is_made_in_parts_is_copied_to_its_end(one_image_at_a_time, replicator, source, destination):
    # More than are listed at once, so that some are left when it is enough.
    names = [f"parts/app-{number:02}" for number in range(18)]
    for name in names:
        source.push(name, "1", image([Layer(name)]))
    replicator.select(*(f"{name}:1" for name in names))
    run = replicator.run()
    record = replicator.runs()[-1]
    assert run.status == "SUCCEEDED", run.cause
    assert (record["planned"], record["succeeded"]) == (18, 18)
    assert record["batches"] >= 2
    for name in names:
        assert destination.digest(f"{PREFIX}/{name}", "1") == source.digest(name, "1")
