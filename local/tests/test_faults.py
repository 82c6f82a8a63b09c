"""Faults that can be switched on: of functions and of AWS's APIs."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError
from conftest import wait_until


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
