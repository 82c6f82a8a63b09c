"""The events that a task's life makes, and those that come twice, late or never."""

import json
import time

import pytest

ACCOUNT = "123456789012"


@pytest.fixture
def events(server, define, run, stopped):
    """Runs a task; answers its state-change events in the order in which they came, by way of a queue."""
    sqs, rules = server.home.client("sqs"), server.home.client("events")
    url = sqs.create_queue(QueueName="task-events")["QueueUrl"]
    arn = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:task-events"
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
             "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    pattern = {"source": ["aws.ecs"], "detail": {"startedBy": ["events"]}}
    rules.put_rule(Name="task-events", EventPattern=json.dumps(pattern))
    rules.put_targets(Rule="task-events", Targets=[{"Id": "queue", "Arn": arn}])
    definition = define("exit 1")

    def events(**fault) -> list[dict]:
        server.control("POST", "ecs-faults", {"faults": [fault] if fault else []})
        stopped(run(definition, startedBy="events"))
        time.sleep(fault.get("delay_s", 0))
        found = []
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages"):
            for message in messages:
                found.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return found

    yield events
    rules.remove_targets(Rule="task-events", Ids=["queue"])
    rules.delete_rule(Name="task-events")
    sqs.delete_queue(QueueUrl=url)


def statuses(events: list[dict]) -> list[str]:
    return [event["detail"]["lastStatus"] for event in events]


def test_each_status_is_an_event_with_a_growing_version(events):
    seen = events()
    assert statuses(seen) == ["PROVISIONING", "PENDING", "RUNNING", "DEPROVISIONING", "STOPPED"]
    assert [event["detail"]["version"] for event in seen] == [1, 2, 3, 4, 5]
    detail = seen[-1]["detail"]
    assert (detail["stopCode"], detail["containers"][0]["exitCode"]) == ("EssentialContainerExited", 1)
    assert detail["startedBy"] == "events" and "overrides" in detail


def test_event_comes_twice_or_not_at_all_or_late(events):
    twice = [event for event in events(duplicate=True) if event["detail"]["lastStatus"] == "STOPPED"]
    assert len(twice) == 2 and twice[0]["id"] == twice[1]["id"]
    assert "STOPPED" not in statuses(events(drop=True))
    assert statuses(events(delay_s=3, status="RUNNING"))[-1] == "RUNNING"


def test_task_that_never_starts_has_no_exit_code(events):
    detail = events(start_failure="CannotPullContainerError: no {image}")[-1]["detail"]
    assert detail["stopCode"] == "TaskFailedToStart"
    assert detail["stoppedReason"].startswith("CannotPullContainerError")
    assert "exitCode" not in detail["containers"][0]
