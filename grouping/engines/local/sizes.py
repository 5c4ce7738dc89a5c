"""Team sizes to start from where seats leave a choice: those that suit the mean distance best.

A pair that shares a team costs the mean distance more or less, so what the sizes decide is the
number of such pairs.  Where together is good, that is most for the most uneven sizes; a search
by single moves and swaps seldom gets from one extreme set of sizes to another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.terms.arrays import Ints

# Beyond so many additions, sizes are drawn at random.
MOST_WORK = 10**8
# numpy draws from fewer than a thousand million.
MOST_SPARE = 10**9


class Sizes:
    """Team sizes with the most (or fewest) pairs that share a team; any of those that tie.

    Parameters
    ----------
    people
        How many.
    low, high
        Seats of each team, int64, shape (T,).
    together
        1 if pairs that share a team are wanted, -1 if they are to be few, 0 if it does not matter.
    """

    def __init__(self, people: int, low: Ints, high: Ints, together: int) -> None:
        self._people, self._low, self._high, self._together = people, low, high, together
        self._most: NDArray[np.float64] | None = None
        span = np.minimum(high, people) - low
        if span.any() and together and int(span.sum()) * people <= MOST_WORK:
            self._most, self._ways = self._tabulate()

    def draw(self, rng: np.random.Generator) -> Ints:
        """Return sizes within the seats that add up to all people, int64, shape (T,)."""
        return self._drawn_freely(rng) if self._most is None else self._drawn_best(rng)

    def _tabulate(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return by first team g and people p, shape (T + 1, people + 1), two tables.

        The best sum of squares with p people on teams g and later, and the logarithm of the number
        of ways.
        """
        teams, people = len(self._low), self._people
        most = np.full((teams + 1, people + 1), -np.inf)
        ways = np.full((teams + 1, people + 1), -np.inf)
        most[teams, 0], ways[teams, 0] = 0.0, 0.0
        for g in range(teams - 1, -1, -1):
            for size in range(self._low[g], min(self._high[g], people) + 1):
                value = most[g + 1, : people + 1 - size] + self._together * float(size) ** 2
                before = most[g, size:]
                better = value > before
                equal = (value == before) & np.isfinite(value)
                count = ways[g + 1, : people + 1 - size]
                here = ways[g, size:]
                both = np.logaddexp(here, count, where=equal, out=here.copy())
                ways[g, size:] = np.where(better, count, both)
                most[g, size:] = np.maximum(value, before)
        return most, ways

    def _drawn_best(self, rng: np.random.Generator) -> Ints:
        assert self._most is not None
        sizes = np.zeros(len(self._low), dtype=np.int64)
        left = self._people
        for g in range(len(sizes)):
            choice = np.arange(self._low[g], min(self._high[g], left) + 1)
            value = self._most[g + 1, left - choice] + self._together * choice.astype(float) ** 2
            best = value == self._most[g, left]
            ways = np.where(best, self._ways[g + 1, left - choice], -np.inf)
            share = np.exp(ways - ways.max())
            sizes[g] = rng.choice(choice, p=share / share.sum())
            left -= int(sizes[g])
        return sizes

    def _drawn_freely(self, rng: np.random.Generator) -> Ints:
        left = self._people - int(self._low.sum())
        spare = np.minimum(self._high - self._low, left)
        even = 4 * -(-left // len(spare))
        while spare.sum() >= MOST_SPARE:  # more seats than numpy draws from
            spare, even = np.minimum(spare, even), 2 * even
        return self._low + rng.multivariate_hypergeometric(spare, left, method="marginals")
