#!/usr/bin/env python3
"""What a run costs and how long it takes: a model, beside the system that this one replaces.

    bench/cost-model.py [--write]

Nothing here is measured. Assumptions and prices stand below with their source; what the template holds (secrets,
alarms, metrics) is counted in it. Left out because both systems have it: storage in ECR and data transfer. Left out because it
favours us: layers that are there already. Left out because it is below a cent: logs, e-mail, EventBridge and, up to
some 10,000 images, the storage of the tables with its point-in-time recovery. No free tier is used, except that of three
dashboards an account; each further one costs $3 a month.
"""

import argparse
import math
import re
import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

sys.path.insert(0, str(Path(__file__).parent))
import tables  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent

VCPU, GB = 0.5, 1  # a task; the default of both
# us-east-1, dollars. Ours runs on ARM, as its defaults say, the replaced system (OLD_...) on x86.
# https://aws.amazon.com/fargate/pricing/: Linux, per second, a minute at least.
TASK_SECOND = (VCPU * 0.03238 + GB * 0.00356) / 3600
OLD_TASK_SECOND = (VCPU * 0.04048 + GB * 0.004445) / 3600
IPV4_SECOND = 0.005 / 3600  # https://aws.amazon.com/vpc/pricing/: a public address
TRANSITION = 0.025 / 1000  # https://aws.amazon.com/step-functions/pricing/: Standard
INVOCATION = 0.20 / 1e6  # https://aws.amazon.com/lambda/pricing/
GB_SECOND, OLD_GB_SECOND = 0.0000133334, 0.0000166667  # the same page
WRITE = 0.625 / 1e6  # https://aws.amazon.com/dynamodb/pricing/on-demand/: up to 1 KB
READ = 0.125 / 1e6  # the same page: up to 4 KB
SECRET_MONTH = 0.40  # https://aws.amazon.com/secrets-manager/pricing/
ALARM_MONTH = 0.10  # https://aws.amazon.com/cloudwatch/pricing/: standard resolution
METRIC_HOUR = 0.30 / 730  # the same page: a custom metric, for the hours in which it is written

AT_ONCE = 10  # tasks; the default of both
TASK_START_S = 40  # from RunTask to the first request; billed from the pull of its image on
# The only figure its makers published for the replaced system: 27 images, 3 GB, 2,200 Fargate seconds.
COPY_S = 2200 / 27 - TASK_START_S  # of one image; the same for both systems
LOOK_S = 5  # a copy that finds every layer there
REPOSITORY = 25  # tags
LIST_CALL_S = 0.1  # a page of ListImages; one a repository and side, both sides at the same time
LISTINGS_AT_ONCE = 16  # on each side: replicator.wiring.Enumerating
CAPACITY, END_OF_LINE = 7_892, 2  # replicator.ecs.CopyList
# Images, a line each of digest and tag; repositories stay whole: four of them, and their names. bench/scale.py finds the same.
BATCH = CAPACITY // (REPOSITORY * (64 + 1 + 8 + END_OF_LINE)) * REPOSITORY
IMAGES_A_TASK = 10  # replicator.plan.BatchPacker: fewer share a task, however many tasks may run
WRITES, READS = 4, 4  # an image: PENDING, COPYING, its outcome, its part of a batch's record; and their reading
CALL_S, CALL_GB, PLAN_GB = 3.0, 0.5, 2  # an invocation; the memory of EnumerateImages is the larger one
CHECK_S = 900  # taskCheckSeconds: LaunchCopy is entered again and looks at the task
STATES, BATCH_STATES = 9, 5  # entered by a run, and by a batch without further looks
OLD_STATES, OLD_CALLS = 6, 2  # entered and called by each tag
OLD_LIMIT = 3_500  # tags; then its execution's history has 25,000 events


def ours(images: int, changed: int) -> tuple[int, float, float]:
    """Tasks, seconds and dollars of one run."""
    rounds = math.ceil(changed / BATCH / AT_ONCE)
    batches = min(rounds * AT_ONCE, math.ceil(changed / IMAGES_A_TASK))
    listing_s = math.ceil(images / REPOSITORY) * LIST_CALL_S / LISTINGS_AT_ONCE
    copying_s = rounds * TASK_START_S + changed * COPY_S / min(AT_ONCE, batches) if batches else 0
    task_s = batches * TASK_START_S + changed * COPY_S
    looks = batches * math.floor(task_s / batches / CHECK_S) if batches else 0
    calls = 1 + 3 * batches + looks  # SummarizeRun; PrepareBatch, LaunchCopy and CompleteCopy; LaunchCopy again
    dollars = (
        max(60 * batches, task_s) * (TASK_SECOND + IPV4_SECOND)
        + (STATES + BATCH_STATES * batches + looks) * TRANSITION
        + (1 + calls) * INVOCATION
        + ((listing_s + CALL_S) * PLAN_GB + calls * CALL_S * CALL_GB) * GB_SECOND
        + (10 + WRITES * changed) * WRITE + (10 + READS * changed) * READ
    )
    return batches, 2 * CALL_S + listing_s + copying_s, dollars


def replaced(images: int, changed: int) -> tuple[int, float, float]:
    task_s = changed * (TASK_START_S + COPY_S) + (images - changed) * max(60, TASK_START_S + LOOK_S)
    wall_s = (changed * (TASK_START_S + COPY_S) + (images - changed) * (TASK_START_S + LOOK_S)) / AT_ONCE
    each = OLD_STATES * TRANSITION + OLD_CALLS * (INVOCATION + CALL_S * CALL_GB * OLD_GB_SECOND) + WRITE
    return images, wall_s, task_s * (OLD_TASK_SECOND + IPV4_SECOND) + images * each


def metrics() -> int:
    """The stack's own; its dashboard shows all of them."""
    return len(set(re.findall(r'"ECRReplicator", "(\w+)"', (ROOT / "template.yaml").read_text())))


def fixed() -> tuple[int, int, float]:
    """Secrets, alarms and what they cost a month."""
    kinds = [one["Type"] for one in yaml_parse((ROOT / "template.yaml").read_text())["Resources"].values()]
    secrets, alarms = kinds.count("AWS::SecretsManager::Secret"), kinds.count("AWS::CloudWatch::Alarm")
    return secrets, alarms, secrets * SECRET_MONTH + alarms * ALARM_MONTH


def duration(seconds: float) -> str:
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def dollars(amount: float) -> str:
    return f"${amount:,.2f}" if amount >= 0.1 else f"${amount:.4f}"


def row(images: int, share: float) -> list[str]:
    changed = math.ceil(images * share)
    tasks, seconds, cost = ours(images, changed)
    cells = [f"{images:,}", f"{share:.0%}", f"{tasks:,}", duration(seconds), dollars(cost)]
    if images > OLD_LIMIT:
        return [*cells, "-", "-", "-"]
    tasks, seconds, cost = replaced(images, changed)
    return [*cells, f"{tasks:,}", duration(seconds), dollars(cost)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    secrets, alarms, standing = fixed()
    month = 30 * ours(1_000, 0)[2]
    shown = 30 * metrics() * METRIC_HOUR
    note = (
        f"A month of 1,000 images that do not change, looked at daily: {dollars(standing + month + shown)}, of which "
        f"{dollars(standing)} are fixed (secrets: {secrets}, alarms: {alarms}), {dollars(month)} are the 30 runs, and "
        f"{dollars(shown)} the metrics (of their own: {metrics()}) of the 30 hours in which they are written. "
        f"The replaced system: {dollars(30 * replaced(1_000, 0)[2])}."
    )
    sizes = (100, 1_000, 10_000, 100_000, 1_000_000)
    rows = [row(images, share) for images in sizes for share in (0, 0.01, 1)]
    header = ["images", "changed", "tasks", "time", "a run", "replaced: tasks", "time", "a run"]
    tables.show("cost-model", header, rows, options.write, note)


if __name__ == "__main__":
    main()
