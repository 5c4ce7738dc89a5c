"""Sizes relaxed: lone moves where sizes are fixed, a seat beside them for a price.

    python docs/research/relaxed.py --n 120 --seconds 3
    python docs/research/relaxed.py --n 240 --seconds 10

Every distance less the same amount is, up to a constant, a price on the squares of sizes: so the
search as it is does it, with open seats.  The end of each leg, and the best so far, get their sizes
back by the best lone moves.  Prices are in standard deviations of the distances; instances are of
equal sizes alone.
"""

from __future__ import annotations

import time

import click
import numpy as np
from numpy.typing import NDArray
from shown import FAMILIES, instances, table, told

from grouping.engines.local.distance_searcher import DistanceSearcher
from grouping.files.instances.instance import Distances

NOTHING_IS_ENOUGH = -(2**62)
Ints = NDArray[np.int64]


class Relaxed(DistanceSearcher):
    """The search with one seat more and less in every team; a price of 0 is the search as it is."""

    def __init__(self, made: Distances, seed: int, price: float) -> None:
        cost = -made.scaled
        pairs = made.scaled[np.triu_indices(made.n, 1)]
        if price:
            cost = cost + round(float(pairs.mean() + price * pairs.std()))
            np.fill_diagonal(cost, 0)
        self.lowest, self.even, self.legs = 0, 0, 0
        self._plain, self._sizes_wanted = -made.scaled, made.low
        spare = int(price > 0)
        low, high = made.low - spare, made.high + spare
        rng = np.random.default_rng(seed)
        super().__init__(cost, low, high, (0, 0), rng, NOTHING_IS_ENOUGH)

    def _next_leg(self) -> None:
        if self._rows and not self._heating:
            self._note()
        super()._next_leg()

    def _note(self) -> None:
        """Bring the best so far, and what the leg ended with, to the sizes asked for."""
        self.legs += 1
        self.even += int(np.array_equal(self._size, self._sizes_wanted))
        for team in (self.best, self._team[: self._people]):
            cost = restored(self._plain, team.astype(np.int64), self._sizes_wanted)
            self.lowest = min(self.lowest, cost)


def restored(cost: Ints, team: Ints, sizes: Ints) -> int:
    """Return the cost after the best lone moves from large to small teams, until sizes fit."""
    people = np.arange(len(team))
    while (over := np.bincount(team, minlength=len(sizes)) - sizes).any():
        inside = team[:, None] == np.arange(len(sizes))
        gain = cost @ inside
        change = (gain - gain[people, team][:, None]).astype(float)
        change[over[team] <= 0] = np.inf
        change[:, over >= 0] = np.inf
        i, g = np.unravel_index(change.argmin(), change.shape)
        team[i] = g
    return int(cost[team[:, None] == team].sum()) // 2


@click.command(help=told(__doc__))
@click.option("--family", "families", multiple=True, default=FAMILIES, show_default=True)
@click.option("--n", "people", multiple=True, default=(120,), show_default=True)
@click.option("--seed", default=901, show_default=True, help="Of the instances.")
@click.option("--seconds", default=3.0, show_default=True, help="CPU time of a search.")
@click.option("--seeds", default=3, show_default=True)
@click.option("--price", "prices", multiple=True, default=(0.0, 1.0, 2.0, 4.0), show_default=True)
def main(
    families: tuple[str, ...],
    people: tuple[int, ...],
    seed: int,
    seconds: float,
    seeds: int,
    prices: tuple[float, ...],
) -> None:
    """Compare prices."""
    found = []
    for name, made in instances(families, people, seed):
        if (made.low < made.high).any():
            continue
        for price in prices:
            values, even, legs = [], 0, 0
            for k in range(seeds):
                search = Relaxed(made, k, price)
                end = time.process_time() + seconds
                while time.process_time() < end or not search.legs:
                    search.advance(made.n * 1000)
                values.append(-search.lowest / 10**made.decimals)
                even, legs = even + search.even, legs + search.legs
            spread = np.std(values, ddof=1) if seeds > 1 else 0.0
            way = f"price {price:g}" if price else "as it is"
            mean = f"{np.mean(values):,.0f} ({spread:,.0f})"
            found.append([name, way, mean, str(legs // seeds), f"{100 * even / legs:.0f} %"])
    table(("instance", "way", "mean (spread)", "legs", "ended even"), found)


if __name__ == "__main__":
    main()
