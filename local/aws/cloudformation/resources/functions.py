"""AWS::Lambda::EventInvokeConfig, Alias and Permission."""

import json

from .definition import define, delete_nothing


def types() -> list[type]:
    return [
        define("AWS::Lambda::EventInvokeConfig", "", _create_invoke_config, delete_nothing),
        define("AWS::Lambda::Alias", "", _create_alias, _delete_alias),
        define("AWS::Lambda::Permission", "", _create_permission, _delete_permission),
    ]


def _create_invoke_config(name, properties, account, region):
    from moto.awslambda.models import lambda_backends

    config = {key: value for key, value in properties.items() if key not in ("FunctionName", "Qualifier")}
    lambda_backends[account][region].put_function_event_invoke_config(properties["FunctionName"], config)


def _create_alias(name, properties, account, region):
    from moto.awslambda.models import lambda_backends

    alias = lambda_backends[account][region].create_alias(
        properties["Name"],
        properties["FunctionName"],
        str(properties["FunctionVersion"]),
        properties.get("Description", ""),
        properties.get("RoutingConfig"),
    )
    return alias.arn


def _delete_alias(physical_id, properties, account, region):
    from moto.awslambda.models import lambda_backends

    function, alias = physical_id.split(":")[-2:]
    backend = lambda_backends[account][region]
    if any(one.function_name == function for one in backend.list_functions()):
        backend.delete_alias(alias, function)


def _create_permission(name, properties, account, region):
    from moto.awslambda.models import lambda_backends

    function = lambda_backends[account][region].get_function(properties["FunctionName"])
    function.policy.add_statement(json.dumps({**properties, "StatementId": name}))


def _delete_permission(physical_id, properties, account, region):
    from moto.awslambda.models import lambda_backends

    function = lambda_backends[account][region].get_function(properties["FunctionName"])
    function.policy.del_statement(physical_id)
