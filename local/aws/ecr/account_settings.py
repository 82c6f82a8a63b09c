"""PutAccountSetting and GetAccountSetting, which moto does not have; of the settings BLOB_MOUNTING has an effect here.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/blob-mounting.html
"""

from moto.core.responses import ActionResult

from ..errors import ApiError

# The first is how an account begins.
_VALUES = {
    "BLOB_MOUNTING": ("DISABLED", "ENABLED"),
    "BASIC_SCAN_TYPE_VERSION": ("AWS_NATIVE",),
    "REGISTRY_POLICY_SCOPE": ("V2",),
}

_settings: dict[tuple[str, str, str], str] = {}


def mounts_blobs(account: str, region: str) -> bool:
    return _settings.get((account, region, "BLOB_MOUNTING")) == "ENABLED"


def get_account_setting(self):
    name = self._get_param("name")
    return _answer(name, _settings.get((self.current_account, self.region, name), _values(name)[0]))


def put_account_setting(self):
    name, value = self._get_param("name"), self._get_param("value")
    if value not in _values(name):
        raise ApiError("InvalidParameterException", f"'{value}' is none of the values of {name}: {_VALUES[name]}")
    _settings[self.current_account, self.region, name] = value
    return _answer(name, value)


def _values(name: str) -> tuple[str, ...]:
    if name not in _VALUES:
        raise ApiError("InvalidParameterException", f"there is no account setting '{name}'")
    return _VALUES[name]


def _answer(name: str, value: str) -> ActionResult:
    return ActionResult({"name": name, "value": value})
