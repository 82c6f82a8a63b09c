"""What the operator is told, and what a run writes down of what it took."""

import json
from xml.etree import ElementTree

import dashboard
from conftest import PREFIX
from images import Layer, image


def test_failures_that_nobody_could_hear_are_told_again_once_the_address_is_confirmed(deploy, source):
    source.push("heard/app", "1", image([Layer("heard")]))
    replicator = deploy(
        "heard", srcList="SELECTED", srcImageList="heard/app:1,heard/app:2", alarmEmail="platform-team@example.com",
    )
    first = replicator.first_run()
    assert first.status == "FAILED"
    assert _subscribed(replicator) == [("email", "platform-team@example.com")]
    unheard = replicator.run_id(first.execution)
    assert [unheard in one.text for one in replicator.messages()] == [True]

    replicator.confirm_address()
    replicator.run()
    replicator.run()

    told = [one.text for one in replicator.messages()]
    assert ["Not delivered before" in one for one in told] == [False, True, False]
    assert f"Run {unheard}: 1 image failed" in told[1]


def test_nobody_is_subscribed_without_an_address(replicator, first_run):
    assert replicator.stack.parameters()["alarmEmail"] == ""
    assert _subscribed(replicator) == []


def test_run_records_what_it_took_and_publishes_it_as_metrics(replicator, first_run, source):
    source.push("used/app", "1", image([Layer("used 1")]))
    source.push("used/app", "2", image([Layer("used 2")]))
    replicator.select("used/app:ALL_TAGS")
    run = replicator.run()
    record = next(one for one in replicator.runs() if one["execution"] == run.execution)
    sizes = sum(int(replicator.images()[f"{PREFIX}/used/app:{tag}"]["sizeInBytes"]) for tag in "12")
    assert (int(record["tasks"]), int(record["taskSeconds"]), int(record["bytesCopied"])) == (1, 60, sizes)
    assert 0 < float(record["dollars"]) < 0.01

    metrics = _metrics(replicator)
    assert (metrics["Tasks"], metrics["TaskSeconds"], metrics["BytesCopied"]) == (1, 60, sizes)
    assert (metrics["ImagesCopied"], metrics["ImagesInPlace"], metrics["Lag"]) == (2, 2, 0)

    replicator.run()
    unchanged = _metrics(replicator)
    assert (unchanged["Tasks"], unchanged["EstimatedCost"], unchanged["ImagesUpToDate"]) == (0, 0, 2)


def test_lag_grows_until_every_image_is_in_place(replicator, first_run, source):
    source.push("lagging/app", "1", image([Layer("lagging")]))
    replicator.select("lagging/app:1", "lagging/app:2")
    first = replicator.run()
    replicator.run()
    since = next(one for one in replicator.runs() if one["execution"] == first.execution)["startedAt"]
    assert replicator.runs()[-1]["behindSince"] == since
    source.push("lagging/app", "2", image([Layer("lagging 2")]))
    replicator.run()
    assert _metrics(replicator)["Lag"] == 0
    assert "behindSince" not in replicator.runs()[-1]


def test_dashboard_shows_what_runs_have_recorded(replicator, first_run):
    """Drawing it fails for a metric that nothing records."""
    picture = ElementTree.fromstring(dashboard.render(replicator))
    titles = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}text") if one.get("font-weight") == "bold"]
    assert len(titles) == 1 + 9
    assert {"Images by state", "Bytes copied", "Tasks", "Dead letters"} <= set(titles)


def _subscribed(replicator) -> list[tuple[str, str]]:
    sns = replicator.stack.account.client("sns")
    found = sns.list_subscriptions_by_topic(TopicArn=replicator.topic)["Subscriptions"]
    return [(one["Protocol"], one["Endpoint"]) for one in found]


def _metrics(replicator) -> dict:
    return [json.loads(one) for one in replicator.logs("SummarizeRunLogs") if '"_aws"' in one][-1]
