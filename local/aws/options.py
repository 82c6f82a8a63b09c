"""The command line of `python -m aws`, and the environment that follows from it."""

import argparse
import os
import tempfile

from machine import environment

from .settings import DUMMY_CREDENTIALS, settings


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="aws", description="AWS on one machine; SIGTERM ends it.")
    add = parser.add_argument
    add("--run-dir", help="logs, unpacked code, registries' data (default: a new temporary directory)")
    add("--port", type=int, default=4566, help="of the AWS endpoint, on 127.0.0.1 (default: 4566)")
    add("--region", default=settings.region)
    add("--registry", action="append", default=[], metavar="NAME",
        help="ACCOUNT/REGION (an ECR registry), HOST/bearer (token service, as Docker Hub), HOST/basic:USER:PASSWORD, "
        "or another one of README.md's; may be repeated")
    add("--front-address", default="127.0.0.11", help="of the first registry; the next one's is one more")
    add("--wait-scale", type=float, default=1, help="factor of Step Functions' Retry intervals and Waits")
    add("--max-environments", type=int, default=20, help="of one Lambda function at once (default: 20)")
    add("--java-home", default=os.environ.get("JAVA_HOME", ""), help="JDK of java* functions (default: $JAVA_HOME)")
    add("--iam", action="store_true", help="check calls against the caller's role")
    return parser.parse_args()


def apply(args: argparse.Namespace) -> None:
    """Before moto is imported, which reads its environment then."""
    settings.run_dir = os.path.abspath(args.run_dir or tempfile.mkdtemp(prefix="local-aws-"))
    os.makedirs(settings.run_dir, exist_ok=True)
    settings.endpoint = f"http://127.0.0.1:{args.port}"
    settings.region = args.region
    settings.wait_scale = args.wait_scale
    settings.max_environments = args.max_environments
    settings.java_home = args.java_home
    environment.clean()
    os.environ.update(
        DUMMY_CREDENTIALS,
        AWS_DEFAULT_REGION=args.region,
        AWS_EC2_METADATA_DISABLED="true",
        MOTO_DISABLE_GLOBAL_CORS="true",
        MOTO_PORT=str(args.port),
    )
