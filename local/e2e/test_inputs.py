"""What a person may ask of a run, in the input of its execution."""

import json

import pytest
from conftest import PREFIX
from images import Layer, image

pytestmark = pytest.mark.usefixtures("first_run")
STATE_LIMIT = 262_144


def ask(replicator, **given):
    replicator.forget_counts()
    return replicator.ended(replicator.start(given))


def test_dry_run_tells_the_plan_and_does_nothing(replicator, source, destination):
    old = image([Layer("dry alias")])
    source.push("dry/app", "1.0", old)
    source.push("dry/app", "2.0", image([Layer("dry changed 1")]))
    replicator.select("dry/app:ALL_TAGS", "dry/missing:1")
    replicator.run()
    source.push("dry/app", "latest", old)
    source.push("dry/app", "2.0", image([Layer("dry changed 2")]))
    source.push("dry/app", "3.0", image([Layer("dry new")]))
    written = (replicator.images(), replicator.runs(), len(replicator.messages()))

    run = ask(replicator, dryRun=True)

    assert (run.status, run.tasks, run.puts, run.gets) == ("SUCCEEDED", 0, [], [])
    assert len(run.output) < STATE_LIMIT
    plan = json.loads(run.output)
    host = destination.host
    why = {one["to"]: one["why"] for one in plan["images"]}
    assert why == {
        f"{host}/{PREFIX}/dry/app:latest": "ALIAS",
        f"{host}/{PREFIX}/dry/app:2.0": "CHANGED",
        f"{host}/{PREFIX}/dry/app:3.0": "NEW",
    }
    assert all(one["bytes"] > 0 for one in plan["images"])
    assert (plan["upToDate"], plan["toCopy"], plan["estimate"]["tasks"]) == (1, 3, 1)
    assert plan["estimate"]["dollars"] > 0
    assert any("dry/missing:1" in problem for problem in plan["problems"])
    assert (replicator.images(), replicator.runs(), len(replicator.messages())) == written


def test_images_of_the_input_take_the_place_of_the_list(replicator, source, destination):
    source.push("asked/app", "1", image([Layer("asked 1")]))
    source.push("asked/app", "2", image([Layer("asked 2")]))
    replicator.select("asked/app:1")
    run = ask(replicator, images="asked/app:2")
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert destination.digest(f"{PREFIX}/asked/app", "2") == source.digest("asked/app", "2")
    assert f"{PREFIX}/asked/app:1" not in replicator.images()


def test_repository_of_the_input_narrows_the_list(replicator, source):
    source.push("narrow/app", "1", image([Layer("narrow app 1")]))
    source.push("narrow/app", "2", image([Layer("narrow app 2")]))
    source.push("narrow/other", "1", image([Layer("narrow other")]))
    replicator.select("narrow/app:1", "narrow/other:1")
    assert ask(replicator, repository="narrow/app").status == "SUCCEEDED"
    rows = {name for name in replicator.images() if name.startswith(f"{PREFIX}/narrow/")}
    assert rows == {f"{PREFIX}/narrow/app:1"}


def test_copy_again_copies_what_is_equal(replicator, source):
    source.push("again/app", "1", image([Layer("again")]))
    replicator.select("again/app:1")
    assert replicator.run().tasks == 1
    assert replicator.run().tasks == 0
    run = ask(replicator, copyAgain=True)
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert [path for path in run.puts if path.endswith("again/app/manifests/1")] != []


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"dryrun": True}, 'a key of the execution\'s input is "dryrun"'),
        ({"dryRun": "yes"}, 'dryRun is "yes": expected true or false'),
        ({"images": "app::"}, "images"),
    ],
    ids=["unknown key", "wrong type", "malformed list"],
)
def test_input_that_cannot_be_meant_is_refused_by_name(replicator, given, named):
    before = (replicator.runs(), len(replicator.messages()))
    run = ask(replicator, **given)
    assert (run.status, run.tasks) == ("FAILED", 0)
    assert named in run.cause
    assert (replicator.runs(), len(replicator.messages())) == before
