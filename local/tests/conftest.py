"""One server and one stack for all tests that do not need their own, and the tasks that they run."""

import json
import sys
import time
import uuid
import zipfile
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

LOCAL = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(LOCAL))

from registry import TWO_PLATFORMS, push  # noqa: E402
from stack import Server, Stack  # noqa: E402

STACK = Path(__file__).resolve().parent / "stack"
SOURCE_ACCOUNT = "111111111111"
CHINA_ACCOUNT = "222222222222"


def wait_until(condition, what: str, limit_s: float = 30) -> None:
    deadline = time.time() + limit_s
    while not condition():
        if time.time() > deadline:
            raise TimeoutError(f"not within {limit_s} s: {what}")
        time.sleep(0.05)


def refused(call, **arguments) -> str:
    """The code of the error."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Code"]


@pytest.fixture(scope="session")
def package(tmp_path_factory) -> Path:
    """The tests' functions as a deployment package."""
    path = tmp_path_factory.mktemp("package") / "functions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        packages = f"import sys\nsys.path = {sys.path!r}\n"  # this interpreter's, wherever it has found them
        archive.writestr("bootstrap", f"#!{sys.executable}\n{packages}" + (STACK / "functions.py").read_text())
    return path


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    registries = [
        f"{SOURCE_ACCOUNT}/us-west-2", "123456789012/eu-west-1", f"{CHINA_ACCOUNT}/cn-north-1",
        "registry-1.docker.io/bearer", "public.ecr.aws/bearer:aws", "registry.k8s.io/redirect:open.example.com/images",
        "open.example.com/anonymous", "private.example.com/basic:user:password", "ghcr.io/token:user:password",
    ]
    options = ["--iam", "--wait-scale", "0.05"]
    with Server.start(tmp_path_factory.mktemp("run"), registries, options=options) as server:
        server.home.client("ecs").create_cluster(clusterName="copies")
        yield server


@pytest.fixture(scope="session")
def network(server) -> dict[str, str]:
    ec2 = server.home.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    return {"vpc": vpc, "subnetA": subnets[0]["SubnetId"], "subnetB": subnets[1]["SubnetId"]}


@pytest.fixture(scope="session")
def requests(server) -> str:
    """URL of the queue that hears what custom resources are asked."""
    return server.home.client("sqs").create_queue(QueueName="requests")["QueueUrl"]


@pytest.fixture(scope="session")
def parameters(network, requests) -> dict[str, str]:
    return {"Vpc": network["vpc"], "Requests": requests}


@pytest.fixture(scope="session")
def stack(server, package, parameters) -> Stack:
    return Stack.create(server, "tests", STACK / "template.yaml", parameters, {"functions.zip": package})


@pytest.fixture(scope="module")
def echo(server, stack):
    """Calls the function that answers its event; the payload, and X-Amz-Function-Error."""
    client = server.home.client("lambda")
    name = stack.outputs()["Echo"]

    def call(**event) -> tuple[dict, str | None]:
        answer = client.invoke(FunctionName=name, Payload=json.dumps(event))
        return json.load(answer["Payload"]), answer.get("FunctionError")

    return call


@pytest.fixture
def ecr(server):
    return server.home.client("ecr")


@pytest.fixture
def repository(server, ecr, request):
    """A repository of the test's own that has `v1`, an index of two platforms."""
    name = "tests/" + request.node.originalname.replace("_", "-").lower()
    ecr.create_repository(repositoryName=name)
    push(server, server.home, name, "v1", TWO_PLATFORMS)
    yield name
    ecr.delete_repository(repositoryName=name, force=True)


@pytest.fixture(scope="module")
def ecs(server):
    return server.home.client("ecs")


@pytest.fixture(scope="module")
def define(server, stack, ecs):
    """Registers a task definition whose container runs a line of shell."""

    def define(line: str, **more) -> str:
        container = {"name": "copy", "image": "example/image", "entryPoint": ["/bin/sh", "-c"], "command": [line], **more}
        return ecs.register_task_definition(
            family=f"shell-{uuid.uuid4().hex[:6]}", networkMode="awsvpc", requiresCompatibilities=["FARGATE"],
            cpu="256", memory="512", executionRoleArn=stack.outputs()["ExecutionRole"], containerDefinitions=[container],
        )["taskDefinition"]["taskDefinitionArn"]

    return define


@pytest.fixture(scope="module")
def run(ecs, network):
    def run(definition: str, **more) -> dict:
        subnets = {"awsvpcConfiguration": {"subnets": [network["subnetA"]], "assignPublicIp": "ENABLED"}}
        request = {"taskDefinition": definition, "launchType": "FARGATE", "networkConfiguration": subnets, **more}
        return ecs.run_task(cluster="copies", **request)

    return run


@pytest.fixture(scope="module")
def stopped(ecs):
    def wait(answer: dict, limit_s: float = 15) -> dict:
        deadline = time.time() + limit_s
        while time.time() < deadline:
            task = ecs.describe_tasks(cluster="copies", tasks=[answer["tasks"][0]["taskArn"]])["tasks"][0]
            if task["lastStatus"] == "STOPPED":
                return task
            time.sleep(0.1)
        raise TimeoutError(task)

    return wait
