"""How Lambda would start a function of a package, and what the template would tell it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "local" / "java" / "target" / "runtime"
INTERFACE_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
# What Lambda's own Java runtimes start with, as far as it is public.
JAVA_OPTIONS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
HEAP_SHARE = 0.8
BLANK = (
    "IMAGES_TABLE RUNS_TABLE REGISTRY_AUTH_SECRET CLUSTER TASK_DEFINITION SUBNETS SECURITY_GROUP TASK_LOG_GROUP "
    "ALARM_TOPIC STACK_NAME destTags srcCredential destCredential srcRoleArn destRoleArn"
).split()


def of(package: Path, directory: str, memory_mb: int) -> list[str]:
    """Unpacks it there; the command of a native package is one word."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(directory)
    bootstrap = Path(directory) / "bootstrap"
    if bootstrap.exists():
        bootstrap.chmod(0o755)
        return [str(bootstrap)]
    home = subprocess.run([ROOT / "scripts" / "find-jdk.sh"], capture_output=True, text=True, check=True).stdout.strip()
    if not RUNTIME.is_dir():
        sys.exit("local/java/target/runtime is missing: mvn -f local/java/pom.xml package")
    classes = f"{directory}:{directory}/lib/*:{RUNTIME}/*"
    heap = f"-Xmx{int(memory_mb * HEAP_SHARE)}m"
    return [f"{home}/bin/java", *JAVA_OPTIONS, heap, "-cp", classes, INTERFACE_CLIENT, HANDLER]


def variables(aws: str, handler: str, memory_mb: int, directory: str) -> dict[str, str]:
    """`aws` is the endpoint of all its services, `directory` the unpacked package."""
    return {
        **{name: "" for name in BLANK},
        "PATH": os.environ["PATH"],
        "AWS_ENDPOINT_URL": aws,
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(memory_mb),
        "QUARKUS_LAMBDA_HANDLER": handler,
        "DISABLE_SIGNAL_HANDLERS": "true",
        "LAMBDA_TASK_ROOT": directory,
        "ASSIGN_PUBLIC_IP": "ENABLED",
        "sourceType": "Amazon_ECR", "srcRegion": "us-west-2", "srcList": "ALL", "STACK_ACCOUNT_ID": "123456789012",
        "destPrefix": "mirror", "maxConcurrency": "10", "taskCheckSeconds": "900", "taskParallelCopies": "4",
        "putImageRate": "10", "useSpot": "DISABLED", "copyTimeoutMinutes": "60", "registryAddresses": "ANY",
        "destScanOnPush": "DISABLED", "destTagMutability": "MUTABLE",
        "TASK_CPU": "512", "TASK_MEMORY": "1024", "TASK_ARCHITECTURE": "ARM64",
    }
