"""Shows the last runs of a stack, and which images are behind or failed, and why: `python3 status --stack NAME`.

Uses the credentials and the region of the AWS CLI's environment; AWS_ENDPOINT_URL points it to an emulated AWS.
"""

import argparse
import json
import os
import sys

try:
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    print("status: this Python has no boto3: `pip install boto3`, or `make setup`, then `make status`", file=sys.stderr)
    sys.exit(2)

from follow import follow
from report import report
from stack import Stack, StackNotFound
from table import render


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="status", description=__doc__.splitlines()[0])
    parser.add_argument("--stack", required=True, metavar="NAME", help="name of the deployed stack")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how many of the last runs (5)")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")
    parser.add_argument("--follow", action="store_true", help="show the run in progress until it has ended")
    return parser.parse_args()


def main() -> int:
    """The exit code. 0: the stack is well, as report.py defines it; 1: it is not; 2: unknown; 130: interrupted."""
    given = arguments()
    try:
        # boto3 itself reads AWS_DEFAULT_REGION only
        stack = Stack.find(given.stack, boto3.Session(region_name=os.environ.get("AWS_REGION") or None))
        if given.follow:
            follow(stack, sys.stderr)
        found = report(stack, given.runs)
    except (StackNotFound, ClientError, BotoCoreError) as error:
        print(f"status: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    print(json.dumps(found, indent=2) if given.json else render(found))
    return 0 if found["well"] else 1


if __name__ == "__main__":
    sys.exit(main())
