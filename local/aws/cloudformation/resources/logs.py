"""AWS::Logs::MetricFilter, and AWS::Logs::LogGroup, whose update moto lacks."""

from moto.logs import models

from .definition import define


def install() -> None:
    models.LogGroup.update_from_cloudformation_json = classmethod(_update_group)
    # Its ARN is that of the group and all its streams.
    models.LogGroup.get_cfn_attribute = lambda self, name: f"{self.arn.removesuffix(':*')}:*" if name == "Arn" else None


def types() -> list[type]:
    return [
        define("AWS::Logs::MetricFilter", "FilterName", _create_metric_filter, _delete_metric_filter),
    ]


def _create_metric_filter(name, properties, account, region):
    from moto.logs.models import logs_backends

    transformations = [
        {key[:1].lower() + key[1:]: value for key, value in one.items()}
        for one in properties["MetricTransformations"]
    ]
    logs_backends[account][region].put_metric_filter(
        name, properties["FilterPattern"], properties["LogGroupName"], transformations
    )


def _delete_metric_filter(physical_id, properties, account, region):
    from moto.logs.models import logs_backends

    logs_backends[account][region].delete_metric_filter(physical_id, properties["LogGroupName"])


def _update_group(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    original_resource.set_retention_policy(cloudformation_json["Properties"].get("RetentionInDays"))
    return original_resource
