"""Switchable faults, told to the control endpoints and met as often as they say; there are none at the start.

No part of moto is used here.
"""

import threading
from collections.abc import Callable


class Faults:
    """Dictionaries, each with the pattern of what it meets and one effect or more."""

    def __init__(self, patterns: set[str], effects: set[str], details: set[str] = frozenset()):
        """The names of all that a fault may have, besides `times`; `details` are of an effect."""
        self._effects = effects
        self._fields = patterns | effects | details | {"times"}
        self._changed = threading.Condition()
        self._laid: list[dict] = []
        self._cleared = threading.Event()

    def __bool__(self) -> bool:
        return bool(self._laid)

    def add(self, faults: list[dict]) -> list[dict]:
        """Answers all of them, those that were met already, too: their `times` are those left, `met` how often that was.

        One whose `times` is None never ends by itself.
        """
        for fault in faults:
            if fault.keys() - self._fields or not fault.keys() & self._effects:
                raise ValueError(
                    f"a fault has {sorted(self._fields)}, of these at least one of {sorted(self._effects)}: {fault}")
        with self._changed:
            self._laid.extend({"times": 1, **fault, "met": 0} for fault in faults)
            return list(self._laid)

    def clear(self) -> list[dict]:
        """Answers what was left of them, and lets go what is held back."""
        with self._changed:
            left, self._laid = self._laid, []
            self._cleared.set()
            self._cleared = threading.Event()
            self._changed.notify_all()
        return left

    def take(self, fits: Callable[[dict], bool]) -> dict | None:
        """The first that fits and has not been met often enough, as hold() wants it."""
        with self._changed:
            for fault in self._laid:
                if fault["times"] != 0 and fits(fault):
                    if fault["times"]:
                        fault["times"] -= 1
                    fault["met"] += 1
                    self._changed.notify_all()
                    return {**fault, "cleared": self._cleared}
        return None

    def wait_until_met(self, fits: Callable[[dict], bool]) -> None:
        """Till all that fit have been met often enough, or are cleared."""
        with self._changed:
            self._changed.wait_for(lambda: not any(fault["times"] != 0 and fits(fault) for fault in self._laid))


def hold(fault: dict) -> None:
    """Waits as long as a fault that was taken says, or till it is cleared."""
    fault["cleared"].wait(fault["delay_s"])
