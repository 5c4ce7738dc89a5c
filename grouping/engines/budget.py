"""What a search is given and what it gives back: Budget, Progress, Found.

There is no cost in `Found`: engines return assignments, and the judge says what they cost.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from grouping.errors import InputError
from grouping.language import _, either
from grouping.terms.arrays import Index

Clock = Literal["wall", "cpu"]
_NOW: dict[Clock, Callable[[], float]] = {"wall": time.monotonic, "cpu": time.process_time}


class Stop(Protocol):
    """What ends a search early; a `threading.Event` is one."""

    def is_set(self) -> bool:
        """Return whether the search has to end."""


class _Asked:
    """A function that says whether to stop, asked until it has said so once."""

    def __init__(self, asked: Callable[[], bool]) -> None:
        self._asked, self._said = asked, False

    def is_set(self) -> bool:
        """Return whether it has said so."""
        self._said = self._said or bool(self._asked())
        return self._said


def stop_of(stop: Stop | Callable[[], bool] | None) -> Stop | None:
    """Return what users give as `stop`, an event or a function, as something to ask.

    Raises
    ------
    InputError
        If it is neither.
    """
    if stop is None or callable(getattr(stop, "is_set", None)):
        return stop  # type: ignore[return-value]
    if callable(stop):
        return _Asked(stop)
    raise InputError(_("stop is neither an event nor a function"), hint=_("give a threading.Event"))


@dataclass(frozen=True)
class Budget:
    """How long to search.

    Attributes
    ----------
    seconds
        Time by `clock`, counted from the call of `started`; None for no limit.
    steps
        Proposals per search thread; None for no limit.  The same steps, threads and seed give the
        same answer.
    stop
        Ends the search once its `is_set` is true, which another thread may bring about.
    clock
        ``wall``, or ``cpu``: processor time of this process, all threads together, which a busy
        machine does not shorten.
    """

    seconds: float | None = 10.0
    steps: int | None = None
    stop: Stop | None = field(default=None, repr=False, compare=False)
    clock: Clock = "wall"
    _began: float = field(default=math.nan, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.clock not in _NOW:
            raise InputError(
                _("there is no clock '{clock}'", clock=self.clock), hint=either(list(_NOW))
            )
        if math.isnan(self._began):  # a copy with other seconds goes on counting
            object.__setattr__(self, "_began", _NOW[self.clock]())
        if self.seconds is None and self.steps is None:
            raise InputError(_("the search has no end"), hint=_("give seconds or steps"))
        for name, value in (("seconds", self.seconds), ("steps", self.steps)):
            if value is not None and not value > 0:
                raise InputError(_("{name} = {value} is not above 0", name=name, value=value))

    def started(self) -> Budget:
        """Return the same budget with its clock started now."""
        return Budget(self.seconds, self.steps, self.stop, self.clock)

    def part(self, seconds: float) -> Budget:
        """Return so many seconds of what is left, from now on, without a limit of steps."""
        left = seconds if self.seconds is None else min(seconds, self.seconds - self.elapsed)
        return Budget(max(left, 1e-6), None, self.stop, self.clock)

    @property
    def elapsed(self) -> float:
        """Seconds since the start, by the clock of the budget."""
        return _NOW[self.clock]() - self._began

    @property
    def stopped(self) -> bool:
        """Whether the search has been told to end before its time."""
        return self.stop is not None and self.stop.is_set()

    def over(self, steps: int) -> bool:
        """Return whether a search that has done `steps` per thread has to end."""
        if self.stopped:
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
    """What an engine returns.

    Attributes
    ----------
    assignment
        int32, shape (rounds, n).
    evaluations
        Moves weighed.
    seconds
        Time of the search, by the clock of its budget.
    interrupted
        Whether Ctrl-C or `stop` ended it.
    """

    assignment: Index
    evaluations: int
    seconds: float
    interrupted: bool = False


Watcher = Callable[[Progress], None]
