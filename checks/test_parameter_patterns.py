"""What the form takes for each parameter, and refuses before anything is created."""

import re

import pytest


@pytest.mark.parametrize("expression, right", [
    ("cron(0 1 * * ? *)", True),
    ("cron(0/30 8-18 ? * MON-FRI 2026-2030)", True),
    ("cron(0 1 L JAN,JUL ? *)", True),
    ("rate(1 day)", True),
    ("rate(12 hours)", True),
    ("cron(0 1 * * *)", False),  # of Unix
    ("cron(0 1 * * * *)", False),
    ("cron(0 1 ? * ? *)", False),
    ("cron(daily)", False),
    ("rate(daily)", False),
    ("rate(0 days)", False),
    ("rate(1 week)", False),
    ("at(2026-01-01T00:00:00)", False),
    ("daily", False),
])
def test_schedule_is_one_that_the_scheduler_takes(template, expression, right):
    """https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html"""
    pattern = template["Parameters"]["scheduleExpression"]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, expression)) == right


@pytest.mark.parametrize("prefix, right", [
    ("", True), ("mirror", True), ("mirror/", True), ("mirror-", True), ("team/a_b.c-d", True),
    ("a--b", False), ("a__b", False), ("a//b", False), ("a._b", False), ("a/-", False), ("/", False), ("Mirror", False),
])
def test_prefix_is_one_that_a_repository_of_ecr_may_have(template, prefix, right):
    """https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html"""
    assert bool(re.fullmatch(template["Parameters"]["destPrefix"]["AllowedPattern"], prefix)) == right


@pytest.mark.parametrize("parameter", ["srcRegion", "destRegion"])
@pytest.mark.parametrize(("region", "right"), [
    ("", True), ("us-west-2", True), ("ap-southeast-5", True), ("cn-northwest-1", True), ("us-gov-east-1", True),
    ("us-iso-east-1", False), ("us-isob-east-1", False), ("eu-isoe-west-1", False), ("eusc-de-east-1", False),
    ("us-west", False), ("us-west-2a", False),
])
def test_region_is_of_a_partition_whose_names_the_functions_know(template, parameter, region, right):
    """https://docs.aws.amazon.com/general/latest/gr/rande.html"""
    assert bool(re.fullmatch(template["Parameters"][parameter]["AllowedPattern"], region)) is right


@pytest.mark.parametrize("registry, right", [
    ("", True), ("registry.example.com", True), ("harbor:5000/team/a", True), ("localhost", True), ("localhost/team", True),
    ("registry", False), ("registry/team.a", False), ("localhosts", False), ("registry.example.com/", False),
    ("registry.example.com/Team", False), ("https://registry.example.com", False),
])
def test_registry_is_a_host_that_nobody_takes_for_a_name_at_docker_hub(template, registry, right):
    assert bool(re.fullmatch(template["Parameters"]["srcRegistry"]["AllowedPattern"], registry)) == right


@pytest.mark.parametrize("parameter", ["srcRegistryCa", "srcImageListLocation"])
@pytest.mark.parametrize(("name", "right"), [("team-ca", True), ("/team/ca", True), ("team/ca", False), ("/", False), ("", True)])
def test_name_of_a_parameter_with_slashes_begins_with_one_as_ssm_wants_it(template, parameter, name, right):
    assert bool(re.fullmatch(template["Parameters"][parameter]["AllowedPattern"], name)) is right


@pytest.mark.parametrize("parameter", ["srcCredential", "destCredential"])
@pytest.mark.parametrize(("name", "right"), [
    ("", True), ("drh-credentials", True), ("/team/key", True), ("team/a+b=c@registry", True),
    ("arn:aws:secretsmanager:eu-west-1:123456789012:secret:team/a+b=c@registry-AbCdEf", True),
    ("team//key", False), ("team/", False), ("user:password", False), ('{"username": "u"}', False),
])
def test_credential_is_named_as_a_secret_may_be(template, parameter, name, right):
    """https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html"""
    assert bool(re.fullmatch(template["Parameters"][parameter]["AllowedPattern"], name)) is right
