"""What searches by visits to two teams at a time have in common: steps, legs, the best so far."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.seating_order import Prices, Seats, Standing, count_seats, seat
from grouping.engines.kernels.state import (
    BEST_MUST,
    BEST_SOFT,
    EVALUATIONS,
    FIGURES,
    LOG,
    MUST,
    SOFT,
    Pack,
)
from grouping.terms.arrays import Index, Ints

# Prices of all violations together stay below this, so that costs fit in 64 bits.
LARGEST_COST = 2**60


class VisitsSearcher(ABC):
    """A search with its own random numbers, advanced in steps, like `Searcher`.

    Visits to two teams are done whole, as soon as there are steps for them: the answer depends on
    the problem, the seed and the number of steps alone.

    Parameters
    ----------
    pack
        Counts and sums, of which there may be none; teams of fixed sizes.
    team
        Where everybody begins, every team full; int32, shape (n,).
    visit
        Swaps weighed in a visit.
    rng
        Source of all its randomness.
    target
        Soft cost at which, with no must rule broken, nothing is left to do.
    """

    def __init__(
        self, pack: Pack, team: Index, visit: int, rng: np.random.Generator, target: int
    ) -> None:
        self.target = target
        self._pack, self._teams, self._visit = pack, len(pack.low), visit
        self._constant = int(pack.constant[0]), int(pack.constant[1])
        sums = pack.amount.shape[1]
        self._seats = Seats(
            seats_by_team(pack.low),
            np.zeros(len(team), dtype=np.int32),
            np.zeros(pack.tag.shape, dtype=np.int32),
            np.zeros(pack.amount.shape, dtype=np.int64),
            team,
        )
        self._prices = Prices(
            pack.base,
            pack.table_soft,
            pack.table_must,
            pack.square_soft,
            pack.square_must,
            pack.slack,
        )
        self._figures = np.zeros(FIGURES, dtype=np.int64)
        self._best = team.copy()
        self._standing = Standing(
            np.zeros(pack.base.shape, dtype=np.int32),
            np.zeros((*pack.base.shape, 2), dtype=np.int64),
            np.zeros((self._teams, sums), dtype=np.int64),
            -pack.target,
            self._figures,
            self._best,
            np.zeros((LOG, 2), dtype=np.int32),
            bits_from(rng),
        )
        violations = pack.table_must.max(initial=0) * pack.base.size
        self._dearest = max(1, LARGEST_COST // max(1, int(violations)))
        self._price = 0
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

    def _sit(self, team: Index) -> None:
        """Seat everybody as `team` says; it is the best so far."""
        self._seats.team[:] = self._best[:] = team
        seat(self._seats, self._pack.tag, self._pack.amount)
        self._count()
        self._figures[BEST_MUST], self._figures[BEST_SOFT] = self._figures[[MUST, SOFT]]

    def _set_price(self, price: float) -> None:
        """Let a must violation steer like so much of the wishes' cost, once all is counted anew.

        Or like the most that fits.
        """
        self._price = max(1, min(round(price), self._dearest))

    def _count(self) -> None:
        """Count where the teams stand anew."""
        count_seats(self._seats, self._prices, self._standing, self._price)

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


def mean_size(deltas: NDArray[Any]) -> float:
    """Return the mean size of the deltas that are not 0, 1 if all are."""
    sizes = np.abs(deltas[deltas != 0]).astype(float)
    return float(sizes.mean()) if len(sizes) else 1.0


def seats_by_team(sizes: Ints) -> Ints:
    """Return where the seats of each team begin, and at last their number; shape (T + 1,)."""
    first = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=first[1:])
    return first
