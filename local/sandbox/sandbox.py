"""What has to be there before the stack is deployed: accounts, registries, an ECS cluster, a network, a package."""

import os
import platform
import subprocess
import zipfile
from pathlib import Path

from machine import accounts
from machine.package import RUNTIME
from stack import Server, Stack

from .ecr import EcrRegistry
from .replicator import Replicator

ROOT = Path(__file__).resolve().parent.parent.parent
CODE_URI = "functions/target/function.zip"
NATIVE = "build/native/functions/target/function.zip"
# Another one is tried by naming it, such as NATIVE.
PACKAGE = ROOT / os.environ.get("LOCAL_PACKAGE", CODE_URI)

HOME_REGION = "eu-west-1"
SOURCE_REGION = "us-west-2"
CLUSTER = "replication"
# The waits between retries and looks; on AWS they are made for outages of minutes.
WAIT_SCALE = "0.02"
# Each is a JVM, and there may be two cores.
ENVIRONMENTS = "2"


class Sandbox:
    """`source` is the ECR of another region, `destination` that of the stack's account and region."""

    def __init__(self, server: Server, source: EcrRegistry):
        self.server = server
        self.source = source
        self.destination = EcrRegistry(server, server.home)
        server.home.client("ecs").create_cluster(clusterName=CLUSTER)
        self._network = _network(server)

    @staticmethod
    def start(run_dir: Path, source_account: str = "", registries: tuple[str, ...] = (), port: int = 0,
              region: str = HOME_REGION) -> "Sandbox":
        """`registries` are further ones, as `python -m aws --registry` has them.

        The source is another account's when that is given, as it is when the stack's region is in another partition.
        """
        own = [f"{source_account or accounts.HOME}/{SOURCE_REGION}", f"{accounts.HOME}/{region}"]
        options = ["--iam", "--wait-scale", WAIT_SCALE, "--max-environments", ENVIRONMENTS]
        options += ["--java-home", _java_home()]
        server = Server.start(run_dir, [*own, *registries], region, options, port)
        try:
            if source_account:
                account = server.account(source_account, SOURCE_REGION)
            else:
                account = server.home.in_region(SOURCE_REGION)
            return Sandbox(server, EcrRegistry(server, account))
        except BaseException:
            server.stop()
            raise

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_) -> None:
        self.server.stop()

    def deploy(self, stack_name: str = "replicator", **parameters) -> Replicator:
        """What is not named has the template's default, or comes from the sandbox. Raises what AWS answers."""
        values = {**self._network, **_package_parameters(), **parameters}
        stack = Stack.create(self.server, stack_name, ROOT / "template.yaml", values, {CODE_URI: PACKAGE})
        return Replicator(self, stack)

    def forget_counts(self) -> None:
        """Of tasks and of what registries were asked; a Run counts from here."""
        self.server.control("DELETE", "ecs-counts")
        self.server.control("DELETE", "registry-accesses")

    def put_credential(self, name: str, value: str) -> None:
        ssm = self.server.home.client("ssm")
        ssm.put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)


def _java_home() -> str:
    """Blank if there is none, which only a package for the JVM needs."""
    found = subprocess.run([ROOT / "scripts" / "find-jdk.sh"], capture_output=True, text=True)
    return found.stdout.strip()


def _network(server: Server) -> dict[str, str]:
    ec2 = server.home.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    first, second = (one["SubnetId"] for one in subnets[:2])
    return {"ecsClusterName": CLUSTER, "ecsVpcId": vpc, "ecsSubnetA": first, "ecsSubnetB": second}


def _package_parameters() -> dict[str, str]:
    """Those that say what function.zip holds."""
    if not PACKAGE.exists():
        raise FileNotFoundError(f"{PACKAGE} is missing: `make build` makes {CODE_URI}, `make {NATIVE}` a native one")
    with zipfile.ZipFile(PACKAGE) as package:
        native = "bootstrap" in package.namelist()
    if not native and not RUNTIME.is_dir():
        raise FileNotFoundError(f"{RUNTIME.relative_to(ROOT)} is missing: `make demo` and `make test` make it")
    architecture = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")
    return {"functionPackage": "native" if native else "jvm", "functionArchitecture": architecture}
