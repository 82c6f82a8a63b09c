"""What the demo promises, and whether it held."""

from .screen import Screen


class Checks:
    def __init__(self, screen: Screen):
        self._screen = screen
        self._results: list[tuple[str, bool]] = []

    def hold(self, promise: str, held: bool, instead: str = "") -> None:
        """`instead` is what was seen where the promise did not hold."""
        self._results.append((promise, held))
        if not held:
            self._screen.say(f"NOT SO: {promise}" + (f" ({instead})" if instead else ""))

    def all_held(self) -> bool:
        return bool(self._results) and all(held for _, held in self._results)

    def summary(self) -> None:
        for promise, held in self._results:
            self._screen.line(f"{'yes' if held else 'NO '}  {promise}")
