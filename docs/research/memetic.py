"""Solutions crossed: a population of short descents, and legs of annealing that begin at a child.

    python docs/research/memetic.py --n 120 --seconds 3
    python docs/research/memetic.py --n 240 --seconds 10 --family RanReal --family Geo

Teams of two parents are matched by the people that they have in common.  A child has the sizes of
the first; *common* people stay, the others take the seats left at random; or half of the first
parent's *teams* stay whole, and of the others those whom both have.  Needs scipy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
import numpy as np
from board import place, random_board
from descend import WAYS, copied, iterate, room
from scipy.optimize import linear_sum_assignment
from search import Annealing, Make, compare, options
from shown import told

from grouping.engines.kernels.anneal_rows import COST
from grouping.engines.kernels.rng import bits_from
from grouping.files.instances.instance import Distances
from grouping.terms.arrays import Index

Cross = Callable[[Index, Index, int, np.random.Generator], Index]


def common(first: Index, second: Index, teams: int, rng: np.random.Generator) -> Index:
    """Return the child that keeps who share a team in both; shape (n,) like both."""
    return _child(first, second, np.zeros(teams, dtype=bool), rng)


def half(first: Index, second: Index, teams: int, rng: np.random.Generator) -> Index:
    """Return the child that also keeps half of the teams of `first`."""
    return _child(first, second, rng.permutation(teams) < teams // 2, rng)


def _child(first: Index, second: Index, whole: np.ndarray, rng: np.random.Generator) -> Index:
    overlap = np.zeros((len(whole), len(whole)), dtype=np.int64)
    np.add.at(overlap, (second, first), 1)
    _, match = linear_sum_assignment(overlap, maximize=True)
    out = np.flatnonzero((match[second] != first) & ~whole[first])
    child = first.copy()
    child[out] = rng.permutation(first[out])
    return child


class Population:
    """Descents from children of two of the population; the worst gives way to what is better.

    As in memetic searches: a child is disturbed and descended from some times, keeping the better.

    Parameters
    ----------
    size
        Of the population.
    effort
        Disturbances of a child, over the number of people.
    """

    def __init__(self, made: Distances, seed: int, cross: Cross, size: int, effort: float) -> None:
        self._rng = np.random.default_rng(seed)
        self._board = random_board(made, self._rng)
        self._here, self._best = copied(self._board), copied(self._board)
        self._room, self._bits = room(), bits_from(self._rng)
        self._people, self._teams = made.n, len(made.low)
        self._cross, self._size, self._rounds = cross, size, max(1, round(effort * made.n))
        self._members: list[tuple[int, Index]] = []

    def advance(self, steps: int) -> None:
        """Bring up one child; of those before all are there, one placed at random."""
        if len(self._members) < self._size:
            made = self._rng.permutation(self._board.team[: self._people])
        else:
            mother, father = self._rng.choice(self._size, 2, replace=False)
            parents = self._members[mother][1], self._members[father][1]
            made = self._cross(*parents, self._teams, self._rng)
        self._join(*self._improved(made))

    def _improved(self, team: Index) -> tuple[int, Index]:
        cost = place(self._board, team)
        for board in (self._here, self._best):
            place(board, team)
        figures = np.array([cost, cost, 0])
        way = WAYS.index("first, changed teams, bounds")
        never = 1 << 60  # no strong disturbances: children take their place
        iterate(
            way,
            self._board,
            self._here,
            self._best,
            figures,
            self._bits,
            self._room,
            self._rounds,
            5,
            1,
            never,
        )
        return int(figures[1]), self._best.team[: self._people].copy()

    def _join(self, cost: int, team: Index) -> None:
        if any(cost == other for other, _ in self._members):
            return  # most likely the same teams
        self._members.append((cost, team))
        self._members.sort(key=lambda member: member[0])
        del self._members[self._size :]

    @property
    def lowest(self) -> int:
        """Cost of the best."""
        return self._members[0][0]


class Crossed(Annealing):
    """The search as it is, but every second leg begins at a child of two good ones.

    Parameters
    ----------
    cooler
        Where that leg begins: 0 at the temperature of other legs, 1 at their end.
    size
        Solutions of legs that are kept as parents.
    """

    def __init__(
        self, made: Distances, seed: int, cross: Cross, cooler: float, size: int = 8
    ) -> None:
        self._cross, self._cooler, self._kept = cross, cooler, size
        self._parents: list[tuple[int, Index]] = []
        self._window: tuple[float, float] | None = None
        super().__init__(made, seed)

    def _next_leg(self) -> None:
        again = self._window is None
        if self._rows and not self._heating:
            self._remember()
        super()._next_leg()
        if again and not self._heating and len(self._parents) > 1:
            self._begin_at_child()

    def _remember(self) -> None:
        team, cost = self._team[: self._people].copy(), int(self._figures[COST])
        if all(cost != other for other, _ in self._parents):
            self._parents.append((cost, team))
            self._parents.sort(key=lambda parent: parent[0])
            del self._parents[self._kept :]

    def _begin_at_child(self) -> None:
        one, other = self._rng.choice(len(self._parents), 2, replace=False)
        parents = self._parents[one][1], self._parents[other][1]
        self._team[: self._people] = self._cross(*parents, len(self._low), self._rng)
        self._count()
        self._began = np.sort(self._size)
        self._window = self._hot, self._cold
        self._hot *= (self._cold / self._hot) ** self._cooler

    def _set_window(self) -> None:
        """Measure temperatures on legs from a new start alone."""
        if self._window:
            self._hot, self._cold = self._window
            self._window = None
        else:
            super()._set_window()


def ways(size: int, effort: float) -> dict[str, Make]:
    """Return all searches by name."""

    def population(cross: Cross) -> Make:
        return lambda made, seed: Population(made, seed, cross, size, effort)

    def crossed(cross: Cross, cooler: float) -> Make:
        return lambda made, seed: Crossed(made, seed, cross, cooler)

    return {
        "annealing": lambda made, seed: Annealing(made, seed),
        "every second leg a child, common": crossed(common, 0.3),
        "every second leg a child, half": crossed(half, 0.3),
        "the same, cooler": crossed(half, 0.6),
        "population, common": population(common),
        "population, half": population(half),
    }


@click.command(help=told(__doc__))
@options
@click.option("--size", default=15, show_default=True, help="Of the population.")
@click.option("--effort", default=4.0, show_default=True, help="Disturbances of a child, over n.")
@click.option("--way", "names", multiple=True, type=click.Choice(list(ways(1, 1))))
def main(size: int, effort: float, names: tuple[str, ...], **given: Any) -> None:
    """Run searches."""
    known = ways(size, effort)
    compare({name: known[name] for name in names or known}, **given)


if __name__ == "__main__":
    main()
