"""AWS::CloudWatch::Alarm and Dashboard."""

import json

from .definition import define


def types() -> list[type]:
    return [
        define("AWS::CloudWatch::Alarm", "AlarmName", _create_alarm, _delete_alarm),
        define("AWS::CloudWatch::Dashboard", "DashboardName", _create_dashboard, _delete_dashboard),
    ]


def _create_alarm(name, properties, account, region):
    from moto.cloudwatch.models import cloudwatch_backends

    cloudwatch_backends[account][region].put_metric_alarm(
        name=name,
        namespace=properties.get("Namespace"),
        metric_name=properties.get("MetricName"),
        comparison_operator=properties["ComparisonOperator"],
        evaluation_periods=properties["EvaluationPeriods"],
        period=properties.get("Period"),
        threshold=properties.get("Threshold"),
        statistic=properties.get("Statistic"),
        description=properties.get("AlarmDescription"),
        dimensions=properties.get("Dimensions", []),
        alarm_actions=properties.get("AlarmActions", []),
        ok_actions=properties.get("OKActions"),
        insufficient_data_actions=properties.get("InsufficientDataActions"),
        treat_missing_data=properties.get("TreatMissingData"),
    )


def _delete_alarm(physical_id, properties, account, region):
    from moto.cloudwatch.models import cloudwatch_backends

    cloudwatch_backends[account][region].delete_alarms([physical_id])


def _create_dashboard(name, properties, account, region):
    from moto.cloudwatch.models import cloudwatch_backends

    json.loads(properties["DashboardBody"])  # CloudWatch refuses what is no JSON
    cloudwatch_backends[account][region].put_dashboard(name=name, body=properties["DashboardBody"])


def _delete_dashboard(physical_id, properties, account, region):
    from moto.cloudwatch.models import cloudwatch_backends

    cloudwatch_backends[account][region].delete_dashboards([physical_id])
