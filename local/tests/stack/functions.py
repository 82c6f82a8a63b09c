"""The functions of the tests' stack, as a custom runtime in Python: packed as `bootstrap`, chosen by the handler."""

import http.client
import json
import os
import time
import traceback
import urllib.request

import boto3


def launch(event: dict) -> dict:
    """Starts the task that copies an image, and keeps the token under the task's ARN."""
    copies = [{"name": "SOURCE", "value": event["source"]}, {"name": "DESTINATION", "value": event["destination"]}]
    answer = boto3.client("ecs").run_task(
        cluster=os.environ["CLUSTER"],
        taskDefinition=os.environ["TASK_DEFINITION"],
        launchType="FARGATE",
        startedBy="copy",
        networkConfiguration={"awsvpcConfiguration": {"subnets": [os.environ["SUBNET"]]}},
        overrides={"containerOverrides": [{"name": "copy", "environment": copies}]},
    )
    if answer["failures"]:
        raise RuntimeError(json.dumps(answer["failures"]))
    task = answer["tasks"][0]["taskArn"]
    item = {"task": {"S": task}, "token": {"S": event["taskToken"]}}
    boto3.client("dynamodb").put_item(TableName=os.environ["TABLE"], Item=item)
    return {}


def complete(event: dict) -> dict:
    """Answers the token of a task that has stopped, which launch may not have written yet."""
    task = event["detail"]
    dynamodb = boto3.client("dynamodb")
    key = {"task": {"S": task["taskArn"]}}
    while not (item := dynamodb.get_item(TableName=os.environ["TABLE"], Key=key).get("Item")):
        time.sleep(0.1)
    states = boto3.client("stepfunctions")
    token, code = item["token"]["S"], task["containers"][0].get("exitCode")
    if code == 0:
        states.send_task_success(taskToken=token, output=json.dumps({"exitCode": code}))
    else:
        states.send_task_failure(taskToken=token, error="CopyFailed", cause=task["stoppedReason"])
    return {}


def setup(event: dict) -> dict:
    """A custom resource, which does as its properties say: Fails has the types of requests that fail."""
    wish = event["ResourceProperties"]
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(event))
    answer = {
        "Status": "FAILED" if event["RequestType"] in wish["Fails"] else "SUCCESS",
        "Reason": "the template asked for it",
        "PhysicalResourceId": wish.get("Id", "setup"),
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "Data": {"Joined": ",".join(wish.get("Items", []))},
    }
    no_type = {"Content-Type": ""}  # urllib would add one, and the URL is signed without
    request = urllib.request.Request(event["ResponseURL"], json.dumps(answer).encode(), no_type, method="PUT")
    urllib.request.urlopen(request, timeout=10)
    return {}


def echo(event: dict) -> dict:
    """`begun` is a file that it makes, `until` one that it waits for."""
    if event.get("fail"):
        raise ValueError(event["fail"])
    if "begun" in event:
        open(event["begun"], "x").close()
    while "until" in event and not os.path.exists(event["until"]):
        time.sleep(0.05)
    time.sleep(event.get("sleep", 0))
    return event


def environment(event: dict) -> dict:
    return dict(os.environ)


HANDLERS = {"launch": launch, "complete": complete, "setup": setup, "echo": echo, "environment": environment}


def main() -> None:
    handler = HANDLERS[os.environ["_HANDLER"]]
    api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        api.request("GET", "/2018-06-01/runtime/invocation/next")
        response = api.getresponse()
        event = json.loads(response.read())
        request_id = response.headers["Lambda-Runtime-Aws-Request-Id"]
        try:
            outcome, answer = "response", handler(event)
        except Exception as error:
            traceback.print_exc()
            outcome, answer = "error", {"errorType": type(error).__name__, "errorMessage": str(error)}
        api.request("POST", f"/2018-06-01/runtime/invocation/{request_id}/{outcome}", json.dumps(answer))
        api.getresponse().read()


if __name__ == "__main__":
    main()
