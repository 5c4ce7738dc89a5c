"""Single legs of annealing, all of one length, steered one way or another.

    python docs/research/legs.py --passes 20000
    python docs/research/legs.py --n 480 --passes 2500 --way "as it is" --way "sizes stay"

The value of a leg is that of the best in it; a descent from there gains so much on average, and in
so many legs.  Values follow from the seeds; ns of CPU time.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import click
import numpy as np
from board import place, random_board
from descend import FASTEST, descend, room
from shown import instances, table, told

from grouping.engines.kernels.anneal_rows import BEST_COST, COST
from grouping.engines.local.distance_searcher import DistanceSearcher, RowTuning
from grouping.files.instances.instance import Distances
from grouping.terms.arrays import Index

NOTHING_IS_ENOUGH = -(2**62)
# Rates where a leg begins and ends, and whether sizes may change in it where they are open.
WAYS: dict[str, tuple[float, float, bool | None]] = {
    "as it is": (0.12, 0.01, None),
    "twice as hot": (0.24, 0.01, None),
    "half as hot": (0.06, 0.01, None),
    "ends at 0.03": (0.12, 0.03, None),
    "ends at 0.003": (0.12, 0.003, None),
    "sizes may change": (0.12, 0.01, True),
    "sizes stay": (0.12, 0.01, False),
}
HEAD = ("instance", "way", "mean value", "spread", "descents gain", "ns a pass", "kept sizes")


@dataclass
class Seen:
    """What legs came to."""

    teams: list[Index] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    descended: list[int] = field(default_factory=list)
    kept: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


class Legs(DistanceSearcher):
    """Legs of one length, each remembered by itself; the first after heating is left out."""

    def __init__(self, made: Distances, seed: int, passes: int, way: str) -> None:
        hot, cold, self._lone = WAYS[way]
        tuning = RowTuning(
            hot_rate=hot, cold_rate=cold, share=0.0, largest_share=0.0, shortest=passes
        )
        self.seen, self._legs, self._began_at = Seen(), -1, 0.0
        rng = np.random.default_rng(seed)
        self._board, self._room = random_board(made, np.random.default_rng(0)), room()
        super().__init__(-made.scaled, made.low, made.high, (0, 0), rng, NOTHING_IS_ENOUGH, tuning)

    def _next_leg(self) -> None:
        if not self._heating:
            if self._legs >= 1:
                self.seen.seconds.append(time.process_time() - self._began_at)
                self.seen.teams.append(self.best)
                self.seen.costs.append(place(self._board, self.best))
                self.seen.descended.append(descend(FASTEST, self._board, self._room))
                self.seen.kept.append(np.array_equal(np.sort(self._size), self._began))
            self._legs += 1
        super()._next_leg()
        if not self._heating:
            self._legs = max(self._legs, 0)
            self._figures[BEST_COST] = self._figures[COST]
            self._began_at = time.process_time()
        if self._lone is not None:
            self._moves = self._lone and self._open


@click.command(help=told(__doc__))
@click.option("--family", "families", multiple=True, default=("RanReal", "Geo"), show_default=True)
@click.option("--n", "sizes", multiple=True, default=(240,), show_default=True)
@click.option("--seed", default=901, show_default=True, help="Of the instances.")
@click.option("--passes", default=2500, show_default=True, help="Of each person in a leg.")
@click.option("--legs", default=20, show_default=True)
@click.option("--way", "ways", multiple=True, type=click.Choice(list(WAYS)), default=tuple(WAYS))
def main(
    families: tuple[str, ...],
    sizes: tuple[int, ...],
    seed: int,
    passes: int,
    legs: int,
    ways: tuple[str, ...],
) -> None:
    """Run legs."""
    found = []
    for name, made in instances(families, sizes, seed):
        for way in ways:
            search = Legs(made, 0, passes, way)
            while len(search.seen.costs) < legs:
                search.advance(len(made.scaled) * passes)
            values = -np.array(search.seen.costs) / 10**made.decimals
            more = -np.array(search.seen.descended) / 10**made.decimals
            spread = values.std(ddof=1) if legs > 1 else 0.0
            ns = 1e9 * np.mean(search.seen.seconds) / (passes * len(made.scaled))
            kept = f"{sum(search.seen.kept)} of {legs}"
            gained = f"{more.mean():.2f} in {(more > 0).sum()}"
            found.append(
                [name, way, f"{values.mean():,.1f}", f"{spread:,.1f}", gained, f"{ns:.0f}", kept]
            )
    table(HEAD, found)


if __name__ == "__main__":
    main()
