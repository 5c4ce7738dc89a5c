"""The search for distances between points, without a table of all pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.kernels.anneal_points import (
    WINDOW,
    Points,
    anneal_points,
    seat_points,
    sum_of_distances,
)
from grouping.kernels.rng import bits_from
from grouping.kernels.state import (
    BEST_MUST,
    BEST_SOFT,
    EVALUATIONS,
    FIGURES,
    LOG,
    SOFT,
    Index,
    Ints,
)
from grouping.local.batches import dealt_in_batches

SAMPLED = 64


@dataclass(frozen=True)
class PointTuning:
    """What steers the legs; temperatures over the mean size of swap deltas of the start.

    Attributes
    ----------
    hot, cooling
        Temperature at the beginning of a leg; then at most `cooling` over visits per team so far.
    shortest
        Visits per team of the first leg; every next is twice as long, and cools as slowly.
    share
        Swaps weighed in a visit, over those that there are.
    """

    hot: float = 0.1
    cooling: float = 1.0
    shortest: int = 1000
    share: float = 1.0


class PointsSearcher:
    """A search with its own random numbers, advanced in steps, like `Searcher`.

    Parameters
    ----------
    places
        Where everybody is; int64, shape (n, D).
    seats
        Seats of each team, with sum n; int64, shape (T,).
    constant
        Soft cost that every assignment has.
    rng
        Source of all its randomness.
    target
        Soft cost at which nothing is left to do.
    """

    def __init__(
        self,
        places: Ints,
        seats: Ints,
        constant: int,
        rng: np.random.Generator,
        target: int,
        tuning: PointTuning | None = None,
    ) -> None:
        self.tuning, self.target = tuning or PointTuning(), target
        self._constant, self._teams = constant, len(seats)
        first = np.zeros(len(seats) + 1, dtype=np.int64)
        np.cumsum(seats, out=first[1:])
        real = places.astype(np.float64)
        figures = np.zeros(FIGURES, dtype=np.int64)
        team = dealt_in_batches(real, seats)
        self._points = Points(
            first,
            np.zeros(len(places), dtype=np.int32),
            np.zeros(real.shape),
            team,
            figures,
            team.copy(),
            np.zeros((LOG, 2), dtype=np.int32),
            bits_from(rng),
        )
        seat_points(self._points, real)
        figures[SOFT] = figures[BEST_SOFT] = -sum_of_distances(self._points)
        figures[BEST_MUST] = 0
        people = min(int(seats.max()), WINDOW)
        self._visit = max(1, round(self.tuning.share * people * people))
        self._given = self._visits = self._done = self._legs = 0
        self._wide = self._typical() if not self.finished else 1.0
        self._next_leg()

    @property
    def value(self) -> tuple[int, int]:
        """(must, soft) of the best so far, for engines to compare searches by."""
        return 0, self._constant + int(self._points.figures[BEST_SOFT])

    @property
    def best(self) -> Index:
        """The best assignment so far, int32, shape (n,)."""
        return self._points.best.copy()

    @property
    def steps(self) -> int:
        """Steps given so far; of a search that has met its target, steps done."""
        return self._visits * self._visit if self.finished else self._given

    @property
    def evaluations(self) -> int:
        """Moves weighed so far."""
        return int(self._points.figures[EVALUATIONS])

    @property
    def finished(self) -> bool:
        """Whether the target is met, or there is nobody to swap with."""
        return self._teams < 2 or self.value[1] <= self.target

    def advance(self, steps: int) -> None:
        """Run `steps` more proposals: as many whole visits as they make up."""
        self._given += steps
        while not self.finished:
            run = min(self._given // self._visit - self._visits, self._length - self._done)
            if run <= 0:
                return
            anneal_points(
                self._points, self._done, run, self._visit, self._hot, self._half, np.zeros(0)
            )
            self._visits += run
            self._done += run
            if self._done >= self._length:
                self._legs += 1
                self._next_leg()

    def _typical(self) -> float:
        """Return the mean size of swap deltas that are not 0, at the start."""
        deltas = np.zeros(SAMPLED * SAMPLED)
        anneal_points(self._points, 0, SAMPLED, SAMPLED, 1.0, 1.0, deltas)
        sizes = np.abs(deltas[deltas != 0])
        return float(sizes.mean()) if len(sizes) else 1.0

    def _next_leg(self) -> None:
        tuning, longer = self.tuning, 2**self._legs
        per_team = self._teams / 2  # a visit is to two
        self._hot = tuning.hot * self._wide
        self._half = tuning.cooling * longer / tuning.hot * per_team
        self._length = max(1, round(tuning.shortest * longer * per_team))
        self._done = 0
