#!/usr/bin/env python3
"""Copies one corpus in four ways between registries of this machine, and counts what each takes.

    bench/replication.py [--repositories N] [--tags N] [--scale X] [--cases CASE ...] [--delay MS] [--write]

(a) a `skopeo copy --all` process for each tag, 10 at once: the replaced system by default
(b) `skopeo sync --all` for each repository, 10 at once; where everything is new also 40, as many as copies of (c)
(c) ours: the deployed stack on the emulated AWS, with its functions, its plan and copy-images.sh, 10 tasks at once,
    each of which copies 4 repositories at once
(d) the limit: each missing blob moved once, or each tag asked for once, by plain HTTP, 10 threads at once

in four cases: everything new, unchanged, 1 % of the tags changed, and unchanged in a registry that is no ECR. All go
through the same fronts, which log each request. Bytes are of blobs sent to the destination, as a multiple of (d)'s.
Times are of this machine, and within one run only. (c)'s are of whole executions, with the functions' starts and the
emulated workflow, but without Fargate's starts; putImageRate is out of the way, since (a) and (b) keep to no rate.
"""

import argparse
import base64
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "local")]
import tables  # noqa: E402
import targets  # noqa: E402
from corpus import Corpus, blobs, manifests  # noqa: E402
from images import Layer, Registry, image  # noqa: E402
from images.connection import behind  # noqa: E402
from measure import AT_ONCE, COPIES_A_TASK, HEADER, MANY, PROFILE_HEADER, WAYS, Measure, measured, profile  # noqa: E402
from rivals import Rivals  # noqa: E402
from sandbox import Run, Sandbox  # noqa: E402
from stack import end_as_by_ctrl_c, need_root  # noqa: E402
from targets import FEW, NEW, OTHER, SAME  # noqa: E402

CASES = {"new": NEW, "unchanged": SAME, "changed": FEW, "other": OTHER}
LIMIT_S = 3_600
SHORT = 5  # times that a way is measured which takes about a second and can be repeated
PRIVATE = "registry.example.com"
LOGIN = ("robot", "bench-password")
TOKEN = base64.b64encode(":".join(LOGIN).encode()).decode()


class Bench:
    def __init__(self, sandbox: Sandbox, corpus: Corpus, work: Path):
        self.sandbox = sandbox
        self.corpus = corpus
        self.rivals = Rivals(sandbox, work, {PRIVATE: TOKEN})
        self.sizes: dict[str, int] = {}
        self.tags: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        self.found: dict[tuple[str, str], Measure] = {}
        self.missing: dict[str, int] = {}
        sandbox.source.push("warm/up", "1", image([Layer("warm up")]))
        self.replicator = sandbox.deploy(
            "bench", srcRegion=sandbox.source.region, srcList="ALL", destPrefix="c", maxConcurrency=AT_ONCE,
            taskParallelCopies=COPIES_A_TASK, putImageRate=10_000)
        must_succeed(self.replicator.first_run())

    def run(self, cases: set[str], delay_s: float) -> None:
        """Everything is copied first, whichever cases follow."""
        everything = list(self.corpus.images())
        self.tags = [(repository, tag) for repository, tag, _ in everything]
        for repository in sorted({repository for repository, _ in self.tags}):
            for way in WAYS:
                if way != "c":
                    self.sandbox.destination.create(f"{way}/{repository}")
        changes = list(self.corpus.changes(0.01)) if FEW in cases else []
        for case, pushed in (NEW, everything), (SAME, []), (FEW, changes):
            if case in cases | {NEW}:
                self._case(case, pushed, delay_s)
        if OTHER in cases:
            self._other_registry(everything, changes, delay_s)

    def _case(self, case: str, pushed: list, delay_s: float) -> None:
        self._say(f"{case}: pushing {len(pushed)} tags")
        missing: dict[str, list] = {}
        for repository, tag, what in pushed:
            self.sandbox.source.push(repository, tag, what)
            self.sizes.update(blobs(what))
            missing.setdefault(repository, []).append((tag, what))
        self._delay(delay_s)
        self.missing[case] = len({(name, one) for name, _, what in pushed for one in manifests(what)})
        least = self._measured(case, "d", lambda: self.rivals.limit("d", missing))
        self._measured(case, "a", lambda: self.rivals.a_process_a_tag("a", self.tags), least)
        self._measured(case, "b", lambda: self.rivals.sync_a_repository("b", self.tags), least)
        if case == NEW:
            self._measured(case, "b-many", lambda: self.rivals.sync_a_repository("b-many", self.tags, MANY), least)
        self._measured(case, "c", lambda: must_succeed(self.replicator.run(LIMIT_S)), least, 1 if pushed else SHORT)
        self._delay(0)
        for repository in sorted({repository for repository, _ in self.tags}):
            wanted = self.sandbox.source.tags(repository)
            for way in (way for of, way in self.found if of == case):
                assert self.sandbox.destination.tags(f"{way}/{repository}") == wanted, f"{WAYS[way]}: {repository}"

    def _delay(self, seconds: float) -> None:
        """What is measured waits for each answer; what the bench pushes and looks at need not."""
        self.sandbox.server.control("DELETE", "faults")
        if seconds:
            delay = {"delay_s": seconds, "times": 1 << 60}
            self.sandbox.server.control("POST", "registry-faults", {"faults": [delay]})

    def _other_registry(self, everything: list, changes: list, delay_s: float) -> None:
        """The destination has it all, under the names of (d) and (a)."""
        self._say(f"{OTHER}: pushing {len(everything)} tags")
        changed = {(repository, tag): what for repository, tag, what in changes}
        store = Registry(behind(self.sandbox.server.run_dir, PRIVATE))
        for repository, tag, what in everything:
            store.push(repository, tag, changed.get((repository, tag), what))
        self.sandbox.put_credential("bench-login", '{"username": "%s", "password": "%s"}' % LOGIN)
        replicator = self.sandbox.deploy(
            "other", sourceType="Private", srcRegistry=PRIVATE, srcCredential="bench-login", srcList="ALL",
            destPrefix="d", maxConcurrency=AT_ONCE, registryAddresses="ANY")
        must_succeed(replicator.first_run(LIMIT_S))
        self._delay(delay_s)
        self._measured(OTHER, "d", lambda: self.rivals.heads(PRIVATE, TOKEN, self.tags), 0, SHORT)
        self._measured(OTHER, "a", lambda: self.rivals.a_process_a_tag("a", self.tags, PRIVATE), 0)
        self._measured(OTHER, "c", lambda: must_succeed(replicator.run(LIMIT_S)), 0, SHORT)
        self._delay(0)

    def _measured(self, case: str, way: str, copy, least: int | None = None, times: int = 1) -> int:
        """Answers the bytes sent, the least itself where none is given; of several times the middle one counts."""
        self._say(f"{case}: {WAYS[way]}")
        all_found = [measured(self.sandbox, self.sizes, copy) for _ in range(times)]
        found = sorted(all_found, key=lambda one: one.seconds)[times // 2]
        self.found[case, way] = found
        sent = found.traffic.sent
        self.rows.append(found.row(f"{case}, {WAYS[way]}", len(self.tags), sent if least is None else least))
        self._say(f"{case}: {WAYS[way]} took {found.seconds:.1f} s")
        return sent

    @staticmethod
    def _say(what: str) -> None:
        print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def must_succeed(run: Run) -> Run:
    if run.status != "SUCCEEDED":
        raise SystemExit(f"the run of our stack: {run.status} {run.cause}")
    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repositories", type=int, default=40)
    parser.add_argument("--tags", type=int, default=25)
    parser.add_argument("--scale", type=float, default=1.0, help="of the layers' sizes")
    parser.add_argument("--cases", nargs="+", choices=CASES, default=CASES, help="besides the first one, which is new")
    parser.add_argument("--delay", type=int, default=0, metavar="MS", help="of each answer, as a network has it")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    options = parser.parse_args()
    need_root()
    end_as_by_ctrl_c()
    corpus = Corpus(options.repositories, options.tags, options.scale)
    own = f"{PRIVATE}/basic:{':'.join(LOGIN)}"
    with tempfile.TemporaryDirectory() as work, Sandbox.start(Path(work) / "run", registries=(own,)) as sandbox:
        bench = Bench(sandbox, corpus, Path(work))
        bench.run({CASES[name] for name in options.cases}, options.delay / 1000)
    skopeo = subprocess.run(["skopeo", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    note = (f"{options.repositories} repositories of {options.tags} tags, scale {options.scale:g}, {options.delay} ms an "
            f"answer; {skopeo}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end.")
    name = f"replication-{options.delay}ms" if options.delay else "replication"
    tables.show(name, HEADER, bench.rows, options.write, note)
    print()
    profiles = [profile(f"{case}, {WAYS[way]}", measure) for (case, way), measure in bench.found.items()
                if case in (NEW, OTHER)]
    tables.show(f"{name}-processors", PROFILE_HEADER, profiles, options.write)
    print()
    reached = targets.compared(bench.found, len(bench.tags), bench.missing)
    tables.show(f"{name}-targets", targets.HEADER, reached, options.write)


if __name__ == "__main__":
    main()
