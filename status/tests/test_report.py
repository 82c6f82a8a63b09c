"""What the report says of runs and images."""

import json
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from botocore.exceptions import ClientError
from moto.sns import sns_backends
from report import report
from table import ago, render


def test_last_runs_come_first_and_no_more_than_asked_for(stack, put):
    for number in (1, 2, 3):
        put(number)
    found = report(stack, 2)
    assert [one["id"][:8] for one in found["runs"]] == ["20261123", "20261122"]
    assert found["runs"][0]["seconds"] == 65
    assert found["well"]


def test_what_failed_comes_with_its_reason_before_what_is_behind(stack, put):
    put(4, status="FAILED", failed=1, message="1 image failed", problems=["the entry \"x\" matches no image"])
    put.image("a", "PENDING")
    put.image("b", "SUCCEEDED")
    put.image("c", "FAILED", reason="manifest unknown")
    found = report(stack, 5)
    assert [(one["image"], one["status"]) for one in found["behind"]] == [
        ("host/app:c", "FAILED"), ("host/app:a", "PENDING"),
    ]
    assert not found["well"]
    text = render(found)
    assert "manifest unknown" in text and "1 image failed\n  the entry \"x\" matches no image" in text
    assert text.startswith("mirror in eu-west-1: something failed; images: 1 FAILED, 1 PENDING, 1 SUCCEEDED\n")
    assert json.loads(json.dumps(found)) == found


def test_run_that_broke_off_says_why_until_one_of_everything_succeeds(stack, put):
    put(4, status="FAILED", message="the run broke off: access to the source is denied")
    put(5, partial=True)
    assert "access to the source is denied" in render(report(stack, 1))
    put(6)
    assert "access to the source is denied" not in render(report(stack, 5))


def test_what_failed_before_a_run_of_everything_succeeded_without_it_is_outdated(stack, put):
    put(4, status="FAILED", failed=1)
    put.image("typo", "FAILED", reason="the source has no such image")
    put(5, partial=True)
    assert not report(stack, 5)["well"]
    put(6)
    found = report(stack, 5)
    assert (found["well"], found["behind"], found["images"]) == (True, [], {"OUTDATED": 1})
    put(7, status="FAILED", failed=1)
    put.image("late", "FAILED", finishedAt="2026-11-27T01:01:05Z")
    found = report(stack, 5)
    assert (found["well"], found["images"]) == (False, {"FAILED": 1, "OUTDATED": 1})
    assert [one["image"] for one in found["behind"]] == ["host/app:late"]


def test_what_failed_before_a_run_that_compared_everything_is_outdated_though_that_run_failed(stack, put):
    put(4, status="FAILED", failed=1)
    put.image("well", "FAILED", reason="503 Service Unavailable")
    put(5, status="FAILED", message="the run broke off")
    assert report(stack, 5)["images"] == {"FAILED": 1}
    put(6, status="FAILED", failed=1, compared=True)
    put.image("typo", "FAILED", finishedAt="2026-11-26T01:01:05Z")
    found = report(stack, 5)
    assert (found["well"], found["images"]) == (False, {"FAILED": 1, "OUTDATED": 1})
    assert [one["image"] for one in found["behind"]] == ["host/app:typo"]


def test_run_shows_what_it_took(stack, put):
    put(4, tasks=12, taskSeconds=7200, bytesCopied=123_456_789_012, dollars=Decimal("2.5"))
    run = report(stack, 5)["runs"][0]
    assert (run["tasks"], run["taskSeconds"], run["bytesCopied"], run["dollars"]) == (12, 7200, 123_456_789_012, 2.5)
    assert render(report(stack, 5)).splitlines()[3].split()[-3:] == ["12", "123.46", "2.50"]


def test_run_in_progress_has_no_duration_and_the_stack_is_well(stack, put, states):
    put(4, status="RUNNING", execution=states.start(), finishedAt=None)
    put.image("a", "COPYING")
    found = report(stack, 5)
    assert (found["runs"][0]["seconds"], found["well"], found["unsettled"]) == (None, True, None)
    assert "RUNNING" in render(found)


def test_run_that_has_ended_without_its_record_is_unsettled_and_says_what_to_do(stack, put, states):
    execution = states.start()
    put(4, status="RUNNING", execution=execution, finishedAt=None)
    states.stop(execution)
    found = report(stack, 5)
    assert (found["well"], found["unsettled"], found["runs"][0]["status"]) == (False, found["runs"][0]["id"], "UNSETTLED")
    text = render(found)
    assert "a run broke off" in text and "its record still says RUNNING" in text and "start a run" in text


def test_run_that_ends_between_the_looks_at_record_and_execution_is_settled(stack, put):
    put(4, status="RUNNING", finishedAt=None)

    def ends(_):
        put(4)
        return False

    stack.is_running = ends
    found = report(stack, 5)
    assert (found["well"], found["runs"][0]["status"], found["runs"][0]["seconds"]) == (True, "SUCCEEDED", 65)


def test_execution_that_is_forgotten_has_ended(stack, put, machine):
    put(4, status="RUNNING", execution=machine.replace(":stateMachine:", ":execution:") + ":long-ago", finishedAt=None)
    assert report(stack, 5)["runs"][0]["status"] == "UNSETTLED"


def test_unsettled_run_counts_after_a_run_of_some_images_until_one_of_everything(stack, put, states):
    execution = states.start()
    put(4, status="RUNNING", execution=execution, finishedAt=None)
    states.stop(execution)
    put(5, partial=True)
    assert not report(stack, 1)["well"]
    put.image("left", "COPYING", finishedAt=None)
    put(6)
    found = report(stack, 5)
    assert (found["well"], found["images"], found["runs"][2]["status"]) == (True, {"OUTDATED": 1}, "UNSETTLED")
    assert "start a run" not in render(found)


def test_unsettled_run_before_one_that_compared_everything_does_not_hide_a_later_failure(stack, put, states):
    execution = states.start()
    put(3, status="RUNNING", execution=execution, finishedAt=None)
    states.stop(execution)
    put(4)
    put(5, status="FAILED", failed=1, message="1 image failed")
    found = report(stack, 5)
    assert (found["runs"][2]["status"], found["unsettled"]) == ("UNSETTLED", None)
    text = render(found)
    assert "something failed" in text and "1 image failed" in text and "SettleRun" not in text


def test_image_that_no_run_copies_is_behind_but_not_while_one_is_in_progress(stack, put, states):
    put(4)
    put.image("late", "PENDING", plannedAt="2026-11-24T01:00:30Z", finishedAt=None)
    found = report(stack, 5)
    assert not found["well"]
    assert "images were left behind; images: 1 PENDING" in render(found)
    states.start()  # it has no record yet
    assert report(stack, 5)["well"]


def test_run_that_begins_or_ends_during_the_look_leaves_the_stack_well(stack, put):
    put(4)
    put.image("late", "PENDING", finishedAt=None)
    for looks in ([None, "execution"], ["execution"]):
        stack.running = iter(looks).__next__
        assert report(stack, 5)["well"]


def test_stack_without_a_run_says_so_and_is_not_well(stack):
    found = report(stack, 5)
    assert (found["runs"], found["well"]) == ([], False)
    assert "no run yet" in render(found)


def test_first_run_that_still_compares_is_well(stack, put, states):
    execution = states.start()
    headline = "mirror in eu-west-1: the first run is comparing source and destination"
    found = report(stack, 5)  # it has no record yet
    assert (found["well"], render(found)) == (True, headline)
    put(4, status="RUNNING", execution=execution, finishedAt=None)
    found = report(stack, 5)
    assert (found["well"], render(found).splitlines()[0]) == (True, headline)
    put(3, status="FAILED", message="the run broke off: no list")
    assert render(report(stack, 5)).startswith("mirror in eu-west-1: something failed; images: none; a run is in progress")


@pytest.mark.parametrize("partial", [False, True])
def test_failure_counts_until_a_run_has_ended_well_and_not_until_one_has_begun(stack, put, states, partial):
    put(2)
    put(3, status="FAILED", message="1 image failed", partial=partial)
    put(4, status="RUNNING", execution=states.start(), finishedAt=None)
    found = report(stack, 1)
    assert (found["well"], [one["message"] for one in found["failedRuns"]]) == (False, ["1 image failed"])
    assert render(found).startswith("mirror in eu-west-1: something failed; images: none; a run is in progress\n")


def test_what_is_well_says_since_when(stack, put):
    put(4)
    put(5, partial=True)
    found = report(stack, 5)
    assert found["asOf"] == "2026-11-24T01:01:05Z"
    assert render(found).startswith("mirror in eu-west-1: all is well as of 2026-11-24 01:01 UTC (")


@pytest.mark.parametrize(("age", "said"), [
    ({"seconds": -1}, "0 min ago"), ({"minutes": 119}, "119 min ago"), ({"hours": 2}, "2 h ago"),
    ({"hours": 47}, "47 h ago"), ({"days": 4, "hours": 1}, "4 days ago"),
])
def test_age_is_told_in_the_unit_that_people_would_choose(age, said):
    assert ago(timedelta(**age)) == said


def test_stack_without_an_ended_run_of_everything_is_well_as_of_no_time(stack, put):
    put(4, partial=True)
    found = report(stack, 5)
    assert found["asOf"] is None
    assert render(found).startswith("mirror in eu-west-1: all is well; images: none\n")


@pytest.mark.parametrize(("address", "confirmed", "told"), [
    ("team@example.com", "0", True), ("team@example.com", "1", False), ("", "0", False),
])
def test_address_that_hears_nothing_is_told_with_what_to_do(deploy, put, address, confirmed, told):
    stack = deploy(alarmEmail=address)
    [topic] = sns_backends["123456789012"]["eu-west-1"].topics.values()
    topic.subscriptions_confimed = confirmed
    put(4)
    found = report(stack, 5)
    assert (found["well"], found["unconfirmed"]) == (True, address if told else None)
    text = render(found)
    assert ("nobody hears of failures: team@example.com is not confirmed" in text, "subscribe" in text) == (told, told)


def test_topic_that_may_not_be_looked_at_tells_nothing_of_the_address(deploy, put):
    stack = deploy(alarmEmail="team@example.com")
    put(4)
    refusal = ClientError({"Error": {"Code": "AuthorizationError"}}, "GetTopicAttributes")
    with patch.object(stack._topics, "get_topic_attributes", side_effect=refusal):
        assert report(stack, 5)["unconfirmed"] is None
