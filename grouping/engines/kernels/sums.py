"""Sums: a number per participant, a quadratic cost of each team's sum (see `state`)."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.jit import inlined
from grouping.engines.kernels.state import MUST, SOFT, Ints, square_cost


@inlined
def sum_change(square: Ints, total: Ints, slack: Ints, s: int, g: int, more: int) -> int:
    """Return the change of sum s's steering cost on team g if `more` is added."""
    coef, off, free = square[g, s], total[g, s], slack[g, s]
    if free == 0:
        return coef * more * (2 * off + more)
    return square_cost(coef, off + more, free) - square_cost(coef, off, free)


@inlined
def sums_swap(
    amount: Ints, square: Ints, total: Ints, slack: Ints, i: int, j: int, a: int, b: int
) -> int:
    """Return the change of steering cost if i (on a) and j (on b) change places."""
    delta = np.int64(0)
    for s in range(amount.shape[1]):
        more = amount[j, s] - amount[i, s]
        delta += sum_change(square, total, slack, s, a, more)
        delta += sum_change(square, total, slack, s, b, -more)
    return delta


@inlined
def sums_step(
    amount: Ints, square: Ints, total: Ints, slack: Ints, i: int, g: int, sign: int
) -> int:
    """Return the change of steering cost if i joins g (sign 1) or leaves it (sign -1)."""
    delta = np.int64(0)
    for s in range(amount.shape[1]):
        delta += sum_change(square, total, slack, s, g, sign * amount[i, s])
    return delta


@inlined
def sums_shift(
    amount: Ints,
    soft: Ints,
    must: Ints,
    total: Ints,
    slack: Ints,
    figures: Ints,
    i: int,
    g: int,
    sign: int,
) -> None:
    """Put i on g (sign 1) or take it off (sign -1)."""
    for s in range(amount.shape[1]):
        off, free = total[g, s], slack[g, s]
        then = off + sign * amount[i, s]
        figures[MUST] += square_cost(must[g, s], then, free) - square_cost(must[g, s], off, free)
        figures[SOFT] += square_cost(soft[g, s], then, free) - square_cost(soft[g, s], off, free)
        total[g, s] = then
