"""What deploy.sh hands to sam, and what it takes from the stack, its file and the environment."""

import json
import re
from pathlib import Path
from unittest.mock import ANY

import pytest
from conftest import ROOT, X86_64, package, path_of, stub


@pytest.fixture
def deploy(deployable, script):
    """Deploys with a sam that only shows how it was called; answers its options and its parameters."""
    stub(deployable / "bin" / "sam", """printf '<%s>\\n' "$@" """)
    stub(deployable / "scripts" / "make", f'cd "{deployable}"; exec env MAKEFLAGS= make -f "{ROOT}/Makefile" deploy "$@"')

    def call(*arguments: str, by="deploy.sh", **environment):
        code, said = script(by, *arguments, PATH=path_of(deployable), **environment)
        assert code == 0, said
        called = re.findall(r"^<(.*?)>$", said, re.MULTILINE | re.DOTALL)
        at = called.index("--parameter-overrides") + 1
        return called[:at], sorted(called[at:])

    return call


@pytest.fixture
def stack(client):
    cloudformation = client("cloudformation")

    def create(**parameters: str):
        template = {
            "Parameters": {name: {"Type": "String"} for name in parameters},
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        }
        cloudformation.create_stack(
            StackName="ecr-replicator", TemplateBody=json.dumps(template),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        )

    yield create
    cloudformation.delete_stack(StackName="ecr-replicator")


@pytest.mark.parametrize("by", ["deploy.sh", "make"])
def test_parameters_reach_sam_whole(deploy, by):
    _, parameters = deploy(
        "scheduleExpression=cron(0 3 * * ? *)", "srcImageList=a:/^v\\d+$/  # it's\n\tb:1, c:1", "srcAccountId=", 'destTags=said="a b"',
        by=by,
    )
    assert parameters == [
        r'destTags="said=\"a b\""',
        'functionArchitecture="arm64"',
        'functionPackage="native"',
        'scheduleExpression="cron(0 3 * * ? *)"',
        'srcAccountId=""',
        'srcImageList="a:/^v\\d+$/  # it\'s\n\tb:1, c:1"',
    ]


@pytest.mark.parametrize("files, parameters", [
    ({"bootstrap": X86_64}, ['functionArchitecture="x86_64"', 'functionPackage="native"']),
    ({"not-the-bootstrap": b""}, ['functionPackage="jvm"']),
])
def test_functions_are_deployed_as_their_package_is(deploy, deployable, files, parameters):
    package(deployable, **files)
    assert deploy() == (ANY, parameters)


def test_second_deployment_starts_from_the_parameters_of_the_first(deploy, stack):
    stack(
        srcRegion="us-west-2", alarmEmail="", srcImageList="a:1,\n\tb:1", noEcho="****",
        functionPackage="jvm", scheduleExpression="rate(1 day)",
    )
    _, parameters = deploy("scheduleExpression=cron(0 3 * * ? *)")
    assert parameters == [
        'alarmEmail=""',
        'functionArchitecture="arm64"',
        'functionPackage="native"',
        'scheduleExpression="cron(0 3 * * ? *)"',
        'srcImageList="a:1,\n\tb:1"',
        'srcRegion="us-west-2"',
    ]


def test_file_of_answers_says_which_stack_is_meant(deploy, deployable, stack):
    (deployable / "my-stack.toml").write_text("""version = 0.1
[default.deploy.parameters]
stack_name = "ecr-replicator"
""")
    (deployable / "samconfig.toml").write_text("")
    stack(srcRegion="us-west-2")
    called, parameters = deploy("--config-file", "my-stack.toml")
    assert called == [
        "deploy", "--guided", "--config-file", "my-stack.toml", "--stack-name", "ecr-replicator",
        "--region", "eu-west-1", "--template-file", "template.yaml", "--parameter-overrides",
    ]
    assert 'srcRegion="us-west-2"' in parameters


@pytest.fixture
def answers(deployable):
    """A file in which sam has saved these parameters; as in sam, only quotes are masked in a value."""
    def save(**parameters: str) -> tuple[str, str]:
        quoted = " ".join('{}="{}"'.format(name, value.replace('"', r'\"')) for name, value in parameters.items())
        text = json.dumps(quoted)  # a string of TOML is masked like one of JSON
        (deployable / "my-stack.toml").write_text(f"""version = 0.1
[default.deploy.parameters]
stack_name = "ecr-replicator"
parameter_overrides = {text}
confirm_changeset = true
""")
        return "--config-file", "my-stack.toml"

    return save


def test_deployment_of_a_stack_that_is_gone_starts_from_the_answers_in_the_file(deploy, answers):
    """https://github.com/aws/aws-sam-cli, samcli/commands/deploy/guided_config.py"""
    saved = answers(
        srcRegion="us-west-2", alarmEmail="", scheduleExpression="rate(1 day)", srcImageList='a:/^v\\d+$/,\n\tb:1, "c"',
        functionPackage="jvm",
    )
    _, parameters = deploy(*saved, "scheduleExpression=cron(0 3 * * ? *)")
    assert parameters == [
        'alarmEmail=""',
        'functionArchitecture="arm64"',
        'functionPackage="native"',
        'scheduleExpression="cron(0 3 * * ? *)"',
        'srcImageList="a:/^v\\d+$/,\n\tb:1, \\"c\\""',
        'srcRegion="us-west-2"',
    ]


def test_parameters_of_the_stack_win_over_those_in_the_file(deploy, answers, stack):
    stack(srcRegion="us-west-2")
    _, parameters = deploy(*answers(srcRegion="us-east-1"))
    assert 'srcRegion="us-west-2"' in parameters


@pytest.mark.parametrize("written, code, words", [
    ('"srcRegion=us-west-2 ecsClusterName=gone"', 1, "there is no cluster gone"),
    ("""["srcRegion=us-west-2"]""", 1, "parameter_overrides in my-stack.toml cannot be read"),
    ("""'srcRegion="us-west-2"'""", 1, "parameter_overrides in my-stack.toml cannot be read"),
    ('"" # none', 0, "sam offers the template's defaults"),
])
def test_answers_in_the_file_are_read_or_refused(script, answers, deployable, written, code, words):
    called = answers()
    path = deployable / called[1]
    path.write_text(path.read_text().replace('""', written))
    told, said = script("deploy.sh", "--check", *called)
    assert (told, words in said) == (code, True), said


def test_stack_that_is_named_is_the_one_that_is_deployed(deploy, stack):
    stack(srcRegion="us-west-2")
    called, parameters = deploy("--stack-name", "other")
    assert called[called.index("--stack-name") + 1] == "other"
    assert 'srcRegion="us-west-2"' not in parameters


@pytest.mark.parametrize("arguments, words", [
    (["--config-file", "none.toml"], "There is no file none.toml"),
    (["--config-file", "empty.toml"], "The stack is unknown, because empty.toml names none"),
    (["--stack-name"], "--stack-name needs a value"),
])
def test_stack_that_cannot_be_known_is_asked_for(script, deployable, arguments, words):
    (deployable / "empty.toml").touch()
    code, said = script("deploy.sh", "--check", *arguments)
    assert (code, words in said) == (2, True), said


@pytest.mark.parametrize("argument", ["srcRegio=us-west-2", "Type=String", "=", "srcRegion"])
def test_argument_that_sam_would_leave_out_is_refused(script, argument):
    """https://github.com/aws/aws-sam-cli, samcli/commands/deploy/deploy_context.py, merge_parameters"""
    code, said = script("deploy.sh", "--check", argument)
    assert (code, f"{argument} is not a parameter" in said) == (2, True), said


def test_documented_deployment_without_questions_asks_none():
    """sam saves confirm_changeset with the other answers."""
    assert "confirm_changeset = true" in (ROOT / "samconfig.toml").read_text()
    commands = re.findall(r"^    sam deploy (.*)$", (ROOT / "docs" / "operating.md").read_text(), re.MULTILINE)
    assert ["--no-confirm-changeset" in one for one in commands] == [True]


@pytest.mark.skipif(not Path("/usr/share/zoneinfo/US/Eastern").exists(), reason="this machine does not know all time zones")
@pytest.mark.parametrize("timezone, code", [("Europe/Berlin", 0), ("Europe/Oerlinghausen", 1), ("Europe", 1)])
def test_time_zone_that_is_none_is_named(script, timezone, code):
    told, said = script("deploy.sh", "--check", f"scheduleTimezone={timezone}")
    assert (told, f"{timezone} is not a time zone" in said) == (code, code == 1), said


def test_network_of_the_stack_is_checked_as_if_it_were_named(script, stack):
    stack(ecsClusterName="gone")
    code, said = script("deploy.sh", "--check")
    assert code == 1
    assert "there is no cluster gone in" in said
    code, said = script("deploy.sh", "--check", "ecsClusterName=")
    assert (code, "ecr-replicator: its parameters keep" in said) == (0, True), said


def test_checks_and_deployment_are_of_the_same_region(deploy, deployable):
    config = deployable / "aws-config"
    config.write_text("[default]\nregion = us-west-1\n")
    environment = {"AWS_CONFIG_FILE": str(config), "AWS_REGION": "", "AWS_DEFAULT_REGION": ""}
    called = deploy(**environment)[0]
    assert called[called.index("--region") + 1] == "us-west-1"
    saved = deployable / "samconfig.toml"
    saved.write_text(saved.read_text().replace("resolve_s3 = true", 'resolve_s3 = true\nregion = "us-west-2"', 1))
    assert "us-west-2" in deploy(**environment)[0]
    environment["AWS_DEFAULT_REGION"] = "us-east-1"
    assert "us-east-1" in deploy(**environment)[0]
    environment["AWS_REGION"] = "us-east-2"
    assert "us-east-2" in deploy(**environment)[0]


def test_bash_that_is_too_old_is_named(script, deployable):
    """The version is put in place of the question, because no machine of the tests has that of macOS."""
    path = deployable / "scripts" / "deploy.sh"
    path.write_text(path.read_text().replace("${BASH_VERSINFO[0]}", "3"))
    code, said = script("deploy.sh", "--check")
    assert code == 1
    assert re.fullmatch(r"This script needs bash 4 or newer, .* brew install bash\n", said)


def test_region_of_the_environment_is_named(script, deployable):
    config = deployable / "aws-config"
    config.write_text("[default]\nregion = us-west-1\n")
    code, said = script("deploy.sh", "--check", AWS_CONFIG_FILE=str(config))
    assert (code, "in eu-west-1" in said) == (0, True), said
