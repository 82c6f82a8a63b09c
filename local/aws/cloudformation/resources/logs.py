"""AWS::Logs::LogGroup, whose update and key moto lacks."""

from moto.logs import models
from moto.logs.exceptions import InvalidParameterException

from ... import partitions
from ...iam import keys
from ...settings import settings


def install() -> None:
    create = models.LogGroup.create_from_cloudformation_json.__func__

    def create_with_key(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        group = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        try:
            _encrypt(group, cloudformation_json["Properties"].get("KmsKeyId"))
        except InvalidParameterException:
            models.logs_backends[account_id][region_name].delete_log_group(group.name)
            raise
        return group

    models.LogGroup.create_from_cloudformation_json = classmethod(create_with_key)
    models.LogGroup.update_from_cloudformation_json = classmethod(_update_group)
    # Its ARN is that of the group and all its streams.
    models.LogGroup.get_cfn_attribute = lambda self, name: f"{self.arn.removesuffix(':*')}:*" if name == "Arn" else None


def _update_group(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    original_resource.set_retention_policy(cloudformation_json["Properties"].get("RetentionInDays"))
    _encrypt(original_resource, cloudformation_json["Properties"].get("KmsKeyId"))
    return original_resource


def _encrypt(group, key: str | None) -> None:
    """The service itself must be let in by the key, for this group:
    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/encrypt-log-data-kms.html"""
    arn = group.arn.removesuffix(":*")
    context = {"kms:EncryptionContext:aws:logs:arn": arn}
    actions = [f"kms:{action}" for action in ("Encrypt", "Decrypt", "ReEncryptFrom", "GenerateDataKey", "DescribeKey")]
    service = f"logs.{group.region}.{partitions.domain(group.region)}"
    if settings.check_iam and not keys.let_in_service(key, service, actions, context):
        raise InvalidParameterException(
            msg=f"The specified KMS key does not exist or is not allowed to be used with Arn '{arn}'"
        )
    group.kms_key_id = key
