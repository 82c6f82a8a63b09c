#!/usr/bin/env python3
"""Copies one corpus in four ways between two registries of this machine, and counts what each takes.

    bench/replication.py [--repositories N] [--tags N] [--scale X] [--write]

(a) a `skopeo copy --all` process for each tag, 10 at once: the replaced system
(b) `skopeo sync --all` for each repository, 10 at once
(c) ours: the deployed stack on the emulated AWS, with its functions, its plan and copy-images.sh, 10 tasks at once
(d) the limit: each missing blob moved once, by plain HTTP

in three cases: everything new, unchanged, 1 % of the tags changed. All go through the same fronts, which log each
request. Bytes are of blobs sent to the destination, as a multiple of (d)'s. Times are of this machine, and within one
run only; (c)'s are of whole runs, with the functions' starts and the emulated workflow, but without Fargate's.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "local")]
import tables  # noqa: E402
from corpus import Corpus, blobs  # noqa: E402
from counts import Traffic  # noqa: E402
from images import Layer, image  # noqa: E402
from rivals import AT_ONCE, Rivals  # noqa: E402
from sandbox import Replicator, Sandbox  # noqa: E402

LIMIT_S = 3_600
MANY = 1_000_000
NAMES = {"a": "(a) copy a tag", "b": "(b) sync", "c": "(c) ours", "d": "(d) the limit"}


class Bench:
    def __init__(self, sandbox: Sandbox, corpus: Corpus, work: Path):
        self.sandbox = sandbox
        self.corpus = corpus
        self.rivals = Rivals(sandbox, work)
        self.sizes: dict[str, int] = {}
        self.tags: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        sandbox.source.push("warm/up", "1", image([Layer("warm up")]))
        self.replicator: Replicator = sandbox.deploy(
            "bench", srcRegion=sandbox.source.region, srcList="ALL", destPrefix="c", maxConcurrency=AT_ONCE)
        self._must_succeed(self.replicator.first_run())

    def run(self) -> None:
        everything = list(self.corpus.images())
        self.tags = [(repository, tag) for repository, tag, _ in everything]
        for repository in sorted({repository for repository, _ in self.tags}):
            for way in "abd":
                self.sandbox.destination.create(f"{way}/{repository}")
        self._case("everything new", everything)
        self._case("unchanged", [])
        self._case("1 % changed", list(self.corpus.changes(0.01)))

    def _case(self, case: str, pushed: list) -> None:
        missing: dict[str, list] = {}
        for repository, tag, what in pushed:
            self.sandbox.source.push(repository, tag, what)
            self.sizes.update(blobs(what))
            missing.setdefault(repository, []).append((tag, what))
        least = self._measured(case, "d", lambda: self.rivals.limit("d", missing), 0)
        self.rows[-1][-2] = "1.00" if least else "-"
        self._measured(case, "a", lambda: self.rivals.a_process_a_tag("a", self.tags), least)
        self._measured(case, "b", lambda: self.rivals.sync_a_repository("b", self.tags), least)
        self._measured(case, "c", lambda: self._must_succeed(self.replicator.run(LIMIT_S)), least)
        for repository, tag in self.tags:
            digests = [self.sandbox.source.digest(repository, tag)]
            digests += [self.sandbox.destination.digest(f"{way}/{repository}", tag) for way in "abcd"]
            assert len(set(digests)) == 1, f"{repository}:{tag}: {digests}"

    def _measured(self, case: str, way: str, copy, least: int) -> int:
        """Answers the bytes sent."""
        print(f"{case}: {NAMES[way]} ...", file=sys.stderr)
        server = self.sandbox.server
        server.control("DELETE", "registry-accesses")
        # A fault without effect, but counted.
        server.control("POST", "api-faults", {"faults": [{"service": "ecr", "times": MANY, "delay_s": 0}]})
        begin = time.monotonic()
        ended = copy()
        seconds = time.monotonic() - begin
        (left,) = server.control("DELETE", "api-faults")
        traffic = Traffic.of(server.control("GET", "registry-accesses"), self.sizes)
        tasks = ended.tasks if way == "c" else len(self.tags) if way == "a" else "-"
        self.rows.append([
            f"{case}, {NAMES[way]}", str(tasks), f"{MANY - left['times']:,}", f"{traffic.requests:,}",
            f"{traffic.requests / len(self.tags):.2f}", str(traffic.heads), str(traffic.gets), str(traffic.puts),
            f"{traffic.sent / 1e6:.2f} MB", f"{traffic.sent / least:.2f}" if least else "-", f"{seconds:.1f} s",
        ])
        return traffic.sent

    @staticmethod
    def _must_succeed(run):
        if run.status != "SUCCEEDED":
            raise SystemExit(f"the run of our stack: {run.status} {run.cause}")
        return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repositories", type=int, default=40)
    parser.add_argument("--tags", type=int, default=25)
    parser.add_argument("--scale", type=float, default=1.0, help="of the layers' sizes")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    corpus = Corpus(options.repositories, options.tags, options.scale)
    with tempfile.TemporaryDirectory() as work, Sandbox.start(Path(work) / "run") as sandbox:
        bench = Bench(sandbox, corpus, Path(work))
        bench.run()
    note = (f"{options.repositories} repositories of {options.tags} tags, scale {options.scale:g}; "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end.")
    header = ["case and way", "tasks", "ECR calls", "requests", "a tag", "HEAD", "GET", "PUT", "sent", "of (d)", "time"]
    tables.show("replication", header, bench.rows, options.write, note)


if __name__ == "__main__":
    main()
