"""What a search is given and what it gives back: Budget, Progress, Found.

There is no cost in `Found`: engines return assignments, and the judge says what they cost.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from grouping.errors import InputError
from grouping.terms import Index


@dataclass(frozen=True)
class Budget:
    """How long to search.

    Attributes
    ----------
    seconds
        Wall time, counted from the call of `start`; None for no limit.
    steps
        Proposals per search thread; None for no limit.  The same steps, threads and seed give the
        same answer.
    stop
        Ends the search when set, from another thread.
    """

    seconds: float | None = 10.0
    steps: int | None = None
    stop: threading.Event | None = field(default=None, repr=False, compare=False)
    _began: float = field(default_factory=time.monotonic, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seconds is None and self.steps is None:
            raise InputError("the search has no end", hint="give seconds or steps")
        for name, value in (("seconds", self.seconds), ("steps", self.steps)):
            if value is not None and not value > 0:
                raise InputError(f"{name} = {value} is not above 0")

    def started(self) -> Budget:
        """Return the same budget with its clock started now."""
        return Budget(self.seconds, self.steps, self.stop)

    def part(self, seconds: float) -> Budget:
        """Return so many seconds of what is left, from now on, without a limit of steps."""
        left = seconds if self.seconds is None else min(seconds, self.seconds - self.elapsed)
        return Budget(max(left, 1e-6), None, self.stop)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._began

    def over(self, steps: int) -> bool:
        """Return whether a search that has done `steps` per thread has to end."""
        if self.stop is not None and self.stop.is_set():
            return True
        if self.steps is not None and steps >= self.steps:
            return True
        return self.seconds is not None and self.elapsed >= self.seconds


@dataclass(frozen=True, eq=False)
class Progress:
    """How far a search has come.

    Attributes
    ----------
    seconds
        Since its start.
    share
        Of the budget used, 0 to 1.
    evaluations
        Moves weighed so far, all threads.
    best
        The best assignment so far, int32, shape (rounds, n); the same object until it improves.
    """

    seconds: float
    share: float
    evaluations: int
    best: Index


@dataclass(frozen=True, eq=False)
class Found:
    """What an engine comes back with.

    Attributes
    ----------
    assignment
        int32, shape (rounds, n).
    evaluations
        Moves weighed.
    seconds
        Wall time of the search.
    interrupted
        Whether Ctrl-C ended it.
    """

    assignment: Index
    evaluations: int
    seconds: float
    interrupted: bool = False


Watcher = Callable[[Progress], None]
