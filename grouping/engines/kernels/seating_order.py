"""People in the order of their seats, and where their teams stand: the state of visits.

What people count for is kept in the order of the seats and moves with them, so that a visit to two
teams touches a few kilobytes, however many people and teams there are.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.counts import set_margin, tags_shift, tags_swap
from grouping.engines.kernels.jit import inlined, kernel
from grouping.engines.kernels.state import LESS, MORE, MUST, SOFT, Index, Ints, square_cost
from grouping.engines.kernels.sums import sums_shift, sums_swap
from grouping.engines.kernels.visits import change_places


class Seats(NamedTuple):
    """People in the order of their seats, team after team; n people, T teams (see `state`)."""

    first: Ints
    """Team g has the seats first[g] .. first[g + 1]; shape (T + 1,)."""
    who: Index
    """Who sits there, shape (n,)."""
    tag: Index
    """Tags of who sits there, shape (n, C)."""
    amount: Ints
    """Amounts of who sits there, shape (n, S)."""
    team: Index
    """Team of each participant, shape (n,)."""


class Prices(NamedTuple):
    """What does not change, as in `Pack`; sums are wishes, their must costs are 0."""

    base: Ints
    soft: Ints
    must: Ints
    square: Ints
    square_must: Ints
    slack: Ints


class Standing(NamedTuple):
    """Where the teams stand, as in `State`."""

    count: Index
    margin: Ints
    total: Ints
    start: Ints
    """Sums of nobody: minus the targets, shape (T, S)."""
    figures: Ints
    best: Index
    log: Index
    bits: NDArray[np.uint64]


@kernel
def seat(seats: Seats, tag: Index, amount: Ints) -> None:
    """Fill `seats` in the order of the people from their teams."""
    at = seats.first[:-1].copy()
    for i in range(len(seats.team)):
        g = seats.team[i]
        k = at[g]
        at[g] += 1
        seats.who[k] = i
        for c in range(tag.shape[1]):
            seats.tag[k, c] = tag[i, c]
        for s in range(amount.shape[1]):
            seats.amount[k, s] = amount[i, s]


@kernel
def count_seats(seats: Seats, prices: Prices, standing: Standing, price: int) -> None:
    """Count all anew; a must violation steers like `price` of the wishes' cost."""
    count, margin, total = standing.count, standing.margin, standing.total
    count[:, :] = 0
    for g in range(len(total)):
        for s in range(total.shape[1]):
            total[g, s] = standing.start[g, s]
    first, tag, amount = seats.first, seats.tag, seats.amount
    must, soft = np.int64(0), np.int64(0)
    for g in range(len(first) - 1):
        for k in range(first[g], first[g + 1]):
            for c in range(tag.shape[1]):
                count[g, tag[k, c]] += 1
            for s in range(amount.shape[1]):
                total[g, s] += amount[k, s]
        count[g, 0] = 0
        for t in range(count.shape[1]):
            must += prices.must[prices.base[g, t] + count[g, t]]
            soft += prices.soft[prices.base[g, t] + count[g, t]]
            set_margin(prices.base, prices.soft, prices.must, count, margin, price, g, t)
        for s in range(amount.shape[1]):
            soft += square_cost(prices.square[g, s], total[g, s], prices.slack[g, s])
    standing.figures[MUST] = must
    standing.figures[SOFT] = soft


@kernel
def cost_of_seats(seats: Seats, prices: Prices, standing: Standing) -> tuple[int, int]:
    """Return (must, soft) of the members of all teams, counted anew."""
    first, tag, amount = seats.first, seats.tag, seats.amount
    must, soft = np.int64(0), np.int64(0)
    for g in range(len(first) - 1):
        count = np.zeros(prices.base.shape[1], dtype=np.int64)
        total = standing.start[g].copy()
        for k in range(first[g], first[g + 1]):
            for c in range(tag.shape[1]):
                count[tag[k, c]] += 1
            total += amount[k]
        for t in range(1, len(count)):
            must += prices.must[prices.base[g, t] + count[t]]
            soft += prices.soft[prices.base[g, t] + count[t]]
        for s in range(len(total)):
            soft += square_cost(prices.square[g, s], total[s], prices.slack[g, s])
    return must, soft


@inlined
def swap_cost(
    seats: Seats, prices: Prices, standing: Standing, k: int, m: int, a: int, b: int
) -> int:
    """Return the change of steering cost if seats k (of a) and m (of b) change people."""
    delta = tags_swap(seats.tag, standing.margin, k, m, a, b)
    delta += sums_swap(seats.amount, prices.square, standing.total, prices.slack, k, m, a, b)
    return delta


@inlined
def swap_seats(
    seats: Seats, prices: Prices, standing: Standing, price: int, k: int, m: int, a: int, b: int
) -> None:
    """Let the people on seats k (of a) and m (of b) change places, with what they count for."""
    tag, amount, count, total = seats.tag, seats.amount, standing.count, standing.total
    base, soft, must, margin = prices.base, prices.soft, prices.must, standing.margin
    square, square_must, slack = prices.square, prices.square_must, prices.slack
    figures = standing.figures
    tags_shift(tag, base, soft, must, count, margin, price, figures, k, a, LESS)
    tags_shift(tag, base, soft, must, count, margin, price, figures, m, b, LESS)
    tags_shift(tag, base, soft, must, count, margin, price, figures, k, b, MORE)
    tags_shift(tag, base, soft, must, count, margin, price, figures, m, a, MORE)
    sums_shift(amount, square, square_must, total, slack, figures, k, a, LESS)
    sums_shift(amount, square, square_must, total, slack, figures, m, b, LESS)
    sums_shift(amount, square, square_must, total, slack, figures, k, b, MORE)
    sums_shift(amount, square, square_must, total, slack, figures, m, a, MORE)
    for c in range(tag.shape[1]):
        tag[k, c], tag[m, c] = tag[m, c], tag[k, c]
    for s in range(amount.shape[1]):
        amount[k, s], amount[m, s] = amount[m, s], amount[k, s]
    change_places(seats.who, seats.team, figures, standing.best, standing.log, k, m, a, b)
