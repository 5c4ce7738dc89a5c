"""Annealing by visits: two teams at a time, and swaps between them alone, near in memory.

For problems of counters and sums (see `tags` and `sums`) with fixed sizes.  What people count for
is kept in the order of the seats and moves with them, so a visit touches a few kilobytes, however
many people and teams there are; swaps of two people drawn from all wait for memory instead.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grouping.kernels.best import note_best, settle_best
from grouping.kernels.jit import CHECKED, kernel
from grouping.kernels.rng import draw, lower, upper
from grouping.kernels.state import (
    ACCEPTED,
    EVALUATIONS,
    LESS,
    MORE,
    MUST,
    SOFT,
    Index,
    Ints,
    square_cost,
)
from grouping.kernels.sums import sums_shift, sums_swap
from grouping.kernels.tags import set_margin, tags_shift, tags_swap
from grouping.kernels.temperature import accepts
from grouping.kernels.visits import change_places, cooled, two_teams


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
def check_teams(seats: Seats, prices: Prices, standing: Standing) -> None:
    """Compare the running cost with the members of all teams counted anew."""
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
    for p, cost in ((MUST, must), (SOFT, soft)):
        assert standing.figures[p] == cost


@kernel
def sample_swaps(seats: Seats, prices: Prices, standing: Standing, deltas: Ints) -> None:
    """Weigh random swaps; nothing moves."""
    bits, first = standing.bits, seats.first
    teams = len(first) - 1
    for k in range(len(deltas)):
        a, b = two_teams(bits, teams)
        drawn = draw(bits)
        i = first[a] + upper(drawn, first[a + 1] - first[a])
        j = first[b] + lower(drawn, first[b + 1] - first[b])
        delta = tags_swap(seats.tag, standing.margin, i, j, a, b)
        delta += sums_swap(seats.amount, prices.square, standing.total, prices.slack, i, j, a, b)
        deltas[k] = delta


@kernel
def anneal_teams(
    seats: Seats,
    prices: Prices,
    standing: Standing,
    start: int,
    visits: int,
    proposals: int,
    hot: float,
    half: float,
    price: int,
    target: int,
) -> int:
    """Make visits `start` .. `start + visits` of a leg; return those made.

    Parameters
    ----------
    seats, prices, standing
        The problem and the search, which is changed in place.
    start, visits
        Where the run begins in the leg, and how long it is: the temperature depends on the former
        alone, so a leg cut into other runs is the same leg.
    proposals
        Swaps weighed in a visit.
    hot, half
        Temperature at the beginning, in units of cost, and visits until it is half as high.
    price
        What a must violation steers like, as `count_seats` was told.
    target
        The leg ends when no must rule is broken and the soft cost is not above this.
    """
    first, who, tag, amount, team = seats.first, seats.who, seats.tag, seats.amount, seats.team
    base, soft, must, square = prices.base, prices.soft, prices.must, prices.square
    square_must, slack = prices.square_must, prices.slack
    count, margin, total, bits = standing.count, standing.margin, standing.total, standing.bits
    figures, best, log = standing.figures, standing.best, standing.log
    teams, slots, sums = len(first) - 1, tag.shape[1], amount.shape[1]
    accepted, made = 0, visits
    for visit in range(start, start + visits):
        heat = cooled(visit, hot, half)
        a, b = two_teams(bits, teams)
        at_a, of_a, at_b, of_b = (
            first[a],
            first[a + 1] - first[a],
            first[b],
            first[b + 1] - first[b],
        )
        if of_a == 0 or of_b == 0:
            continue
        for _ in range(proposals):
            drawn = draw(bits)
            k = at_a + upper(drawn, of_a)
            m = at_b + lower(drawn, of_b)
            delta = tags_swap(tag, margin, k, m, a, b)
            delta += sums_swap(amount, square, total, slack, k, m, a, b)
            if delta > 0 and not accepts(delta, heat, bits):
                continue
            accepted += 1
            tags_shift(tag, base, soft, must, count, margin, price, figures, k, a, LESS)
            tags_shift(tag, base, soft, must, count, margin, price, figures, m, b, LESS)
            tags_shift(tag, base, soft, must, count, margin, price, figures, k, b, MORE)
            tags_shift(tag, base, soft, must, count, margin, price, figures, m, a, MORE)
            sums_shift(amount, square, square_must, total, slack, figures, k, a, LESS)
            sums_shift(amount, square, square_must, total, slack, figures, m, b, LESS)
            sums_shift(amount, square, square_must, total, slack, figures, k, b, MORE)
            sums_shift(amount, square, square_must, total, slack, figures, m, a, MORE)
            for c in range(slots):
                tag[k, c], tag[m, c] = tag[m, c], tag[k, c]
            for s in range(sums):
                amount[k, s], amount[m, s] = amount[m, s], amount[k, s]
            change_places(who, team, figures, best, log, k, m, a, b)
            if CHECKED:
                check_teams(seats, prices, standing)
            note_best(figures, team, best)
        if figures[MUST] == 0 and figures[SOFT] <= target:
            made = visit + 1 - start
            break
    figures[EVALUATIONS] += made * proposals
    figures[ACCEPTED] += accepted
    settle_best(figures, best, log)
    return made
