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
    FIGURES,
    LOG,
    SOFT,
    Ints,
)
from grouping.local.batches import dealt_in_batches
from grouping.local.visits_searcher import VisitsSearcher, seats_by_team

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


class PointsSearcher(VisitsSearcher):
    """A search for distances between points, see `VisitsSearcher`.

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
        self.tuning = tuning or PointTuning()
        real = places.astype(np.float64)
        figures = np.zeros(FIGURES, dtype=np.int64)
        team = dealt_in_batches(real, seats)
        self._points = Points(
            seats_by_team(seats),
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
        visit = max(1, round(self.tuning.share * people * people))
        super().__init__(len(seats), visit, (0, constant), target, figures, self._points.best)
        self._wide = self._typical() if not self.finished else 1.0
        self._next_leg()

    def _make(self, visits: int) -> int:
        nothing = np.zeros(0)
        leg = (self._visit, self._hot, self._half)
        anneal_points(self._points, self._done, visits, *leg, nothing)
        return visits

    def _typical(self) -> float:
        """Return the mean size of swap deltas that are not 0, at the start."""
        deltas = np.zeros(SAMPLED * SAMPLED)
        anneal_points(self._points, 0, SAMPLED, SAMPLED, 1.0, 1.0, deltas)
        sizes = np.abs(deltas[deltas != 0])
        return float(sizes.mean()) if len(sizes) else 1.0

    def _next_leg(self) -> None:
        tuning, longer = self.tuning, 2**self._legs
        per_team = self._teams / 2  # a visit is to two
        unit = longer * per_team
        self._begin_leg(tuning.hot, self._wide, tuning.cooling * unit, tuning.shortest * unit)
