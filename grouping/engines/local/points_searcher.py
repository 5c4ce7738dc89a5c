"""The search for distances between points, without a table of all pairs.

Counts and sums may stand beside the distances.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.engines.kernels.anneal_points import WINDOW, anneal_points, sum_of_distances
from grouping.engines.kernels.batch_assignment import Reals
from grouping.engines.kernels.state import SOFT, Pack
from grouping.engines.local.start_by_batches import dealt_in_batches
from grouping.engines.local.teams_searcher import TeamsSearcher
from grouping.engines.local.visits_searcher import VisitsSearcher, mean_size
from grouping.terms.arrays import Index, Ints

SAMPLED = 64
# Beside counts the start is what a search of these alone comes to: in so many swaps per person,
# again and again until all must rules hold, and no more than so many in all.
COUNTED_PER_PERSON, MOST_COUNTED = 100, 200_000_000
NO_TARGET = -(2**62)
# Distances of one dimension that a visit looks at in the time of a swap.
DISTANCES_PER_SWAP = 32


@dataclass(frozen=True)
class PointTuning:
    """The settings of the legs.  Temperatures are relative to the mean swap delta of the start.

    Attributes
    ----------
    hot, cooling
        Temperature at the beginning of a leg; then at most `cooling` over visits per team so far.
    shortest
        Visits per team of the first leg; every next is twice as long, and cools as slowly.
    share
        Swaps weighed in a visit, over those that there are.
    price
        What a must violation steers like, over the same mean size.
    """

    hot: float = 0.1
    cooling: float = 1.0
    shortest: int = 1000
    share: float = 1.0
    price: float = 8.0


class PointsSearcher(VisitsSearcher):
    """A search for distances between points, see `VisitsSearcher`.

    Parameters
    ----------
    pack
        The counts and sums beside the distances, of which there may be none.
    places
        Where everybody is; int64, shape (n, D).
    coef
        What a unit of distance is worth.
    rng
        Source of all its randomness.
    target
        Soft cost at which, with no must rule broken, nothing is left to do.
    """

    def __init__(
        self,
        pack: Pack,
        places: Ints,
        coef: int,
        rng: np.random.Generator,
        target: int,
        tuning: PointTuning | None = None,
    ) -> None:
        self.tuning = tuning or PointTuning()
        self._real, self._coef = places.astype(np.float64), coef
        self._place: Reals = np.zeros(self._real.shape)
        people = min(int(pack.low.max()), WINDOW)
        visit = max(1, round(self.tuning.share * people * people))
        if pack.tag.size or pack.amount.size:
            team = _counted(pack, rng)
        else:
            team = dealt_in_batches(self._real, pack.low)
        super().__init__(pack, team, visit, rng, target)
        self._sit(team)
        self._wide = self._typical() if not self.finished else 1.0
        self._set_price(self.tuning.price * self._wide)
        if pack.table_must.any():  # else nothing has that price, and counting takes a while
            self._count()
        self._next_leg()

    def chunk(self, swaps: int) -> int:
        """Return how many steps take about as long as so many swaps do without distances."""
        largest, dimensions = int(self._pack.low.max()), len(self._place[0])
        looked_at = 4 * min(largest, WINDOW) * largest * dimensions
        return self._visit * max(1, swaps // (self._visit + looked_at // DISTANCES_PER_SWAP))

    def _count(self) -> None:
        super()._count()
        self._place[:] = self._real[self._seats.who]
        self._figures[SOFT] -= self._coef * sum_of_distances(self._seats.first, self._place)

    def _make(self, visits: int) -> int:
        self._anneal(self._done, visits, self._visit, self._hot, self._half, np.zeros(0))
        return visits

    def _anneal(
        self, start: int, visits: int, swaps: int, hot: float, half: float, deltas: Reals
    ) -> None:
        anneal_points(
            self._seats,
            self._prices,
            self._standing,
            self._place,
            self._coef,
            start,
            visits,
            swaps,
            hot,
            half,
            self._price,
            deltas,
        )

    def _typical(self) -> float:
        """Return the mean size of swap deltas that are not 0, at the start."""
        deltas = np.zeros(SAMPLED * SAMPLED)
        self._anneal(0, SAMPLED, SAMPLED, 1.0, 1.0, deltas)
        return mean_size(deltas)

    def _next_leg(self) -> None:
        tuning, longer = self.tuning, 2**self._legs
        per_team = self._teams / 2  # a visit is to two
        unit = longer * per_team
        self._begin_leg(tuning.hot, self._wide, tuning.cooling * unit, tuning.shortest * unit)


def _counted(pack: Pack, rng: np.random.Generator) -> Index:
    """Return teams that keep the must rules about counts, if a short search finds some."""
    search, steps = TeamsSearcher(pack, rng, NO_TARGET), COUNTED_PER_PERSON * len(pack.tag)
    search.advance(steps)
    while search.value[0] and search.steps + steps <= MOST_COUNTED:
        search.advance(steps)
    return search.best
