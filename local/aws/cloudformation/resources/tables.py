"""AWS::DynamoDB::Table with its TTL, point-in-time recovery and key, which moto drops."""

from moto.dynamodb import models


def install() -> None:
    create = models.Table.create_from_cloudformation_json.__func__

    def create_with_rest(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        table = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        _apply(table, cloudformation_json["Properties"], account_id, region_name)
        return table

    models.Table.create_from_cloudformation_json = classmethod(create_with_rest)
    models.Table.update_from_cloudformation_json = classmethod(_update)


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    """In place, or by a new table when the key is another."""
    old, new = original_resource.local_json["Properties"], cloudformation_json["Properties"]
    if new["KeySchema"] != old["KeySchema"] or new.get("TableName") != old.get("TableName"):
        created = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
        original_resource.delete(account_id, region_name)
        return created
    _apply(original_resource, new, account_id, region_name)
    return original_resource


def _apply(table, properties: dict, account: str, region: str) -> None:
    backend = models.dynamodb_backends[account][region]
    encryption = properties.get("SSESpecification")
    if encryption:
        table.sse_specification = {**(table.sse_specification or {}), **encryption, "Enabled": encryption["SSEEnabled"]}
    if "TimeToLiveSpecification" in properties:
        backend.update_time_to_live(table.name, properties["TimeToLiveSpecification"])
    if "PointInTimeRecoverySpecification" in properties:
        backend.update_continuous_backups(table.name, properties["PointInTimeRecoverySpecification"])
