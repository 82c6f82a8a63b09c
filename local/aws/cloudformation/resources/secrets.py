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

    backend = secretsmanager_backends[account][region]
    answer = backend.create_secret(
        name=name,
        secret_string=_value(backend, properties),
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
    backend.update_secret(physical_id, _value(backend, properties), description=properties.get("Description"))


def _value(backend, properties: dict) -> str | None:
    """Of GenerateSecretString the length, the classes of characters and the template are used."""
    wish = properties.get("GenerateSecretString")
    if wish is None:
        return properties.get("SecretString")
    password = backend.get_random_password(
        password_length=int(wish.get("PasswordLength", 32)),
        exclude_characters=wish.get("ExcludeCharacters", ""),
        exclude_numbers=bool(wish.get("ExcludeNumbers")),
        exclude_punctuation=bool(wish.get("ExcludePunctuation")),
        exclude_uppercase=bool(wish.get("ExcludeUppercase")),
        exclude_lowercase=bool(wish.get("ExcludeLowercase")),
        include_space=bool(wish.get("IncludeSpace")),
        require_each_included_type=bool(wish.get("RequireEachIncludedType", True)),
    )
    value = json.loads(password)["RandomPassword"]
    if "GenerateStringKey" in wish:
        template = json.loads(wish.get("SecretStringTemplate", "{}"))
        value = json.dumps({**template, wish["GenerateStringKey"]: value})
    return value


def _delete_secret(physical_id, properties, account, region):
    from moto.secretsmanager.models import secretsmanager_backends

    secretsmanager_backends[account][region].delete_secret(physical_id, None, True)
