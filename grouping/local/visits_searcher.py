"""What searches by visits to two teams at a time have in common: steps, legs, the best so far."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from grouping.kernels.state import BEST_MUST, BEST_SOFT, EVALUATIONS, Index, Ints


class VisitsSearcher(ABC):
    """A search with its own random numbers, advanced in steps, like `Searcher`.

    Visits to two teams are done whole, as soon as there are steps for them: the answer depends on
    the problem, the seed and the number of steps alone.

    Parameters
    ----------
    teams
        How many teams there are.
    visit
        Swaps weighed in a visit.
    constant
        (must, soft) that every assignment costs.
    target
        Soft cost at which, with no must rule broken, nothing is left to do.
    figures, best
        Those of the kernel's state, which the visits keep up to date.
    """

    def __init__(
        self,
        teams: int,
        visit: int,
        constant: tuple[int, int],
        target: int,
        figures: Ints,
        best: Index,
    ) -> None:
        self.target = target
        self._teams, self._visit, self._constant = teams, visit, constant
        self._figures, self._best = figures, best
        self._given = self._visits = self._done = self._legs = 0
        self._hot = self._half = 1.0
        self._length = 0

    @property
    def value(self) -> tuple[int, int]:
        """(must, soft) of the best so far, for engines to compare searches by."""
        must, soft = self._constant
        return must + int(self._figures[BEST_MUST]), soft + int(self._figures[BEST_SOFT])

    @property
    def best(self) -> Index:
        """The best assignment so far, int32, shape (n,)."""
        return self._best.copy()

    @property
    def steps(self) -> int:
        """Steps given so far; of a search that has met its target, steps done."""
        return self._visits * self._visit if self.finished else self._given

    @property
    def evaluations(self) -> int:
        """Moves weighed so far."""
        return int(self._figures[EVALUATIONS])

    @property
    def finished(self) -> bool:
        """Whether the target is met, or there is nobody to swap with."""
        must, soft = self.value
        return self._teams < 2 or (must == 0 and soft <= self.target)

    def warm_up(self) -> None:
        """Load the kernels, as `Searcher.warm_up` does."""
        if not self.finished:
            self._make(0)

    def advance(self, steps: int) -> None:
        """Run `steps` more proposals: as many whole visits as they make up."""
        self._given += steps
        while not self.finished:
            run = min(self._given // self._visit - self._visits, self._length - self._done)
            if run <= 0:
                return
            made = self._make(run)
            self._visits += made
            self._done += made
            if self._done >= self._length:
                self._legs += 1
                self._next_leg()

    @abstractmethod
    def _make(self, visits: int) -> int:
        """Make `visits` more of the leg, fewer if the target is met; return those made."""

    @abstractmethod
    def _next_leg(self) -> None:
        """Begin leg number `_legs`, see `_begin_leg`."""

    def _begin_leg(self, hot: float, wide: float, cooling: float, length: float) -> None:
        """Begin a leg of so many visits.

        Parameters
        ----------
        hot, wide
            The first temperature, and the unit that it is in.
        cooling
            The temperature is at most so many units over the visits of the leg so far.
        length
            How many visits, rounded, at least one.
        """
        self._hot, self._half = hot * wide, cooling / hot
        self._length, self._done = max(1, round(length)), 0


def seats_by_team(sizes: Ints) -> Ints:
    """Return where the seats of each team begin, and at last their number; shape (T + 1,)."""
    first = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=first[1:])
    return first
