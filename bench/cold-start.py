#!/usr/bin/env python3
"""Cold starts of function packages, side by side: a native one and one for the JVM.

    bench/cold-start.py [--starts N] [--write] PACKAGE...

Each start is a new process of settleRun, whose beans take in most of the SDK's clients, before a Runtime API of this
script's own. The event is a run that wrote nothing down: the function asks DynamoDB (answered here, at once) twice and
ends. Medians of N starts, the first start of each package left out since it fills the page cache:

    started      from the start of the process until it asks for its first event
    answered     from the start of the process until it has answered it
    next event   a second event in the same process
    processors   seconds of a core for all of it: other load on the machine hardly touches it
    memory       the most it had resident (VmHWM)
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
import tables  # noqa: E402
from runtime_api import RuntimeApi  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "local" / "java" / "target" / "runtime"
INTERFACE_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
# What Lambda's own Java runtimes start with, as far as it is public; the heap for a function of 1,024 MB.
JAVA_OPTIONS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx819m"]
EVENT = {
    "detail-type": "Step Functions Execution Status Change",
    "detail": {
        "executionArn": "arn:aws:states:eu-west-1:123456789012:execution:replicator:bench",
        "startDate": 1767225600000,
        "status": "ABORTED",
    },
}
STACK = (
    "STACK_NAME IMAGES_TABLE RUNS_TABLE REGISTRY_AUTH_SECRET CLUSTER TASK_DEFINITION SUBNETS SECURITY_GROUP "
    "TASK_LOG_GROUP ALARM_TOPIC destPrefix destTags srcCredential destCredential srcRoleArn destRoleArn"
).split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="+", type=Path, metavar="PACKAGE", help="a function.zip")
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    rows = [measured(package, options.starts) for package in options.packages]
    header = ["package", "zip", "started", "answered", "next event", "processors", "memory"]
    note = f"{options.starts} starts each; {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    tables.show("cold-start", header, rows, options.write, note)


def measured(package: Path, starts: int) -> list[str]:
    with tempfile.TemporaryDirectory() as directory:
        with zipfile.ZipFile(package) as archive:
            archive.extractall(directory)
        bootstrap = Path(directory) / "bootstrap"
        native = bootstrap.exists()
        if native:
            bootstrap.chmod(0o755)
        command = [str(bootstrap)] if native else java(directory)
        runs = [start(command, directory) for _ in range(starts + 1)][1:]
    started, answered, following, processors, memory = (median(run[i] for run in runs) for i in range(5))
    return [
        "native" if native else "JVM",
        f"{package.stat().st_size / 1e6:.1f} MB",
        f"{started * 1e3:.0f} ms",
        f"{answered * 1e3:.0f} ms",
        f"{following * 1e3:.0f} ms",
        f"{processors:.2f} s",
        f"{memory / 1e6:.0f} MB",
    ]


def java(directory: str) -> list[str]:
    home = subprocess.run([ROOT / "scripts" / "find-jdk.sh"], capture_output=True, text=True, check=True).stdout.strip()
    if not RUNTIME.is_dir():
        sys.exit("local/java/target/runtime is missing: mvn -f local/java/pom.xml package")
    classes = f"{directory}:{directory}/lib/*:{RUNTIME}/*"
    return [f"{home}/bin/java", *JAVA_OPTIONS, "-cp", classes, INTERFACE_CLIENT, HANDLER]


def start(command: list[str], directory: str) -> tuple[float, ...]:
    api = RuntimeApi([EVENT, EVENT])
    variables = {
        **{name: "" for name in STACK},
        "PATH": os.environ["PATH"],
        "AWS_LAMBDA_RUNTIME_API": api.address,
        "AWS_ENDPOINT_URL": f"http://{api.address}",
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
        "QUARKUS_LAMBDA_HANDLER": "settleRun",
        "DISABLE_SIGNAL_HANDLERS": "true",
        "LAMBDA_TASK_ROOT": directory,
        "ASSIGN_PUBLIC_IP": "ENABLED",
        "sourceType": "Amazon_ECR", "srcRegion": "us-west-2", "srcList": "ALL", "STACK_ACCOUNT_ID": "123456789012",
        "maxConcurrency": "10", "taskCheckSeconds": "900", "taskParallelCopies": "2", "copyTimeoutMinutes": "60",
        "registryAddresses": "ANY", "destScanOnPush": "DISABLED", "destTagMutability": "MUTABLE",
    }
    return api.drive(command, variables, directory)


if __name__ == "__main__":
    main()
