"""Partial difference matrices over abelian groups, by search.

A matrix is conflict-free in either direction: rows and columns may be exchanged, because what is
forbidden is that two rows and two columns have a vanishing alternating sum.  So a search may
choose the narrower side, and a matrix found serves two cells of the table.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from grouping.engines.budget import Budget
from grouping.engines.designs.point_symmetry import Symmetry
from grouping.engines.designs.transversal import Entries
from grouping.engines.kernels.difference_matrix import walk_difference
from grouping.engines.kernels.rng import bits_from

CHUNK = 200_000  # proposals between two looks at the clock
WALK = 20_000_000  # proposals before a new start
NONE = np.empty(0, dtype=np.intp)
TEMPERATURES = (0.33, 0.28, 0.38)


@cache
def abelian_groups(order: int) -> list[tuple[int, ...]]:
    """Return the abelian groups of an order as products of cyclic groups, the cyclic one first."""
    found: list[tuple[int, ...]] = [(order,)]
    for d in range(2, order):
        if order % (d * d) == 0:
            found += [(d, *rest) for rest in abelian_groups(order // d) if rest[0] % d == 0]
    return found


@cache
def addition(moduli: tuple[int, ...]) -> Entries:
    """Return the sums of a group, shape (g, g)."""
    group = Symmetry(moduli, 1)
    return group.number(group.elements[:, None] + group.elements[None, :])


@cache
def subtraction(moduli: tuple[int, ...]) -> Entries:
    """Return the differences x - y of a group, shape (g, g)."""
    group = Symmetry(moduli, 1)
    return group.number(group.elements[:, None] - group.elements[None, :])


def search_matrix(
    moduli: tuple[int, ...],
    rows: int,
    columns: int,
    odd: bool = False,
    *,
    rng: np.random.Generator,
    budget: Budget,
) -> tuple[Entries | None, int]:
    """Search a partial difference matrix; return it, or None, and the proposals made.

    The first row and the first column are zero: every matrix can be brought to this form.  With
    `odd`, the negative of every row is a row too (for an odd number of rows): half the rows are
    searched, and their differences must differ up to sign and not be their own negatives.
    """
    if rows < columns and not odd:
        matrix, done = search_matrix(moduli, columns, rows, rng=rng, budget=budget)
        return (None if matrix is None else matrix.T.copy()), done
    minus = subtraction(moduli)
    if odd:
        own = np.flatnonzero(minus[0] == np.arange(len(minus)))[1:]
        signless = np.minimum(minus, minus.T)
        half, done = _search(signless, own, rows // 2 + 1, columns, rng, budget)
        return (None if half is None else np.concatenate([half, minus[0][half[1:]]])), done
    return _search(minus, NONE, rows, columns, rng, budget)


def _search(
    minus: Entries,
    barred: NDArray[np.intp],
    rows: int,
    columns: int,
    rng: np.random.Generator,
    budget: Budget,
) -> tuple[Entries | None, int]:
    """Walk from random starts until a matrix has no difference twice."""
    g = len(minus)
    done = walks = 0
    while not budget.over(done):
        matrix = rng.integers(0, g, size=(rows, columns), dtype=np.int32)
        matrix[0] = matrix[:, 0] = 0
        uses = count_differences(minus, matrix)
        uses[:, :, barred] += 1
        cost = np.array([matrix_cost(uses)], dtype=np.int64)
        bits = bits_from(rng)
        temperature = TEMPERATURES[walks % len(TEMPERATURES)]
        walks += 1
        steps = 0
        while cost[0] > 0 and steps < WALK and not budget.over(done + steps):
            steps += walk_difference(minus, matrix, uses, cost, bits, temperature, CHUNK)
        done += max(steps, 1)
        if cost[0] == 0:
            return matrix, done
    return None, done


def count_differences(minus: Entries, matrix: Entries) -> np.ndarray:
    """Return how often each difference occurs, int64, shape (columns, columns, g)."""
    columns = matrix.shape[1]
    uses = np.zeros((columns, columns, len(minus)), dtype=np.int64)
    for row in matrix:
        j, k = np.nonzero(~np.eye(columns, dtype=bool))
        np.add.at(uses, (j, k, minus[row[j], row[k]]), 1)
    return uses


def matrix_cost(uses: np.ndarray) -> int:
    """Return the number of pairs of rows with equal differences, over pairs of columns."""
    return int((uses * (uses - 1) // 2).sum()) // 2
