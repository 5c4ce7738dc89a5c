"""The search for dispersion: the least distance within any team is to be as large as possible."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.tabu_dispersion import (
    BEST,
    EVALUATIONS,
    FIGURES,
    TURN,
    Near,
    part_the_near,
)
from grouping.engines.local.sizes import Sizes
from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import Nearest


class DispersionSearcher:
    """A search with its own random numbers, advanced in steps, like `Searcher`.

    Parameters
    ----------
    nearest
        The pairs that may matter.
    people
        How many there are.
    low, high
        Seats of each team; int64, shape (T,).
    constant
        Soft cost that every assignment has.
    rng
        Source of all its randomness.
    target
        Soft cost at which nothing is left to do.
    """

    def __init__(
        self,
        nearest: Nearest,
        people: int,
        low: Ints,
        high: Ints,
        constant: int,
        rng: np.random.Generator,
        target: int,
    ) -> None:
        self.target, self._constant = target, constant
        self._given = 0
        size = Sizes(people, low, high, together=0).draw(rng)
        team = rng.permutation(np.repeat(np.arange(len(low), dtype=np.int32), size))
        start, mate = _mates(nearest, people)
        shape = people, len(low)
        self._near = Near(
            nearest.first,
            nearest.second,
            nearest.apart,
            start,
            mate,
            np.zeros(people, dtype=np.int64),
            low,
            high,
            size,
            team,
            team.copy(),
            team.copy(),
            np.zeros(shape, dtype=np.int32),
            np.zeros(shape, dtype=np.int32),
            np.zeros(people, dtype=np.int32),
            np.full(people, -1, dtype=np.int32),
            np.zeros(people, dtype=np.int32),
            np.zeros(FIGURES, dtype=np.int64),
            bits_from(rng),
        )
        self._near.figures[BEST] = -nearest.evaluate(team, len(low))
        self._near.figures[TURN] = 1

    @property
    def value(self) -> tuple[int, int]:
        """(must, soft) of the best so far, for engines to compare searches by."""
        return 0, self._constant - int(self._near.figures[BEST])

    @property
    def best(self) -> Index:
        """The best assignment so far, int32, shape (n,)."""
        return self._near.best.copy()

    @property
    def steps(self) -> int:
        """Steps given so far; of a search that has met its target, steps done."""
        return self.evaluations if self.finished else self._given

    @property
    def evaluations(self) -> int:
        """Moves weighed so far."""
        return int(self._near.figures[EVALUATIONS])

    @property
    def finished(self) -> bool:
        """Whether the target is met, or no pair that is listed shares a team."""
        apart = self._near.apart
        nothing_left = not len(apart) or self._near.figures[BEST] == apart[-1]
        return len(self._near.size) < 2 or bool(nothing_left) or self.value[1] <= self.target

    def warm_up(self) -> None:
        """Load the kernels, as `Searcher.warm_up` does."""
        self._run(0)

    def advance(self, steps: int) -> None:
        """Run `steps` more proposals."""
        self._given += steps
        if not self.finished and self._given > self.evaluations:
            self._run(self._given - self.evaluations)

    def _run(self, steps: int) -> None:
        part_the_near(self._near, steps, self._constant - self.target)


def _mates(nearest: Nearest, people: int) -> tuple[Ints, Index]:
    """Return where the mates of each person begin, and the mates, nearest first."""
    of = np.stack([nearest.first, nearest.second], axis=1).ravel()
    mates = np.stack([nearest.second, nearest.first], axis=1).ravel()
    order = np.argsort(of, kind="stable")
    start = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(np.bincount(of, minlength=people), out=start[1:])
    return start, mates[order]
