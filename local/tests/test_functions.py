"""Lambda: environments, failures and asynchronous calls."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from aws.cloudformation.resources import functions
from aws.errors import ApiError
from aws.functions import environments
from botocore.exceptions import ClientError
from conftest import STACK, wait_until
from stack import Server


def document(statement: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_function_in_a_vpc_needs_a_role_that_may_have_network_interfaces(server, network):
    iam, create = server.home.client("iam"), server.home.client("lambda").create_function
    trust = document({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"})
    role = iam.create_role(RoleName="in-vpc", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    function = {"FunctionName": "in-vpc", "Role": role, "Runtime": "provided.al2023", "Handler": "x", "Code": {"ZipFile": b"x"},
                "VpcConfig": {"SubnetIds": [network["subnetA"]], "SecurityGroupIds": []}}
    with pytest.raises(ClientError, match="does not have permissions to call CreateNetworkInterface on EC2"):
        create(**function)
    may = document({"Effect": "Allow", "Action": "ec2:*", "Resource": "*"})
    iam.put_role_policy(RoleName="in-vpc", PolicyName="may", PolicyDocument=may)
    assert create(**function)["VpcConfig"]["SubnetIds"] == [network["subnetA"]]


@pytest.fixture
def statistics(server, stack):
    name = stack.outputs()["Echo"]
    return lambda: next(value for arn, value in server.control("GET", "functions").items() if arn.endswith(name))


def test_answer_and_error_come_back(echo):
    assert echo(n=1) == ({"n": 1}, None)
    assert echo(fail="no") == ({"errorType": "ValueError", "errorMessage": "no"}, "Unhandled")


def test_dry_run_is_refused(server, stack):
    client = server.home.client("lambda")
    with pytest.raises(client.exceptions.InvalidParameterValueException, match="DryRun is not known here"):
        client.invoke(FunctionName=stack.outputs()["Echo"], InvocationType="DryRun")


def test_environment_has_one_event_at_a_time_and_stays_warm(echo, statistics, tmp_path):
    begun, until = [tmp_path / f"begun-{number}" for number in range(3)], tmp_path / "until"
    with ThreadPoolExecutor(3) as pool:
        calls = [pool.submit(echo, begun=str(one), until=str(until)) for one in begun]
        wait_until(lambda: all(one.exists() for one in begun), "three calls at once")
        until.touch()
        assert [call.result()[1] for call in calls] == [None] * 3
    warm = statistics()["environments"]
    assert warm == 3
    before = statistics()["coldStarts"]
    echo(n=2)
    assert (statistics()["coldStarts"], statistics()["environments"]) == (before, warm)


@pytest.mark.parametrize(
    ("fault", "sleep"), [({"after_s": 0.2}, 10), ({"at": "answer"}, 0)], ids=["in the middle", "before it answers"])
def test_killed_environment_is_an_exit_error_and_the_next_one_works(server, echo, fault, sleep):
    server.control("POST", "function-faults", {"name": "Echo", **fault})
    answer, error = echo(sleep=sleep)
    assert (answer["errorType"], error) == ("Runtime.ExitError", "Unhandled")
    assert echo(n=3) == ({"n": 3}, None)


def test_call_that_is_going_on_survives_a_change_of_its_function(server, stack, echo, tmp_path):
    client, name = server.home.client("lambda"), stack.outputs()["Echo"]
    event = {"begun": str(tmp_path / "begun"), "until": str(tmp_path / "until")}
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(echo, **event)
        wait_until((tmp_path / "begun").exists, "the call")
        client.update_function_configuration(FunctionName=name, Timeout=20)
        assert echo(n=4) == ({"n": 4}, None)
        (tmp_path / "until").touch()
        assert call.result() == (event, None)


def test_process_that_begins_after_a_change_of_its_function_ends_with_its_call():
    variables = {**os.environ, "_HANDLER": "echo"}
    command = [sys.executable, str(STACK / "functions.py")]
    function = environments.Function("arn", command, STACK, lambda: variables, 30, print, max_environments=1)
    try:
        function.retire()
        assert function.invoke(b'{"n": 6}') == (b'{"n": 6}', None)
        wait_until(lambda: function.environments == [], "the end of its process", limit_s=5)
    finally:
        environments.stop_all()


def test_log_of_a_function_is_open_only_while_it_is_written(server, stack, echo):
    log = server.run_dir / f"{stack.outputs()['Echo']}.log"
    echo(fail="for the log")
    wait_until(lambda: log.exists() and "for the log" in log.read_text(), "its log")
    files = Path(f"/proc/{server.process.pid}/fd")
    wait_until(lambda: str(log) not in map(os.path.realpath, files.iterdir()), "its end", limit_s=5)


def test_function_has_no_more_than_4_kib_of_environment_variables(server, stack):
    client, name = server.home.client("lambda"), stack.outputs()["Echo"]
    known = client.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    room = 4096 - len(json.dumps({**known, "MORE": ""}, separators=(",", ":")))
    with_more = lambda size: {"Variables": {**known, "MORE": "x" * size}}  # noqa: E731
    with pytest.raises(client.exceptions.InvalidParameterValueException, match="exceeded the 4KB limit"):
        client.create_function(
            FunctionName="large", Role=f"arn:aws:iam::123456789012:role/{stack.resources()['Role']}",
            Code={"ZipFile": b"not looked at"}, Environment=with_more(room + 1))
    with pytest.raises(client.exceptions.InvalidParameterValueException, match="exceeded the 4KB limit"):
        client.update_function_configuration(FunctionName=name, Environment=with_more(room + 1))
    client.update_function_configuration(FunctionName=name, Environment=with_more(room))
    client.update_function_configuration(FunctionName=name, Environment={"Variables": known})


def test_function_sees_nothing_of_the_servers_environment(package, tmp_path, monkeypatch):
    for name in ("HTTPS_PROXY", "JAVA_TOOL_OPTIONS", "AWS_CA_BUNDLE"):
        monkeypatch.setenv(name, "the developer's own")
    with Server.start(tmp_path / "run") as server:
        role = server.home.client("iam").create_role(RoleName="any", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        client = server.home.client("lambda")
        client.create_function(
            FunctionName="environment", Runtime="provided.al2023", Handler="environment", Role=role,
            Code={"ZipFile": package.read_bytes()}, Environment={"Variables": {"OWN": "1"}})
        seen = json.load(client.invoke(FunctionName="environment")["Payload"])
    assert seen["OWN"] == "1"
    assert [name for name, value in seen.items() if value == "the developer's own"] == []


def test_asynchronous_call_is_tried_again_and_buried(server, stack, statistics):
    before = statistics()["invocations"]
    server.home.client("lambda").invoke(
        FunctionName=stack.outputs()["Echo"], InvocationType="Event", Payload=json.dumps({"fail": "always"})
    )
    queue = {"QueueUrl": stack.outputs()["Failures"], "WaitTimeSeconds": 10}
    record = json.loads(server.home.client("sqs").receive_message(**queue)["Messages"][0]["Body"])
    assert record["requestPayload"] == {"fail": "always"}
    assert record["requestContext"]["approximateInvokeCount"] == 2  # MaximumRetryAttempts: 1
    assert record["responsePayload"]["errorMessage"] == "always"
    assert statistics()["invocations"] == before + 2


@pytest.mark.parametrize(("kind", "service"), [("OnFailure", "sns"), ("OnSuccess", "sqs")])
def test_destination_that_would_hear_nothing_is_refused(kind, service):
    config = {"FunctionName": "x", "DestinationConfig": {kind: {"Destination": f"arn:aws:{service}:eu-west-1:123456789012:x"}}}
    with pytest.raises(ApiError, match=f"{kind} .* is not known here"):
        functions.types()[0].create_from_cloudformation_json("x", {"Properties": config}, "123456789012", "eu-west-1")


def test_event_without_permission_is_buried(server, stack):
    """A rule whose target has no Lambda permission: the event goes to the rule's dead-letter queue."""
    sqs, events = server.home.client("sqs"), server.home.client("events")
    url = sqs.create_queue(QueueName="buried")["QueueUrl"]
    arn = "arn:aws:sqs:eu-west-1:123456789012:buried"
    rule = events.put_rule(Name="no-permission", EventPattern=json.dumps({"source": ["test"]}))["RuleArn"]
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
             "Resource": arn, "Condition": {"ArnEquals": {"aws:SourceArn": rule}}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    target = f"arn:aws:lambda:eu-west-1:123456789012:function:{stack.outputs()['Echo']}"
    events.put_targets(Rule="no-permission", Targets=[{"Id": "x", "Arn": target, "DeadLetterConfig": {"Arn": arn}}])
    server.control("POST", "emit", {"source": "test", "detail_type": "Test", "detail": {"n": 1}})
    message = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"][0]
    assert json.loads(message["Body"])["detail"] == {"n": 1}
    assert message["MessageAttributes"]["RULE_ARN"]["StringValue"] == rule
