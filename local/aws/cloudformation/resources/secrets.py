"""AWS::SecretsManager::Secret."""

import json

from .definition import define


def types() -> list[type]:
    return [
        define("AWS::SecretsManager::Secret", "Name", _create_secret, _delete_secret, _update_secret),
    ]


def _create_secret(name, properties, account, region):
    """Ref answers the ARN, as on AWS."""
    from moto.secretsmanager.models import secretsmanager_backends

    answer = secretsmanager_backends[account][region].create_secret(
        name=name,
        secret_string=properties.get("SecretString"),
        secret_binary=None,
        description=properties.get("Description"),
        tags=properties.get("Tags"),
        kms_key_id=properties.get("KmsKeyId"),
        client_request_token=None,
        replica_regions=[],
        force_overwrite=False,
    )
    return json.loads(answer)["ARN"]


def _update_secret(physical_id, properties, account, region):
    """A new version, as on AWS, even where the template's value is the old one and the secret's is not."""
    from moto.secretsmanager.models import secretsmanager_backends

    backend = secretsmanager_backends[account][region]
    backend.update_secret(physical_id, properties.get("SecretString"), description=properties.get("Description"))


def _delete_secret(physical_id, properties, account, region):
    from moto.secretsmanager.models import secretsmanager_backends

    secretsmanager_backends[account][region].delete_secret(physical_id, None, True)
