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
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
import commands  # noqa: E402
import tables  # noqa: E402
from runtime_api import RuntimeApi  # noqa: E402

MEMORY_MB = 1024
EVENT = {
    "detail-type": "Step Functions Execution Status Change",
    "detail": {
        "executionArn": "arn:aws:states:eu-west-1:123456789012:execution:replicator:bench",
        "startDate": 1767225600000,
        "status": "ABORTED",
    },
}


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
        command = commands.of(package, directory, MEMORY_MB)
        native = len(command) == 1
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


def start(command: list[str], directory: str) -> tuple[float, ...]:
    api = RuntimeApi([EVENT, EVENT])
    variables = commands.variables(f"http://{api.address}", "settleRun", MEMORY_MB, directory)
    variables["AWS_LAMBDA_RUNTIME_API"] = api.address
    return api.drive(command, variables, directory)


if __name__ == "__main__":
    main()
