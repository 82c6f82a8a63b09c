"""Lambda: environments, failures, asynchronous calls, and the faults of functions and of AWS's APIs."""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from aws.functions import environments
from botocore.exceptions import ClientError
from conftest import STACK, wait_until
from stack import Server


@pytest.fixture(scope="module")
def echo(server, stack):
    """Calls the function that answers its event; the payload, and X-Amz-Function-Error."""
    client = server.home.client("lambda")
    name = stack.outputs()["Echo"]

    def call(**event) -> tuple[dict, str | None]:
        answer = client.invoke(FunctionName=name, Payload=json.dumps(event))
        return json.load(answer["Payload"]), answer.get("FunctionError")

    return call


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


@pytest.mark.parametrize(("kind", "right"), [
    ("function", {"name": "nobody", "at": "answer"}),
    ("api", {"faults": [{"service": "ecr", "code": "ServerException"}]}),
    ("registry", {"faults": [{"host": "nowhere", "status": 500}]}),
])
def test_fault_without_an_effect_or_with_an_unknown_field_is_refused(server, kind, right):
    fault = right["faults"][0] if "faults" in right else right
    effect = list(fault)[-1]
    without = {name: value for name, value in fault.items() if name != effect}
    for wrong in (without, {**fault, "delay": 1}):
        with pytest.raises(RuntimeError, match=f"400 .*at least one of .*'{effect}'"):
            server.control("POST", f"{kind}-faults", {"faults": [wrong]} if "faults" in right else wrong)
    server.control("POST", f"{kind}-faults", right)
    assert fault.items() <= server.control("DELETE", "faults")[kind][-1].items()


def test_fault_of_a_function_has_one_moment(server):
    with pytest.raises(RuntimeError, match="400 .*either after_s or at="):
        server.control("POST", "function-faults", {"name": "Echo", "after_s": 1, "at": "answer"})


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


def test_api_is_throttled_as_often_as_asked(server, stack):
    dynamodb = server.home.client("dynamodb")
    fault = {"service": "dynamodb", "action": "GetItem", "code": "ThrottlingException", "times": 2}
    server.control("POST", "api-faults", {"faults": [fault]})
    request = {"TableName": stack.outputs()["Tokens"], "Key": {"task": {"S": "x"}}}
    for _ in range(2):
        with pytest.raises(ClientError) as caught:
            dynamodb.get_item(**request)
        assert caught.value.response["Error"]["Code"] == "ThrottlingException"
    assert "Item" not in dynamodb.get_item(**request)


@pytest.mark.parametrize(("service", "call", "code", "status"), [
    ("ecr", "describe_repositories", "ServerException", 500),
    ("sns", "list_topics", "InternalFailure", 500),
    ("sqs", "list_queues", "RequestThrottled", 400),
    ("ssm", "describe_parameters", "InternalServerError", 500),
    ("lambda", "list_functions", "TooManyRequestsException", 429),
    ("stepfunctions", "list_state_machines", "ThrottlingException", 400),
    ("ecs", "list_clusters", "ThrottlingException", 400),
    ("secretsmanager", "list_secrets", "InternalServiceError", 500),
])
def test_fault_is_read_as_an_error_by_every_protocol(server, service, call, code, status):
    server.control("POST", "api-faults", {"faults": [{"service": service, "code": code, "status": status}]})
    with pytest.raises(ClientError) as caught:
        getattr(server.home.client(service), call)()
    assert caught.value.response["Error"]["Code"] == code
    about = caught.value.response["ResponseMetadata"]
    assert (about["HTTPStatusCode"], len(about["RequestId"])) == (status, 36)
    getattr(server.home.client(service), call)()


def test_items_of_a_batch_are_left_unprocessed(server, stack):
    dynamodb, table = server.home.client("dynamodb"), stack.outputs()["Tokens"]
    keys = [{"task": {"S": f"batch-{number}"}} for number in range(3)]
    server.control("POST", "api-faults", {"faults": [{"unprocessed": 2, "action": "BatchWriteItem"}]})
    left = dynamodb.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": key}} for key in keys]})
    assert len(left["UnprocessedItems"][table]) == 2
    assert dynamodb.batch_write_item(RequestItems=left["UnprocessedItems"])["UnprocessedItems"] == {}
    server.control("POST", "api-faults", {"faults": [{"unprocessed": 1, "action": "BatchGetItem"}]})
    read = dynamodb.batch_get_item(RequestItems={table: {"Keys": keys}})
    assert (len(read["Responses"][table]), read["UnprocessedKeys"][table]["Keys"]) == (2, keys[2:])


def test_faults_end_when_they_are_cleared(server, echo):
    server.control("POST", "api-faults", {"faults": [{"service": "ecr", "code": "ServerException", "times": 100}]})
    server.control("POST", "function-faults", {"name": "Echo", "at": "answer"})
    assert server.control("DELETE", "faults")["api"][-1]["times"] == 100
    server.home.client("ecr").describe_repositories()
    assert echo(n=5) == ({"n": 5}, None)


def test_fault_without_an_end_is_met_again_and_again_and_counted(server):
    server.control("POST", "api-faults", {"faults": [{"service": "ecr", "code": "ServerException", "times": None}]})
    for _ in range(3):
        with pytest.raises(ClientError):
            server.home.client("ecr").describe_repositories()
    left = server.control("DELETE", "faults")["api"][-1]
    assert (left["met"], left["times"]) == (3, None)


def test_seed_of_a_probability_strikes_the_same_calls_again(server):
    def struck(seed: str) -> list[bool]:
        fault = {"service": "ecr", "code": "ServerException", "times": None, "probability": 0.5, "seed": seed}
        server.control("POST", "api-faults", {"faults": [fault]})
        found = [fails(server.home.client("ecr").describe_repositories) for _ in range(20)]
        server.control("DELETE", "faults")
        return found

    assert set(struck("one")) == {False, True}
    assert struck("one") == struck("one") != struck("another")


def fails(call) -> bool:
    try:
        call()
    except ClientError:
        return True
    return False


def test_call_that_is_held_back_goes_on_when_the_faults_are_cleared(server):
    server.control("POST", "api-faults", {"faults": [{"service": "ecr", "delay_s": 600}]})
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(server.home.client("ecr").describe_repositories)
        wait_until(lambda: server.control("POST", "api-faults", {"faults": []})[-1]["met"], "the call")
        server.control("DELETE", "faults")
        assert "repositories" in call.result(30)


def test_slow_api_is_slow(server):
    server.control("POST", "api-faults", {"faults": [{"service": "ecr", "delay_s": 1}]})
    started = time.time()
    server.home.client("ecr").describe_repositories()
    assert time.time() - started >= 1
