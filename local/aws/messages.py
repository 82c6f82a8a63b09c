"""What SNS topics have published, whether or not anybody has subscribed: a person would read it as an e-mail."""

from moto.sns.models import sns_backends

from .settings import settings


def published(account: str | None = None, region: str | None = None) -> list[dict]:
    """Of each topic that exists, the oldest message first."""
    topics = sns_backends[account or settings.account][region or settings.region].topics
    return [
        {"topic": arn, "subject": subject, "message": message}
        for arn, topic in topics.items()
        for _, message, subject, _, _ in topic.sent_notifications
    ]
