"""The search where the only cost is a distance of every pair: the MDGP.

Maximally diverse grouping: Gallego, Laguna, Marti, Duarte, JORS 64 (2013).  Legs of annealing from
new starts, each a fixed share of all that was done before, so that no budget need be known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.engines.kernels.anneal_rows import BEST_COST, COST, EVALUATIONS, TABLE, anneal_rows
from grouping.engines.kernels.distance_rows import LARGEST_GAIN, WIDTH, count_rows
from grouping.engines.kernels.rng import bits_from
from grouping.engines.local.sizes import Sizes
from grouping.terms.arrays import Index, Ints

SAMPLES = 2000
# Levels of temperature in a leg.
LEVELS = 128
# Where sizes did not change in a leg, they may not in so many more: legs are faster without.
STEADY = 3


@dataclass(frozen=True)
class RowTuning:
    """The settings of the legs.

    Attributes
    ----------
    coldest, hottest
        Temperatures over the typical size of swap deltas of a random start: where heating begins,
        and where it ends at the latest.
    heating
        Factor from one temperature to the next while heating, one row per participant at each.
    hot_rate, cold_rate
        A leg begins where a person weighed against all others makes so many swaps for the worse on
        average, and ends where so many: measured on the leg before.  Heating ends at twice the
        first.
    narrowest
        Least ratio of the last temperature to the first.
    shortest
        Rows per participant of the first leg after heating.
    share, largest_share
        Length of a leg over all rows before it: the larger at first, when one more long leg is
        better than several short ones, then less and less, but not below the smaller.
    settled
        Rows per participant after which the share begins to fall.
    """

    coldest: float = 0.002
    hottest: float = 0.35
    heating: float = 1.3
    hot_rate: float = 0.12
    cold_rate: float = 0.01
    narrowest: float = 1 / 16
    shortest: int = 50
    share: float = 0.125
    largest_share: float = 0.7
    settled: int = 20_000


class DistanceSearcher:
    """A search with its own random numbers, advanced in steps, like `Searcher`.

    Rows (a person weighed against all n) are done whole, as soon as n steps are there for them: the
    answer depends on the costs, the seed and the number of steps alone.

    Parameters
    ----------
    cost
        Cost of each pair that shares a team; int64, shape (n, n), symmetric, zero diagonal, and
        `fits_rows`.
    low, high
        Seats of each team; int64, shape (T,).
    constant
        (must, soft) cost that every assignment has.
    rng
        Source of all its randomness.
    target
        Soft cost at which nothing is left to do.
    """

    def __init__(
        self,
        cost: Ints,
        low: Ints,
        high: Ints,
        constant: tuple[int, int],
        rng: np.random.Generator,
        target: int,
        tuning: RowTuning | None = None,
    ) -> None:
        self.tuning = tuning or RowTuning()
        self.target = target
        people, teams = len(cost), len(low)
        padded = -(-people // WIDTH) * WIDTH
        self._people, self._constant, self._rng = people, constant, rng
        self._unit = _common(cost)
        self._low, self._high = low, high
        self._cost = np.zeros((people, padded), dtype=np.int32)
        self._cost[:, :people] = cost // self._unit
        self._team = np.full(padded, teams, dtype=np.int32)
        self._best = self._team.copy()
        self._gain = np.zeros((teams, padded), dtype=np.int32)
        self._own = np.zeros(padded, dtype=np.int32)
        self._mean = np.zeros(teams, dtype=np.int32)
        self._size = np.zeros(teams, dtype=np.int32)
        self._figures = np.zeros(3, dtype=np.int64)
        self._bits = bits_from(rng)
        self._exponential = rng.exponential(size=TABLE + padded)
        self._threshold = np.zeros(TABLE + padded, dtype=np.int32)
        self._mine = np.zeros(teams + 1, dtype=np.int32)
        self._uphill = np.zeros(LEVELS, dtype=np.int64)
        self._open = bool((low != high).any())
        self._moves, self._steady = self._open, 0
        self._sizes = Sizes(people, low, high, -int(np.sign(int(cost.sum()))))
        # with costs of both signs, what suits the mean may suit no good teams
        mixed = self._open and cost.min() < 0 < cost.max()
        self._any_sizes = Sizes(people, low, high, 0) if mixed else None
        self._starts = 0
        self._given = self._rows = self._done = self._length = 0
        self._start()
        self._figures[BEST_COST] = self._figures[COST]
        self._best[:] = self._team
        self._widest = max(1e-3, self.tuning.hottest * self._typical())
        self._hot = self._cold = self._widest * self.tuning.coldest / self.tuning.hottest
        self._heating = True

    @property
    def value(self) -> tuple[int, int]:
        """(must, soft) of the best so far, for engines to compare searches by."""
        must, soft = self._constant
        return must, soft + self._unit * int(self._figures[BEST_COST])

    @property
    def best(self) -> Index:
        """The best assignment so far, int32, shape (n,)."""
        return self._best[: self._people].copy()

    @property
    def steps(self) -> int:
        """Steps given so far; of a search that has met its target, steps done."""
        return self._rows * self._people if self.finished else self._given

    @property
    def evaluations(self) -> int:
        """Moves weighed so far."""
        return int(self._figures[EVALUATIONS])

    @property
    def finished(self) -> bool:
        """Whether the target is met."""
        must, soft = self.value
        return must == 0 and soft <= self.target

    def warm_up(self) -> None:
        """Load the kernels, as `Searcher.warm_up` does."""
        self._run(0)

    def advance(self, steps: int) -> None:
        """Run on by `steps` proposals, fewer if the target is met."""
        self._given += steps
        while not self.finished and (left := self._given // self._people - self._rows) > 0:
            if self._done == self._length:
                self._next_leg()
            done = self._run(min(left, self._length - self._done))
            self._done += done
            self._rows += done

    def _run(self, rows: int) -> int:
        return anneal_rows(
            self._cost,
            self._low,
            self._high,
            self._team,
            self._gain,
            self._own,
            self._mean,
            self._size,
            self._best,
            self._figures,
            self._bits,
            self._exponential,
            self._threshold,
            self._mine,
            self._uphill,
            self._done,
            rows,
            self._length,
            self._hot,
            self._cold,
            self._moves,
            (self.target - self._constant[1]) // self._unit,
        )

    def _start(self) -> None:
        """Place everybody at random, in teams of sizes that suit the mean distance."""
        sizes = self._sizes.draw(self._rng)
        if self._any_sizes is not None and self._starts % 2:
            sizes = self._any_sizes.draw(self._rng)
        self._starts += 1
        self._began = np.sort(sizes)
        self._team[: self._people] = self._rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
        self._count()

    def _count(self) -> None:
        self._figures[COST] = count_rows(
            self._cost, self._team, self._gain, self._own, self._mean, self._size
        )

    def _typical(self) -> float:
        """Return the typical size of swap deltas of the present assignment.

        Where all are on one team there are none, and the size of the costs has to do.
        """
        i, j = self._rng.integers(self._people, size=(2, SAMPLES))
        a, b = self._team[i], self._team[j]
        i, j, a, b = i[a != b], j[a != b], a[a != b], b[a != b]
        gain = self._gain.astype(np.int64)
        deltas = gain[b, i] - gain[a, i] + gain[a, j] - gain[b, j] - 2 * self._cost[i, j]
        if not deltas.any():
            deltas = self._cost
        return float(np.sqrt(np.mean(deltas.astype(float) ** 2)))

    def _next_leg(self) -> None:
        tuning = self.tuning
        if self._heating and self._rows:
            self._heat()
        elif self._rows:
            self._set_window()
            self._let_sizes_change()
            self._start()
        self._length = self._people
        if not self._heating:
            falling = tuning.largest_share * tuning.settled * self._people / self._rows
            share = max(tuning.share, min(tuning.largest_share, falling))
            self._length = max(tuning.shortest * self._people, int(self._rows * share))
        self._done = 0
        self._uphill[:] = 0

    def _heat(self) -> None:
        """Raise the temperature from near 0 to a first leg's: from above it would take longer.

        Where most swaps are accepted, a row costs as much as n rows near the end of a leg.
        """
        rate = int(self._uphill.sum()) / self._length
        self._hot *= self.tuning.heating
        if rate >= 2 * self.tuning.hot_rate or self._hot > self._widest:
            self._heating = False
            self._cold = self.tuning.narrowest * self._hot
        else:
            self._cold = self._hot

    def _let_sizes_change(self) -> None:
        """Decide whether they may in the next leg, by whether they did in the last that let them.

        Sizes with the most pairs, where such are good, are seldom left for better ones.
        """
        if self._any_sizes is not None:
            return  # they may in every leg
        if self._moves:
            same = np.array_equal(np.sort(self._size), self._began)
            self._steady = STEADY if same else 0
        else:
            self._steady -= 1
        self._moves = self._open and self._steady == 0

    def _set_window(self) -> None:
        """Set temperatures for the next leg by how often the last one went uphill."""
        tuning, ratio = self.tuning, self._cold / self._hot
        rate = np.convolve(np.pad(self._uphill, 4, mode="edge"), np.full(9, 1 / 9), mode="valid")
        rate *= LEVELS / self._length
        temperature = self._hot * ratio ** (np.arange(LEVELS) / (LEVELS - 1))
        hot, cold = rate >= tuning.hot_rate, rate >= tuning.cold_rate
        # a little wider than measured, so that the next leg sees both ends again
        self._hot = temperature[np.flatnonzero(hot)[-1]] * 1.1 if hot.any() else self._hot * 1.25
        self._cold = temperature[np.flatnonzero(cold)[-1]] / 1.1 if cold.any() else self._cold
        self._cold = float(np.clip(self._cold, tuning.narrowest * self._hot, 0.8 * self._hot))


def fits_rows(cost: Ints, high: Ints) -> bool:
    """Return whether sums of `cost`, int64, shape (n, n), fit in the rows of the kernels."""
    people = len(cost)
    mates = min(int(high.max(initial=0)), people)
    size = np.abs(cost)
    most = np.partition(size, people - mates, axis=1)[:, people - mates :] if mates else size[:, :0]
    # as floats: sums of numbers too large for 64 bits must not wrap around
    return bool(most.sum(axis=1, dtype=float).max(initial=0.0) <= LARGEST_GAIN * _common(cost))


def _common(cost: Ints) -> int:
    """Return the greatest common divisor of all costs, at least 1."""
    return max(1, int(np.gcd.reduce(cost, axis=None)))
