"""Signals: a request to end works as Ctrl-C does, and what was found is written first."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

# What asks a process to end: Ctrl-C, `kill`, and the end of the terminal.
ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
# Systems send several of them at a time; within so many seconds they are one.
TOGETHER = 1.0


class _Ends:
    """Tells apart: signals that come together, and signals that come one after the other."""

    def __init__(self) -> None:
        self.times = 0
        self._last = float("-inf")
        self._terminals = _terminals()

    def counts(self, number: int) -> bool:
        """Whether a signal is a new one."""
        if number == getattr(signal, "SIGHUP", None):
            _leave(self._terminals)
        now = time.monotonic()
        new = now - self._last >= TOGETHER
        self._last = max(now, self._last) if new else self._last
        self.times += new
        return new


@contextmanager
def ended_as_by_hand() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise KeyboardInterrupt, as Ctrl-C does.

    What is ignored, as under nohup, stays ignored.
    """
    ends = _Ends()

    def stop(number: int, _frame: object) -> None:
        if ends.counts(number):
            raise KeyboardInterrupt

    with _handled(stop, [one for one in ENDING if one != signal.SIGINT]):
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let nothing that asks to end keep what was found from being written.

    Who asks once more is heard: a pipe that nobody reads must not hold the program for ever.
    """
    ends = _Ends()

    def wait(number: int, _frame: object) -> None:
        if ends.counts(number) and ends.times > 1:
            raise KeyboardInterrupt

    with _handled(wait, ENDING):
        yield


@contextmanager
def _handled(handler: Callable[[int, Any], None], numbers: Any) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # signals come to the main thread, and only there they can be handled
        return
    before = {one: signal.getsignal(one) for one in numbers}
    heard = [one for one, old in before.items() if old not in (signal.SIG_IGN, None)]
    for one in heard:
        signal.signal(one, handler)
    try:
        yield
    finally:
        for one in heard:
            signal.signal(one, before[one])


def _terminals() -> list[int]:
    """Return the numbers of the streams that are a terminal; it cannot be asked once it is gone."""
    found = []
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            if os.isatty(stream.fileno()):
                found.append(stream.fileno())
    return found


def _leave(terminals: list[int]) -> None:
    """Let what is printed go nowhere, for the terminal is gone and printing would fail."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in terminals:
        os.dup2(nowhere, number)
    os.close(nowhere)
