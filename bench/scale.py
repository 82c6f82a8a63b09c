#!/usr/bin/env python3
"""EnumerateImages and its plan for ever more images, before an ECR and a DynamoDB that answer at once.

    bench/scale.py [--images N ...] [--write] PACKAGE

The function of a package runs in a process of its own, with the heap that it has on Lambda in the memory that the
template gives it, and is invoked as the workflow does, until nothing is left to plan. All repositories have 25 tags.
Fails where a limit of AWS is not kept: the memory and the time of the function, 256 KiB of state, 25,000 events of an
execution's history. The events are not counted: there are at most so many if no state is tried again
and no other run is waited for.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import tables  # noqa: E402
from function import ROOT, Function, Package  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402
from stand_in import StandIn  # noqa: E402

TEMPLATE = yaml_parse((ROOT / "template.yaml").read_text())
FUNCTION = TEMPLATE["Resources"]["EnumerateImagesFunction"]["Properties"]
MEMORY_MB = TEMPLATE["Mappings"]["FunctionPackage"]["jvm"]["LargeMemory"]
LIMIT_S = FUNCTION["Timeout"]
IMAGES_AT_A_TIME = FUNCTION["Environment"]["Variables"]["IMAGES_AT_A_TIME"]
STATE_BYTES = 262_144  # https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
EVENTS = 25_000  # the same page
# At most, of the workflow in the template: a task has 5, a Distributed Map 6 (it is entered and exited; it and its run
# start and succeed), any other state 2; an execution has one more at either end.
EVENTS_OF_RUN, EVENTS_OF_PART = 2 + 5 + 2 * 5, 5 + 2 + 6 + 2 + (2 + 6 + 2)
LISTS = ("DescribeRepositories", "ListImages", "DescribeImages")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="a function.zip")
    parser.add_argument("--images", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as directory:
        package = Package(options.package, directory)
        for images in options.images:
            for copied, case in ((True, "unchanged"), (False, "all new")):
                print(f"{time.strftime('%H:%M:%S')} {images:,} images, {case}", file=sys.stderr, flush=True)
                rows.append([f"{images:,}", case, *planned(package, StandIn(images, copied), images)])
    header = ["images", "case", "time", "an image", "invocations", "the longest", "memory", "list calls", "items written",
              "batches", "largest state", "events"]
    limits = (f"Limits: {LIMIT_S} s an invocation, {MEMORY_MB} MB, {STATE_BYTES // 1024} KB of state, {EVENTS:,} events. "
              f"{'Native' if package.native else 'JVM'} package; {os.cpu_count()} cores, "
              f"load {os.getloadavg()[0]:.1f} at the end.")
    tables.show("scale", header, rows, options.write, limits)


def planned(package: Package, aws: StandIn, images: int) -> list[str]:
    times, states, batches, progress = [], [], 0, None
    more = {"IMAGES_AT_A_TIME": str(IMAGES_AT_A_TIME)}
    with Function(package, "enumerateImages", MEMORY_MB, LIMIT_S, aws.address, **more) as function:
        while True:
            event = {"execution": "arn:aws:states:eu-west-1:123456789012:execution:replicator:bench",
                     "startedAt": "2026-01-01T00:00:00Z", "input": {"startedBy": "schedule"}, "progress": progress}
            text, seconds = function.invoke(event)
            answer = json.loads(text)
            times.append(seconds)
            states.append(len(text))
            batches += len(answer["batches"]) + len(answer["further"])
            progress = answer["progress"]
            if not progress:
                break
        memory = function.most_resident() / 1e6
    expected = 0 if aws.has_copies else images
    events = EVENTS_OF_RUN + EVENTS_OF_PART * len(times)
    assert aws.written == expected + batches, f"{aws.written} items for {expected} images in {batches} batches"
    assert memory < MEMORY_MB and max(times) < LIMIT_S, f"{memory:.0f} MB, {max(times):.0f} s"
    assert max(states) < STATE_BYTES and events < EVENTS, f"{max(states)} bytes, {events} events"
    lists = sum(aws.calls[name] for name in LISTS)
    return [f"{sum(times):.1f} s", f"{sum(times) / images * 1e6:.0f} µs", str(len(times)), f"{max(times):.1f} s",
            f"{memory:.0f} MB", f"{lists:,}", f"{aws.written:,}", f"{batches:,}", f"{max(states) / 1024:.1f} KB",
            f"{events:,}"]


if __name__ == "__main__":
    main()
