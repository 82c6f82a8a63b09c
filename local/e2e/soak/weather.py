"""Faults at random: some are laid out before the run, some strike while it goes on."""

import random
import threading
from collections import Counter

from faults import ALWAYS, DESTINATION, SOURCE, Faults
from images import Image, Index

_EVERY_S = 2
_OUTAGES = [429, 500, 502, 503]
_THROTTLED = [
    ("dynamodb", "UpdateItem", "ProvisionedThroughputExceededException"),
    ("dynamodb", "BatchWriteItem", "ThrottlingException"),
    ("dynamodb", "BatchGetItem", "InternalServerError"),
    ("ecs", "RunTask", "ThrottlingException"),
    ("ecs", "DescribeTasks", "ServerException"),
    ("ecr", "ListImages", "ThrottlingException"),
    ("ecr", "BatchGetImage", "ServerException"),
    ("stepfunctions", "SendTaskSuccess", "ThrottlingException"),
]
_NO_CAPACITY = "Capacity is unavailable at this time. Please try again later or in a different availability zone"


class Weather:
    """`struck` counts what was done while it lasted, and, once it is over, how often a fault was met, by kind."""

    def __init__(self, sandbox, replicator, seed: int, rate: float):
        self.struck: Counter[str] = Counter()
        self._faults = Faults(sandbox)
        self._replicator = replicator
        self._seed = seed
        self._chance = random.Random(f"weather {seed}")
        self._rate = rate
        self._repositories: list[str] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._blow, daemon=True)

    def begin(self, images: dict[tuple[str, str], Image | Index]) -> None:
        self._repositories = sorted({repository for repository, _ in images})
        for (repository, tag), one in images.items():
            if self._chance.random() < self._rate:
                self._lay_out(repository, tag, one)
        for service, action, code in _THROTTLED:
            self._api(service, action, code=code)
        for action in ("BatchWriteItem", "BatchGetItem"):
            self._api("dynamodb", action, unprocessed=3)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()
        ended = self._faults.end()
        for kind in ("api", "registry"):
            self.struck[kind] = ended.met(kind)

    def _api(self, service: str, action: str, **effect) -> None:
        seed = f"{self._seed} {service} {action} {effect}"
        self._faults.api(service, action, **effect, probability=self._rate, seed=seed, times=ALWAYS)

    def _lay_out(self, repository: str, tag: str, one: Image | Index) -> None:
        first = one.images[0] if isinstance(one, Index) else one
        layer = first.blobs[-1].digest
        fault = self._chance.choice([
            {"host": SOURCE, "path": one.digest, "status": self._chance.choice(_OUTAGES)},
            {"host": SOURCE, "path": layer, "status": self._chance.choice(_OUTAGES)},
            {"host": SOURCE, "path": layer, "cut": 300},
            {"host": SOURCE, "path": layer, "delay_s": 2},
            {"host": DESTINATION, "path": f"{repository}/manifests/{tag}$", "method": "PUT",
             "status": self._chance.choice(_OUTAGES)},
        ])
        # Three and more are beyond the patience of a task.
        self._faults.registry(**fault, times=self._chance.choice([1, 1, 1, 4]))

    def _blow(self) -> None:
        while not self._over.wait(_EVERY_S):
            kind = self._chance.choice(["event", "twice", "late", "capacity", "start", "kill", "function"])
            # About one task in ten ends in this time, of which one stroke hits one.
            if self._chance.random() < 3 * self._rate and self._strike(kind):
                self.struck[kind] += 1

    def _strike(self, kind: str) -> bool:
        match kind:
            case "event":
                self._faults.event(drop=True)
            case "twice":
                self._faults.event(duplicate=True)
            case "late":
                self._faults.event(delay_s=5)
            case "capacity":
                self._faults.run_task_refuses(_NO_CAPACITY)
            case "start":
                self._faults.tasks_do_not_start()
            case "kill":
                return self._faults.kill_task(self._chance.choice(self._repositories))
            case _:
                function = self._chance.choice(["PrepareBatch", "LaunchCopy", "CompleteCopy"])
                when = self._chance.choice([{"at": "answer"}, {"after_s": 0.2}])
                self._faults.function(self._replicator, f"{function}Function", times=1, **when)
        return True
