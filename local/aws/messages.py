"""What SNS topics have published, whether or not anybody has subscribed: a person would read it as an e-mail.

Replaced in moto: a topic's numbers of subscriptions, which stay 0. An e-mail address has to confirm, which it does at
POST /local/confirm.
"""

from moto.sns.models import SNSBackend, Topic, sns_backends

from .settings import settings

_confirmed: set[str] = set()


def install() -> None:
    Topic.subscriptions_pending = property(lambda topic: str(len(_of(topic, False))), _ignore)
    Topic.subscriptions_confimed = property(lambda topic: str(len(_of(topic, True))), _ignore)


def confirm(topic: str) -> list[str]:
    """Every address of the topic; answers those that had not."""
    pending = [one.arn for one in _subscriptions(topic) if one.protocol == "email" and one.arn not in _confirmed]
    _confirmed.update(pending)
    return pending


def _of(topic: Topic, confirmed: bool) -> list:
    return [one for one in _subscriptions(topic.arn) if (one.protocol != "email" or one.arn in _confirmed) == confirmed]


def _subscriptions(topic_arn: str) -> list:
    region, account = topic_arn.split(":")[3:5]
    backend: SNSBackend = sns_backends[account][region]
    return [one for one in backend.subscriptions.values() if one.topic.arn == topic_arn]


def _ignore(topic, value) -> None:
    """moto sets them to 0."""


def published() -> list[dict]:
    """Of each topic that exists, the oldest message first."""
    topics = sns_backends[settings.account][settings.region].topics
    return [
        {"topic": arn, "subject": subject, "message": message}
        for arn, topic in topics.items()
        for _, message, subject, _, _ in topic.sent_notifications
    ]
