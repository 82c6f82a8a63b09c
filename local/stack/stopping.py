"""How a program that has started a server is stopped."""

import signal


def end_as_by_ctrl_c() -> None:
    """A closed terminal and a kill, too, leave nothing running; nohup still holds."""
    for number in signal.SIGTERM, signal.SIGHUP:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
