"""The emulated AWS as a process in the background."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import boto3
from machine import accounts, addresses
from machine.namespace import Namespace

from .account import Account

LOCAL = Path(__file__).resolve().parent.parent
START_LIMIT_S = 120
STOP_LIMIT_S = 60


class Server:
    """Its log is server.log, in the run directory."""

    def __init__(self, run_dir: Path, endpoint: str, process: subprocess.Popen, region: str):
        self.run_dir = run_dir
        self.endpoint = endpoint
        self.process = process
        self.home = Account(endpoint, accounts.HOME, region, "local", "local")

    @staticmethod
    def start(run_dir, registries=(), region="eu-west-1", options=(), port: int = 0) -> "Server":
        """Answers when it does; `options` are further ones of `python -m aws`. Ports and addresses are free ones."""
        run_dir = Path(run_dir).resolve()
        run_dir.mkdir(parents=True, exist_ok=True)
        port = port or addresses.free_port()
        command = [sys.executable, "-m", "aws", "--run-dir", str(run_dir), "--port", str(port), "--region", region]
        command += ["--front-address", addresses.loopback()]
        for registry in registries:
            command += ["--registry", registry]
        command += options
        with open(run_dir / "server.log", "w") as log:
            process = subprocess.Popen(command, cwd=LOCAL, stdout=log, stderr=log, start_new_session=True)
        server = Server(run_dir, f"http://127.0.0.1:{port}", process, region)
        try:
            server._wait_until_ready()
        except BaseException:  # Ctrl-C, too, leaves nothing running
            server.stop()
            raise
        return server

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends its registries, functions and tasks, too."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def control(self, method: str, path: str, body: dict | None = None):
        """One of the endpoints /local/...; raises for everything but 200."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.endpoint}/local/{path}", data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} /local/{path}: {error.code} {error.read().decode()}") from None

    def account(self, number: str, region: str | None = None, may: list[str] | None = None) -> Account:
        """An access key of its own in an account; an administrator's unless `may` names the actions."""
        region = region or self.home.region
        iam = boto3.client(
            "iam", endpoint_url=self.endpoint, region_name=region,
            aws_access_key_id="local", aws_secret_access_key="local",
        )

        def in_account(request, **_):
            request.headers["x-moto-account-id"] = number

        iam.meta.events.register("before-send.iam", in_account)
        user = f"user-{os.urandom(4).hex()}"
        iam.create_user(UserName=user)
        if may is not None:
            statement = {"Effect": "Allow", "Action": may, "Resource": "*"}
            document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
            iam.put_user_policy(UserName=user, PolicyName="may", PolicyDocument=document)
        key = iam.create_access_key(UserName=user)["AccessKey"]
        return Account(self.endpoint, number, region, key["AccessKeyId"], key["SecretAccessKey"])

    def run(self, *command: str, **arguments) -> subprocess.CompletedProcess:
        """Runs a command among the registries' production names; raises when it fails."""
        namespace = Namespace(str(self.run_dir))
        environment = {**os.environ, **namespace.environment()}
        return subprocess.run(namespace.command([*command]), env=environment, check=True, text=True, **arguments)

    def _wait_until_ready(self) -> None:
        deadline = time.time() + START_LIMIT_S
        while True:
            try:
                self.control("GET", "health")
                return
            except OSError:
                if self.process.poll() is None and time.time() < deadline:
                    time.sleep(0.1)
                    continue
            tail = (self.run_dir / "server.log").read_text()[-3000:]
            raise RuntimeError(f"the server did not start; {self.run_dir}/server.log ends with:\n{tail}")
