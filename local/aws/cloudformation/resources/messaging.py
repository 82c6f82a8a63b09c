"""AWS::SQS::QueuePolicy and AWS::SNS::Subscription."""

import json

from .definition import define, delete_nothing


def types() -> list[type]:
    return [
        define("AWS::SQS::QueuePolicy", "", _create_queue_policy, delete_nothing),
        define("AWS::SNS::Subscription", "", _create_subscription, _delete_subscription),
    ]


def _create_queue_policy(name, properties, account, region):
    from moto.sqs import sqs_backends

    policy = json.dumps(properties["PolicyDocument"])
    for queue in properties["Queues"]:
        sqs_backends[account][region].set_queue_attributes(queue.rsplit("/", 1)[-1], {"Policy": policy})


def _create_subscription(name, properties, account, region):
    from moto.sns import sns_backends

    backend = sns_backends[account][region]
    return backend.subscribe(properties["TopicArn"], properties.get("Endpoint"), properties["Protocol"]).arn


def _delete_subscription(physical_id, properties, account, region):
    from moto.sns import sns_backends

    sns_backends[account][region].unsubscribe(physical_id)
