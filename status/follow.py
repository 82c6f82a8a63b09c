"""Shows the run in progress until it has ended."""

from time import monotonic, sleep

from stack import Stack

_WIDTH = 40
_OVER = ("SUCCEEDED", "FAILED")


def follow(stack: Stack, out, pause_s: float = 2.0) -> None:
    """Draws a bar on a terminal and prints lines elsewhere; returns at once if no run is in progress.

    Each look reads all images, so the pause between two looks grows with their number.
    """
    execution = stack.running()
    if execution is None:
        print("no run is in progress", file=out)
        return
    last = ""
    while True:
        began = monotonic()
        running = stack.is_running(execution)  # asked first, so that the last look misses nothing
        text = progress(stack, execution)
        if out.isatty():
            print(f"\r\033[K{text}", end="", file=out, flush=True)
        elif text != last:
            print(text, file=out, flush=True)
        last = text
        if not running:
            if out.isatty():
                print(file=out)
            return
        sleep(max(pause_s, 10 * (monotonic() - began)))


def progress(stack: Stack, execution: str) -> str:
    run = next((one["id"] for one in stack.runs(10) if one["execution"] == execution), None)
    if run is None:
        return "comparing, or waiting for another run"
    states = [row["status"] for row in stack.images(run)]
    over = sum(state in _OVER for state in states)
    return f"{bar(over, len(states))} {over}/{len(states)} images, {states.count('FAILED')} failed"


def bar(done: int, total: int) -> str:
    full = _WIDTH * done // total if total else 0
    return "[" + "#" * full + "." * (_WIDTH - full) + "]"
