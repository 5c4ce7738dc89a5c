"""What a repair reports while it searches, and how it is stopped early."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from grouping.engines.budget import Budget, Progress, Stop, Watcher
from grouping.terms.arrays import Index

# Seconds between two words of progress.
EVERY = 0.2

T = TypeVar("T")


class Heartbeat:
    """A `stop` that reports progress whenever a stage of a repair asks whether to end.

    Every stage asks its budget some times a second, so none of them has to know who watches.

    Parameters
    ----------
    watch
        Told of progress; a KeyboardInterrupt out of it ends the search as Ctrl-C does.
    stop
        What else ends the search.
    best
        The best assignment so far, int32, shape (rounds, n); replaced as the search finds better.
    """

    def __init__(self, watch: Watcher | None, stop: Stop | None, best: Index) -> None:
        self._watch, self._stop, self._ended = watch, stop, False
        self._next, self._began = 0.0, time.monotonic()
        self.best, self.seconds, self.evaluations = best, 0.0, 0

    def is_set(self) -> bool:
        """Return whether the search has to end; tell of progress if that was not done lately."""
        now = time.monotonic()
        if self._watch and not self._ended and now >= self._next:
            self._next = now + EVERY
            passed = now - self._began
            share = min(1.0, passed / self.seconds) if self.seconds else 0.0
            self._watch(Progress(passed, share, self.evaluations, self.best))
        return self._ended or (self._stop is not None and self._stop.is_set())

    def stage(self, work: Callable[[Budget], T], budget: Budget) -> T:
        """Do a part of the work; after Ctrl-C once more, which only collects what was found."""
        try:
            return work(budget)
        except KeyboardInterrupt:
            self._ended = True
            return work(budget)
