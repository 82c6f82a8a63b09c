"""Every place that the stacks of test_secrets have written to, as text by its name."""

import json


def produced(sandbox, stacks) -> dict[str, str]:
    home = sandbox.server.home
    found = {
        "messages": json.dumps(sandbox.server.control("GET", "messages")),
        "accesses": json.dumps(sandbox.server.control("GET", "registry-accesses")),
        "tasks": tasks(home), "functions": functions(home), "log groups": logs(home), "events of stacks": events(home),
    }
    for stack in stacks:
        found[f"tables of {stack.stack.name}"] = json.dumps([stack.images(), stack.runs()], default=str)
        found[f"history of {stack.stack.name}"] = history(home, stack)
        found[f"outputs of {stack.stack.name}"] = json.dumps([stack.stack.outputs(), stack.stack.parameters()])
    for path in sandbox.server.run_dir.rglob("*"):
        name = str(path.relative_to(sandbox.server.run_dir))
        # What registries store are images of the tests' own making and their digests, in thousands of files.
        if path.is_file() and path.suffix not in (".pem", ".class", ".jar", ".zip") and "/docker/registry/v2/" not in name:
            found[name] = path.read_bytes().decode(errors="replace")
    return found


def tasks(home) -> str:
    ecs = home.client("ecs")
    arns = [arn for status in ("RUNNING", "STOPPED") for arn in ecs.list_tasks(cluster="replication", desiredStatus=status)["taskArns"]]
    described = [ecs.describe_tasks(cluster="replication", tasks=arns[at : at + 100]) for at in range(0, len(arns), 100)]
    definitions = [ecs.describe_task_definition(taskDefinition=one) for one in ecs.list_task_definitions()["taskDefinitionArns"]]
    return json.dumps([described, definitions], default=str)


def functions(home) -> str:
    return json.dumps(home.client("lambda").list_functions()["Functions"], default=str)


def logs(home) -> str:
    client = home.client("logs")
    groups = [one["logGroupName"] for one in client.describe_log_groups()["logGroups"]]
    return json.dumps([client.filter_log_events(logGroupName=one)["events"] for one in groups])


def events(home) -> str:
    client = home.client("cloudformation")
    names = [one["StackName"] for one in client.list_stacks()["StackSummaries"] if "DELETE" not in one["StackStatus"]]
    return json.dumps([client.describe_stack_events(StackName=one)["StackEvents"] for one in names], default=str)


def history(home, stack) -> str:
    states = home.client("stepfunctions")
    whole = [
        (states.describe_execution(executionArn=one), states.get_execution_history(executionArn=one)["events"])
        for one in stack.executions()
    ]
    return json.dumps(whole, default=str)


class Bus:
    """Hears every event of the default bus, by a queue."""

    def __init__(self, sandbox):
        self._events = sandbox.server.home.client("events")
        self._queues = sandbox.server.home.client("sqs")
        self.text = ""

    def __enter__(self):
        self._queue = self._queues.create_queue(QueueName="every-event")["QueueUrl"]
        arn = self._queues.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        statement = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self._queues.set_queue_attributes(QueueUrl=self._queue, Attributes={"Policy": policy})
        self._events.put_rule(Name="every-event", EventPattern=json.dumps({"source": [{"prefix": "aws."}]}))
        self._events.put_targets(Rule="every-event", Targets=[{"Id": "queue", "Arn": arn}])
        return self

    def __exit__(self, *_):
        self._events.remove_targets(Rule="every-event", Ids=["queue"])
        self._events.delete_rule(Name="every-event")
        while messages := self._queues.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10).get("Messages"):
            for one in messages:
                self.text += one["Body"] + "\n"
                self._queues.delete_message(QueueUrl=self._queue, ReceiptHandle=one["ReceiptHandle"])
        self._queues.delete_queue(QueueUrl=self._queue)
