"""What the demo prints: plain text of 80 columns, with a bar that moves only where somebody watches."""

import sys
import textwrap
import time
from contextlib import contextmanager

WIDTH = 80
_BAR = 30
_INDENT = "   "


class Screen:
    def __init__(self, stream=sys.stdout):
        self._stream = stream
        self._moves = stream.isatty()
        self._bar = ""
        self.durations: list[tuple[str, float]] = []

    @contextmanager
    def part(self, title: str):
        """A numbered part of the demo, with how long it took."""
        self._print(f"\n{len(self.durations) + 1}. {title}\n")
        started = time.monotonic()
        try:
            yield
        finally:
            self.bar_off()
            seconds = time.monotonic() - started
            self.durations.append((title, seconds))
            self._print(f"{_INDENT}({seconds:.1f} s)\n")

    def say(self, text: str) -> None:
        for line in textwrap.wrap(text, WIDTH - len(_INDENT), break_long_words=False, break_on_hyphens=False):
            self.line(line)

    def line(self, text: str = "") -> None:
        """As it is; cut where it is longer than the screen is wide."""
        bar = self._bar
        self.bar_off()
        self._print((_INDENT + text)[:WIDTH].rstrip() + "\n")
        if bar:
            self._draw(bar)

    def quote(self, text: str) -> None:
        """A text of several lines, with a rule beside it; long lines keep their indentation."""
        for line in text.splitlines() or [""]:
            blanks = line[: len(line) - len(line.lstrip())]
            width = WIDTH - len(_INDENT) - 2
            for part in textwrap.wrap(line, width, subsequent_indent=blanks + "  ", break_on_hyphens=False) or [""]:
                self.line("| " + part)

    def bar(self, done: int, total: int) -> None:
        """Drawn anew in its place; nothing where the output is a file or a pipe."""
        filled = _BAR * done // total if total else 0
        self._draw(f"{_INDENT}[{'#' * filled}{'.' * (_BAR - filled)}] {done} of {total} images")

    def bar_off(self) -> None:
        if self._bar:
            self._print("\r\x1b[K")
        self._bar = ""

    def _draw(self, bar: str) -> None:
        if self._moves and bar != self._bar:
            self._print("\r\x1b[K" + bar)
            self._bar = bar

    def _print(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
