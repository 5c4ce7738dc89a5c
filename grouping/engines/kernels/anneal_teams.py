"""Annealing by visits: two teams at a time, and swaps between them alone, near in memory.

For problems of counters and sums (see `tags` and `sums`) with fixed sizes; swaps of two people
drawn from all wait for memory instead.
"""

from __future__ import annotations

from grouping.engines.kernels.best_so_far import note_best, settle_best
from grouping.engines.kernels.jit import CHECKED, kernel
from grouping.engines.kernels.rng import draw, lower, upper
from grouping.engines.kernels.seating_order import (
    Prices,
    Seats,
    Standing,
    cost_of_seats,
    swap_cost,
    swap_seats,
)
from grouping.engines.kernels.state import ACCEPTED, EVALUATIONS, MUST, SOFT, Ints
from grouping.engines.kernels.temperature import accepts
from grouping.engines.kernels.visits import cooled, two_teams


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
        deltas[k] = swap_cost(seats, prices, standing, i, j, a, b)


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
    first, bits, figures, best = seats.first, standing.bits, standing.figures, standing.best
    teams, accepted, made = len(first) - 1, 0, visits
    for visit in range(start, start + visits):
        heat = cooled(visit, hot, half)
        a, b = two_teams(bits, teams)
        at_a, of_a = first[a], first[a + 1] - first[a]
        at_b, of_b = first[b], first[b + 1] - first[b]
        if of_a == 0 or of_b == 0:
            continue
        for _ in range(proposals):
            drawn = draw(bits)
            k = at_a + upper(drawn, of_a)
            m = at_b + lower(drawn, of_b)
            delta = swap_cost(seats, prices, standing, k, m, a, b)
            if delta > 0 and not accepts(delta, heat, bits):
                continue
            accepted += 1
            swap_seats(seats, prices, standing, price, k, m, a, b)
            if CHECKED:
                assert cost_of_seats(seats, prices, standing) == (figures[MUST], figures[SOFT])
            note_best(figures, seats.team, best)
        if figures[MUST] == 0 and figures[SOFT] <= target:
            made = visit + 1 - start
            break
    figures[EVALUATIONS] += made * proposals
    figures[ACCEPTED] += accepted
    settle_best(figures, best, standing.log)
    return made
