"""What a rule hands on of an event, and what ECR tells of a push."""

import pytest
from aws.events.transformer import transform

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
