"""The functions of the tests' stack, as a custom runtime in Python: packed as `bootstrap`, chosen by the handler."""

import http.client
import json
import os
import time
import traceback
import urllib.request

import boto3


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


HANDLERS = {"setup": setup, "echo": echo, "environment": environment}


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
