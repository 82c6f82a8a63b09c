"""What every API call passes first."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from aws import calls
from botocore.exceptions import ClientError
from moto.core.responses import BaseResponse


def _four_calls(monkeypatch, service: str, answer) -> None:
    monkeypatch.setattr(BaseResponse, "call_action", lambda self: answer())
    calls.install()
    response = BaseResponse.__new__(type("Response", (BaseResponse,), {"boto3_service_name": service}))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: response.call_action(), range(4)))


def test_calls_of_dynamodb_reach_it_one_after_the_other(monkeypatch):
    one_at_a_time = threading.Lock()

    def answer():
        assert one_at_a_time.acquire(blocking=False)
        time.sleep(0.05)
        one_at_a_time.release()

    _four_calls(monkeypatch, "dynamodb", answer)


def test_calls_of_others_reach_them_together(monkeypatch):
    _four_calls(monkeypatch, "ecr", threading.Barrier(4, timeout=20).wait)


def test_calls_are_counted_by_service(server):
    before = server.control("GET", "api-calls")
    for _ in range(3):
        server.home.client("ecr").describe_repositories()
    server.home.client("sqs").list_queues()
    after = server.control("GET", "api-calls")
    assert [after.get(service, 0) - before.get(service, 0) for service in ("ecr", "sqs", "sns")] == [3, 1, 0]


def test_dynamodb_answers_each_type_of_value_as_it_was_put(server):
    table = server.home.client("dynamodb")
    key = {"AttributeName": "id", "KeyType": "HASH"}
    table.create_table(
        TableName="of-all-types", KeySchema=[key], BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    item = {
        "id": {"S": "1"}, "number": {"N": "1.5"}, "bytes": {"B": b"\x00\xff"}, "flag": {"BOOL": False}, "nothing": {"NULL": True},
        "empty": {"S": ""}, "names": {"SS": ["a", "b"]}, "numbers": {"NS": ["1"]}, "blobs": {"BS": [b"\x01"]},
        "list": {"L": [{"S": "in a list"}, {"B": b"\x02"}, {"L": []}]},
        "map": {"M": {"S": {"N": "3"}, "deeper": {"M": {"bytes": {"B": b"\x03"}}}}},
    }
    table.put_item(TableName="of-all-types", Item=item)
    assert table.get_item(TableName="of-all-types", Key={"id": {"S": "1"}})["Item"] == item
    table.delete_table(TableName="of-all-types")


def test_refusals_of_a_service_that_names_operations_in_a_header_reach_the_caller(server):
    ecr = server.home.client("ecr")
    with pytest.raises(ecr.exceptions.RepositoryNotFoundException, match="nowhere"):
        ecr.list_images(repositoryName="nowhere")
    states = server.home.client("stepfunctions")
    with pytest.raises(states.exceptions.InvalidArn):
        states.describe_execution(executionArn="nonsense")


@pytest.mark.parametrize(("service", "operation", "arguments", "name", "value", "most"), [
    ("stepfunctions", "send_task_failure", {"taskToken": "nobody's"}, "cause", "ü", 32_768),
    ("stepfunctions", "send_task_failure", {"taskToken": "nobody's"}, "error", "x", 256),
    ("stepfunctions", "stop_execution", {"executionArn": "nonsense"}, "cause", "x", 32_768),
    ("stepfunctions", "stop_execution", {"executionArn": "nonsense"}, "error", "x", 256),
    ("ecs", "stop_task", {"cluster": "copies", "task": "nobody's"}, "reason", "x", 255),
    ("secretsmanager", "put_secret_value", {"SecretId": "nowhere"}, "SecretString", "x", 65_536),
    ("secretsmanager", "update_secret", {"SecretId": "nowhere"}, "SecretString", "ü", 32_768),
    ("ecr", "describe_repositories", {}, "repositoryNames", ["nowhere"], 100),
])
def test_longer_value_than_aws_takes_is_refused(server, service, operation, arguments, name, value, most):
    call = getattr(server.home.client(service), operation)

    def refusal(length: int) -> str:
        with pytest.raises(ClientError) as caught:
            call(**arguments, **{name: value * length})
        return str(caught.value)

    assert f"at '{name}' failed to satisfy constraint" in refusal(most + 1)
    assert "constraint" not in refusal(most)
