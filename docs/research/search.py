"""Whole searches beside each other, by CPU time: annealing, and iterated descents.

    python docs/research/search.py --n 120 --seconds 3
    python docs/research/search.py --n 240 --seconds 20

Each search in steps until its time is over; the value of the best, mean and spread over seeds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import click
import numpy as np
from board import place, random_board
from descend import WAYS, copied, descend, iterate, room
from shown import FAMILIES, instances, table, told

from grouping.engines.kernels.rng import bits_from
from grouping.engines.local.distance_searcher import LEVELS, DistanceSearcher, RowTuning
from grouping.files.instances.instance import Distances

NOTHING_IS_ENOUGH = -(2**62)


class Search(Protocol):
    """What is compared."""

    def advance(self, steps: int) -> None:
        """Run on by about so many swaps weighed."""

    @property
    def lowest(self) -> int:
        """Cost of the best."""


class Annealing(DistanceSearcher):
    """The search as it is, or with another tuning."""

    def __init__(self, made: Distances, seed: int, tuning: RowTuning | None = None) -> None:
        rng = np.random.default_rng(seed)
        super().__init__(-made.scaled, made.low, made.high, (0, 0), rng, NOTHING_IS_ENOUGH, tuning)

    @property
    def lowest(self) -> int:
        """Cost of the best."""
        return self.value[1]


class Finished(Annealing):
    """The same, with a descent from the end of every leg."""

    def __init__(self, made: Distances, seed: int, tuning: RowTuning | None = None) -> None:
        super().__init__(made, seed, tuning)
        self._board = random_board(made, np.random.default_rng(0))
        self._room, self._lowest = room(), 0

    def _next_leg(self) -> None:
        if self._rows and not self._heating:
            self._lowest = min(self._lowest, self._descend())
        super()._next_leg()

    def _descend(self) -> int:
        team = self._team[: self._people]
        cost = place(self._board, team)
        return cost + descend(WAYS.index("passes, changed teams"), self._board, self._room)

    @property
    def lowest(self) -> int:
        """Cost of the best, with what descents found."""
        return min(self.value[1], self._lowest)


class Still(Annealing):
    """The same, but a leg ends where it has made no swap for the worse for ten passes a person."""

    def advance(self, steps: int) -> None:
        """Run on by about so many steps, a level of temperature at a time."""
        end = self._rows + steps // self._people
        while self._rows < end:
            super().advance(self._people * max(1, self._length // LEVELS))
            levels = max(4, -(-10 * LEVELS * self._people // self._length))
            level = self._done * LEVELS // self._length
            quiet = not self._uphill[max(0, level - levels) : level].any()
            if not self._heating and level > levels and quiet:
                self._done = self._length


class Iterated:
    """Weak and strong disturbances of local optima; swaps alone, in the most uneven sizes.

    Parameters
    ----------
    weak, strong
        Random swaps of a disturbance; of a strong one over the number of people.
    patience
        Weak ones in a row that found nothing better before a strong one, over the number of people.
    """

    def __init__(
        self, made: Distances, seed: int, way: str, weak: int, strong: float, patience: float
    ) -> None:
        rng = np.random.default_rng(seed)
        board = random_board(made, rng)
        people = len(board.cost)
        cost = place(board, board.team[:people].copy())
        self._way, self._room, self._bits = WAYS.index(way), room(), bits_from(rng)
        cost += descend(self._way, board, self._room)
        self._board, self._here, self._best = board, copied(board), copied(board)
        self._figures = np.array([cost, cost, 0])
        self._weak, self._strong = weak, max(1, round(strong * people))
        self._patience = max(1, round(patience * people))

    def advance(self, steps: int) -> None:
        """Run on by a number of disturbances."""
        iterate(
            self._way,
            self._board,
            self._here,
            self._best,
            self._figures,
            self._bits,
            self._room,
            max(1, steps // 4096),
            self._weak,
            self._strong,
            self._patience,
        )

    @property
    def lowest(self) -> int:
        """Cost of the best, counted anew."""
        cost = place(copied(self._best), self._best.team[: len(self._best.cost)].copy())
        assert cost == self._figures[1]
        return cost


Make = Callable[[Distances, int], Search]


def ways(weak: int, strong: float, patience: float) -> dict[str, Make]:
    """Return all searches by name."""
    legs = RowTuning(cold_rate=0.03)

    def iterated(way: str) -> Make:
        return lambda made, seed: Iterated(made, seed, way, weak, strong, patience)

    return {
        "annealing": lambda made, seed: Annealing(made, seed),
        "legs end in a descent": lambda made, seed: Finished(made, seed),
        "legs end early, in a descent": lambda made, seed: Finished(made, seed, legs),
        "legs end where all is still": lambda made, seed: Still(made, seed),
        "iterated, best swaps": iterated("best, changed teams, bounds"),
        "iterated, first swaps": iterated("first, changed teams, bounds"),
        "iterated, passes": iterated("passes, changed teams"),
    }


def run(search: Search, seconds: float, chunk: int) -> int:
    """Return the lowest cost that `search` finds in so much CPU time; one chunk at least."""
    end = time.process_time() + seconds
    search.advance(chunk)
    while time.process_time() < end:
        search.advance(chunk)
    return search.lowest


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that `compare` takes."""
    for option in (
        click.option(
            "--chunk", default=1 << 22, show_default=True, help="Steps between looks at the clock."
        ),
        click.option("--seeds", default=3, show_default=True),
        click.option("--seconds", default=3.0, show_default=True),
        click.option("--seed", default=901, show_default=True, help="Of the instances."),
        click.option("--n", "sizes", multiple=True, default=(120,), show_default=True),
        click.option("--family", "families", multiple=True, default=FAMILIES, show_default=True),
    ):
        command = option(command)
    return command


def compare(
    searches: dict[str, Make],
    families: tuple[str, ...],
    sizes: tuple[int, ...],
    seed: int,
    seconds: float,
    seeds: int,
    chunk: int,
) -> None:
    """Print what each search finds."""
    for make in searches.values():  # compile
        run(make(instances(("Geo",), (30,), 1)[1][1], 0), 0.0, chunk)

    def rows() -> Iterator[list[str]]:
        for instance, made in instances(families, sizes, seed):
            for name, make in searches.items():
                values = [
                    -run(make(made, one), seconds, chunk) / 10**made.decimals
                    for one in range(seeds)
                ]
                spread = np.std(values, ddof=1) if seeds > 1 else 0.0
                figures = (np.mean(values), spread, max(values))
                yield [instance, name, *(f"{one:,.1f}" for one in figures)]

    table(["instance", "search", "mean", "spread", "best"], rows())


@click.command(help=told(__doc__))
@options
@click.option("--weak", default=5, show_default=True)
@click.option("--strong", default=0.1, show_default=True)
@click.option("--patience", default=2.0, show_default=True)
@click.option("--way", "names", multiple=True, type=click.Choice(list(ways(1, 1, 1))))
def main(weak: int, strong: float, patience: float, names: tuple[str, ...], **given: Any) -> None:
    """Run searches."""
    known = ways(weak, strong, patience)
    compare({name: known[name] for name in names or known}, **given)


if __name__ == "__main__":
    main()
