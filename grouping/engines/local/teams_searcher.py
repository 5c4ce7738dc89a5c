"""The search where counts and sums of teams are all there is: spread, balance, anticlustering.

Teams of fixed size, one round.  Two teams at a time are annealed by swaps between them
(`engines.kernels.anneal_teams`), so that millions of people are searched as fast as hundreds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.engines.kernels.anneal_teams import anneal_teams, sample_swaps
from grouping.engines.kernels.state import MUST, Pack
from grouping.engines.local.start_by_dealing import dealt
from grouping.engines.local.visits_searcher import VisitsSearcher, mean_size

SAMPLES = 2000


@dataclass(frozen=True)
class TeamTuning:
    """The settings of the legs.  Temperatures are relative to the mean swap delta of random teams.

    Attributes
    ----------
    hot, hot_later
        At the beginning of the first leg, which is not to lose all of a good start, and of others.
    cooling, cooling_later
        The temperature is at most this over the swaps weighed per person in the leg so far, for
        the first leg and for others.
    shortest
        Swaps per person of the first leg.
    longer
        Factor from the length of a leg, and its cooling, to those of the next.
    longest_visit
        Most swaps weighed in a visit to two teams; as many as a team has people otherwise.
    """

    hot: float = 0.01
    hot_later: float = 0.1
    cooling: float = 0.03
    cooling_later: float = 0.1
    shortest: int = 3000
    longer: float = 2.0
    longest_visit: int = 256


class TeamsSearcher(VisitsSearcher):
    """A search for counts and sums, see `VisitsSearcher`.

    Parameters
    ----------
    pack
        The problem; see `only_teams`.
    rng
        Source of all its randomness.
    target
        Soft cost at which, with no must rule broken, nothing is left to do.
    """

    def __init__(
        self, pack: Pack, rng: np.random.Generator, target: int, tuning: TeamTuning | None = None
    ) -> None:
        self.tuning = tuning or TeamTuning()
        n, teams = len(pack.tag), len(pack.low)
        visit = int(np.clip(n // teams, 1, self.tuning.longest_visit))
        team = rng.permutation(np.repeat(np.arange(teams, dtype=np.int32), pack.low))
        super().__init__(pack, team, visit, rng, target)
        self._wide = self._typical()
        self._set_price(self._wide)
        self._sit(dealt(pack.tag, pack.amount, pack.low, rng))
        self._next_leg()

    def _make(self, visits: int) -> int:
        return anneal_teams(
            self._seats,
            self._prices,
            self._standing,
            self._done,
            visits,
            self._visit,
            self._hot,
            self._half,
            self._price,
            self.target - self._constant[1],
        )

    def _typical(self) -> float:
        """Return the mean size of swap deltas that are not 0, from a random start."""
        if self._teams < 2:
            return 1.0
        self._sit(self._seats.team)
        deltas = np.zeros(SAMPLES, dtype=np.int64)
        sample_swaps(self._seats, self._prices, self._standing, deltas)
        return mean_size(deltas)

    def _next_leg(self) -> None:
        tuning, people = self.tuning, len(self._seats.who)
        hot, cooling = tuning.hot, tuning.cooling
        if self._legs:
            hot, cooling = tuning.hot_later, tuning.cooling_later
        per_person = people / self._visit
        unit = tuning.longer**self._legs * per_person
        self._begin_leg(hot, self._wide, cooling * unit, tuning.shortest * unit)
        if self._legs and self._figures[MUST]:
            self._set_price(2 * self._price)
            self._count()


def only_teams(pack: Pack) -> bool:
    """Return whether counts and wishes about sums are all there is, and sizes are fixed."""
    spanning = len(pack.meet_soft) or len(pack.visit_soft) or len(pack.distance)
    rare = len(pack.counter) or len(pack.pair_other) or len(pack.place_soft) > 1
    return bool(
        not (spanning or rare or pack.square_must.any())
        and (pack.tag.size or pack.amount.size)
        and len(pack.low) > 1
        and len(pack.free) == len(pack.tag)
        and (pack.low == pack.high).all()
        and pack.low.min() > 0
    )
