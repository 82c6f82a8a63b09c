"""One account in one region: its SDK clients, made once each."""

import boto3
from botocore.config import Config

# A fault that a test injects must be seen by what is tested, not hidden by this client's own retries.
_CONFIG = Config(retries={"max_attempts": 0}, read_timeout=120)


class Account:
    """client("ecr") and the like; the keys are those of an administrator of the account."""

    def __init__(self, endpoint: str, account: str, region: str, access_key: str, secret_key: str):
        self.id = account
        self.region = region
        self.access_key = access_key
        self.secret_key = secret_key
        self._endpoint = endpoint
        self._clients: dict[str, object] = {}

    def client(self, service: str):
        if service not in self._clients:
            self._clients[service] = boto3.client(
                service,
                endpoint_url=self._endpoint,
                region_name=self.region,
                aws_access_key_id=self.access_key,
                aws_secret_access_key=self.secret_key,
                config=_CONFIG,
            )
        return self._clients[service]

    def in_region(self, region: str) -> "Account":
        return Account(self._endpoint, self.id, region, self.access_key, self.secret_key)
