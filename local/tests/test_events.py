"""What a rule hands on of an event, and which schedules and targets there may be."""

import pytest
from aws.cloudformation.resources import schedules
from aws.errors import ApiError
from aws.events import expressions
from aws.events.transformer import transform
from botocore.exceptions import ClientError

EVENT = {"detail": {"repository-name": 'team/"app"', "size": 7, "tags": ["a", "b"]}, "time": "2026-11-24T05:00:00Z"}
PATHS = {"repository": "$.detail.repository-name", "size": "$.detail.size", "tags": "$.detail.tags",
         "second": "$.detail.tags[1]", "nothing": "$.detail.nothing"}


@pytest.mark.parametrize(("template", "expected"), [
    ('{"name": "<repository>"}', {"name": 'team/"app"'}),
    ('{"name": <repository>}', {"name": 'team/"app"'}),
    ('{"text": "<repository> has <size>"}', {"text": 'team/"app" has 7'}),
    ('{"size": <size>, "tags": <tags>}', {"size": 7, "tags": ["a", "b"]}),
    ('"<second> of <repository>"', 'b of team/"app"'),
    ('{"name": "<nothing>"}', {"name": ""}),
], ids=["text in quotes", "text without", "within a text", "numbers and lists", "a text alone", "not there"])
def test_input_transformer(template, expected):
    assert transform({"InputPathsMap": PATHS, "InputTemplate": template}, EVENT) == expected


@pytest.mark.parametrize("expression", [
    "cron(0 1 * * ? *)", "cron(15 10 ? * 6L 2026-2030)", "rate(1 day)", "rate(12 hours)", "at(2026-11-24T05:00:00)"])
def test_schedule_is_taken(expression):
    expressions.check(expression, "Europe/Berlin")


@pytest.mark.parametrize(("expression", "zone"), [
    ("cron(0 1 * * *)", None), ("cron(0 1 * * * *)", None), ("rate(1 week)", None), ("rate(0 days)", None),
    ("rate(day)", None), ("at(tomorrow)", None), ("daily", None), ("rate(1 day)", "Europe/Bonn"),
], ids=["five fields", "two days", "unit", "nothing", "no number", "no time", "neither", "time zone"])
def test_schedule_is_refused(expression, zone):
    with pytest.raises(ApiError, match="Invalid Schedule Expression") as caught:
        expressions.check(expression, zone)
    assert caught.value.code == "ValidationException"


@pytest.mark.parametrize(("rule", "arn", "message"), [
    ({"EventPattern": '{"source": ["x"]}'}, "arn:aws:sns:eu-west-1:123456789012:t", "target arn:aws:sns.* is not known here"),
    ({"ScheduleExpression": "rate(1 day)"}, "arn:aws:sqs:eu-west-1:123456789012:q", "no rule's"),
], ids=["topic", "rule with a schedule"])
def test_what_no_event_would_reach_is_refused(server, rule, arn, message):
    events = server.home.client("events")
    events.put_rule(Name="refused", **rule)
    try:
        with pytest.raises(ClientError, match=message):
            events.put_targets(Rule="refused", Targets=[{"Id": "x", "Arn": arn}])
    finally:
        events.delete_rule(Name="refused")


def test_schedule_of_another_target_is_refused():
    [schedule] = schedules.types()
    target = {"Arn": "arn:aws:sns:eu-west-1:123456789012:t", "RoleArn": "arn:aws:iam::123456789012:role/r"}
    properties = {"ScheduleExpression": "rate(1 day)", "FlexibleTimeWindow": {"Mode": "OFF"}, "Target": target}
    with pytest.raises(ApiError, match="is not known here"):
        schedule.create_from_cloudformation_json("x", {"Properties": properties}, "123456789012", "eu-west-1")
