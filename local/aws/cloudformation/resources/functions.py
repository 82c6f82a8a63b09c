"""AWS::Lambda::EventInvokeConfig and Permission."""

import json

from ...errors import ApiError
from .definition import define, delete_nothing


def types() -> list[type]:
    return [
        define("AWS::Lambda::EventInvokeConfig", "", _create_invoke_config, delete_nothing),
        define("AWS::Lambda::Permission", "", _create_permission, _delete_permission),
    ]


def _create_invoke_config(name, properties, account, region):
    from moto.awslambda.models import lambda_backends

    config = {key: value for key, value in properties.items() if key not in ("FunctionName", "Qualifier")}
    for kind, one in config.get("DestinationConfig", {}).items():
        if (kind, one["Destination"].split(":")[2]) != ("OnFailure", "sqs"):
            raise ApiError("ValidationException", f"{kind} {one['Destination']} is not known here")
    lambda_backends[account][region].put_function_event_invoke_config(properties["FunctionName"], config)


def _create_permission(name, properties, account, region):
    from moto.awslambda.models import lambda_backends

    function = lambda_backends[account][region].get_function(properties["FunctionName"])
    function.policy.add_statement(json.dumps({**properties, "StatementId": name}))


def _delete_permission(physical_id, properties, account, region):
    from moto.awslambda.models import lambda_backends

    function = lambda_backends[account][region].get_function(properties["FunctionName"])
    function.policy.del_statement(physical_id)
