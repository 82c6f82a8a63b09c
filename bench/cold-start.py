#!/usr/bin/env python3
"""Cold starts of function packages, side by side: a native one and one for the JVM.

    bench/cold-start.py [--starts N] [--write] PACKAGE...

Each start is a new process of settleRun, whose beans take in most of the SDK's clients. The event is a run that wrote
nothing down: the function asks DynamoDB (answered at once) twice and ends. Medians of N starts, the first start of each
package left out since it fills the page cache:

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
import tables  # noqa: E402
from function import Function, Package  # noqa: E402
from stand_in import StandIn  # noqa: E402

MEMORY_MB = 1024
LIMIT_S = 60
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


def measured(zipped: Path, starts: int) -> list[str]:
    aws = StandIn(images=0, has_copies=False)
    with tempfile.TemporaryDirectory() as directory:
        package = Package(zipped, directory)
        runs = [start(package, aws) for _ in range(starts + 1)][1:]
    started, answered, following, processors, memory = (median(run[i] for run in runs) for i in range(5))
    return [
        "native" if package.native else "JVM",
        f"{zipped.stat().st_size / 1e6:.1f} MB",
        f"{started * 1e3:.0f} ms",
        f"{answered * 1e3:.0f} ms",
        f"{following * 1e3:.0f} ms",
        f"{processors:.2f} s",
        f"{memory / 1e6:.0f} MB",
    ]


def start(package: Package, aws: StandIn) -> tuple[float, ...]:
    with Function(package, "settleRun", MEMORY_MB, LIMIT_S, aws.address) as function:
        _, first_s = function.invoke(EVENT)
        _, next_s = function.invoke(EVENT)
        return (function.started_s, function.started_s + first_s, next_s,
                function.processors_s(), function.most_resident())


if __name__ == "__main__":
    main()
