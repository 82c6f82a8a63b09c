"""What a stack's runs have recorded, as CloudWatch would have it: points of time and value, by namespace, name and dimension."""

import json
from collections import defaultdict
from datetime import datetime, timezone

from sandbox import Replicator

Points = list[tuple[datetime, float]]


def recorded(replicator: Replicator) -> dict[tuple, Points]:
    return {**_embedded(replicator), **_executions(replicator), **_dead_letters(replicator)}


def _embedded(replicator: Replicator) -> dict[tuple, Points]:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"""
    found: dict[tuple, Points] = defaultdict(list)
    for message in (*replicator.logs("SummarizeRunLogs"), *replicator.logs("SettleRunLogs")):
        if '"_aws"' not in message:
            continue
        line = json.loads(message)
        at = datetime.fromtimestamp(line["_aws"]["Timestamp"] / 1000, timezone.utc)
        for directive in line["_aws"]["CloudWatchMetrics"]:
            (dimension,), = directive["Dimensions"]
            for metric in directive["Metrics"]:
                key = (directive["Namespace"], metric["Name"], dimension, line[dimension])
                found[key].append((at, line[metric["Name"]]))
    return {key: sorted(points) for key, points in found.items()}


def _executions(replicator: Replicator) -> dict[tuple, Points]:
    """AWS/States, which AWS itself counts: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html"""
    client = replicator.sandbox.server.home.client("stepfunctions")
    pages = client.get_paginator("list_executions").paginate(stateMachineArn=replicator.workflow)
    all_of_them = [one for page in pages for one in page["executions"]]
    ended = [one for one in all_of_them if "stopDate" in one]

    def counted(name: str, times: list[datetime]) -> tuple[tuple, Points]:
        return ("AWS/States", name, "StateMachineArn", replicator.workflow), sorted((at, 1) for at in times)

    found = [counted("ExecutionsStarted", [one["startDate"] for one in all_of_them])]
    for name, status in (("ExecutionsSucceeded", "SUCCEEDED"), ("ExecutionsFailed", "FAILED"),
                         ("ExecutionsAborted", "ABORTED"), ("ExecutionsTimedOut", "TIMED_OUT")):
        yes = [(one["stopDate"], 1) for one in ended if one["status"] == status]
        no = [(one["stopDate"], 0) for one in ended if one["status"] != status]
        found.append((("AWS/States", name, "StateMachineArn", replicator.workflow), sorted(yes + no)))
    return dict(found)


def _dead_letters(replicator: Replicator) -> dict[tuple, Points]:
    url = replicator.resources["DeadLetters"]
    client = replicator.sandbox.server.home.client("sqs")
    count = client.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages", "QueueArn"])["Attributes"]
    key = ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", count["QueueArn"].rsplit(":", 1)[-1])
    return {key: [(datetime.now(timezone.utc), int(count["ApproximateNumberOfMessages"]))]}
