"""Annealing of distances between points, without a table of all pairs: visits to two teams.

A visit takes up to `WINDOW` people of each of two teams, computes their distances from each other
and from both teams, and anneals swaps between them; memory is that of the points and of a visit.
The cost of a pair is minus its distance, an integer that any machine computes alike: the places
are integers whose squares add up exactly, and roots are correctly rounded.
"""

from __future__ import annotations

import math

import numpy as np

from grouping.engines.kernels.batch_assignment import Reals
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

# Most people of a team in one visit.
WINDOW = 100


@kernel
def distances_of(place: Reals, k: int, start: int, end: int, squares: Reals) -> None:
    """Put the distances of seat k from the seats `start` .. `end` into `squares`."""
    squares[: end - start] = 0.0
    for d in range(place.shape[1]):
        mine = place[k, d]
        for x in range(start, end):
            off = place[x, d] - mine
            squares[x - start] += off * off
    for x in range(end - start):
        squares[x] = np.rint(math.sqrt(squares[x]))


@kernel
def sum_of_distances(first: Ints, place: Reals) -> int:
    """Return the sum of the distances of all pairs that share a team.

    Parameters
    ----------
    first
        Where the seats of each team begin, shape (T + 1,).
    place
        Where the people on the seats are, whole numbers, shape (n, D).
    """
    total = 0.0
    apart = np.zeros(len(place))
    found = np.int64(0)
    for g in range(len(first) - 1):
        for k in range(first[g] + 1, first[g + 1]):
            distances_of(place, k, first[g], k, apart)
            total = 0.0
            for x in range(k - first[g]):
                total += apart[x]
            found += np.int64(total)
    return found


@kernel
def look_at(
    first: Ints,
    place: Reals,
    a: int,
    b: int,
    from_a: int,
    from_b: int,
    wide: Reals,
    apart: Reals,
    sums: Reals,
) -> tuple[int, int]:
    """Compute the distances of a visit; return how many people of a and of b take part.

    Parameters
    ----------
    first, place
        As in `sum_of_distances`.
    from_a, from_b
        Where among the seats of a and b those who take part begin; they are brought to the front
        of `wide` in turn.
    wide
        Places of both teams, dimension by dimension, those who take part of a, of b, then others.
    apart
        Distances of those who take part from each other; shape (at least m, at least m).
    sums
        Of each who takes part, the sum of distances from team a and from team b; shape (m, 2).
    """
    of_a, of_b = first[a + 1] - first[a], first[b + 1] - first[b]
    in_a, in_b = min(of_a, np.int64(WINDOW)), min(of_b, np.int64(WINDOW))
    m, dimensions = in_a + in_b, place.shape[1]
    for x in range(of_a + of_b):
        # those of a, those of b, the rest of a, the rest of b
        if x < in_a:
            k = first[a] + (from_a + x) % of_a
        elif x < m:
            k = first[b] + (from_b + x - in_a) % of_b
        elif x < m + of_a - in_a:
            k = first[a] + (from_a + in_a + x - m) % of_a
        else:
            k = first[b] + (from_b + in_b + x - m - (of_a - in_a)) % of_b
        for d in range(dimensions):
            wide[d, x] = place[k, d]
    rest_a, everybody = m + of_a - in_a, of_a + of_b
    row = np.zeros(everybody)
    for x in range(m):
        # those before x have their distance from x by symmetry
        row[:] = 0.0
        for d in range(dimensions):
            mine, line = wide[d, x], wide[d]
            for y in range(x, everybody):
                off = line[y] - mine
                row[y] += off * off
        for y in range(x, everybody):
            row[y] = np.rint(math.sqrt(row[y]))
        for y in range(x, m):
            apart[x, y] = row[y]
            apart[y, x] = row[y]
        near, far = 0.0, 0.0
        for y in range(m, rest_a):
            near += row[y]
        for y in range(rest_a, everybody):
            far += row[y]
        sums[x, 0], sums[x, 1] = near, far
    for x in range(m):
        near, far = 0.0, 0.0
        for y in range(in_a):
            near += apart[x, y]
        for y in range(in_a, m):
            far += apart[x, y]
        sums[x, 0] += near
        sums[x, 1] += far
    return in_a, in_b


@kernel
def anneal_points(
    seats: Seats,
    prices: Prices,
    standing: Standing,
    place: Reals,
    coef: int,
    start: int,
    visits: int,
    proposals: int,
    hot: float,
    half: float,
    price: int,
    deltas: Reals,
) -> None:
    """Make visits `start` .. `start + visits` of a leg.

    Parameters
    ----------
    seats, prices, standing
        The problem and the search, which is changed in place; distances stand beside what it
        counts, of which there may be nothing.
    place
        Where the people on the seats are, whole numbers, shape (n, D); changed in place.
    coef
        What a unit of distance is worth.
    start, visits
        Where the run begins in the leg, and how long it is: the temperature depends on the former
        alone, so a leg cut into other runs is the same leg.
    proposals
        Swaps weighed in a visit.
    hot, half
        Temperature at the beginning, in units of cost, and visits until it is half as high.
    price
        What a must violation steers like, as `count_seats` was told.
    deltas
        If not empty, deltas of the swaps weighed are put there instead, and nothing moves.
    """
    first, figures, bits, best = seats.first, standing.figures, standing.bits, standing.best
    teams, only_look = len(first) - 1, len(deltas) > 0
    counted = seats.tag.shape[1] + seats.amount.shape[1] > 0
    largest = np.int64(0)
    for g in range(teams):
        if first[g + 1] - first[g] > largest:
            largest = first[g + 1] - first[g]
    window = 2 * (largest if largest < WINDOW else WINDOW)
    wide = np.zeros((place.shape[1], 2 * largest))
    apart, sums = np.zeros((window, window)), np.zeros((window, 2))
    seat = np.zeros(window, dtype=np.int64)
    accepted, looked = 0, 0
    for visit in range(start, start + visits):
        heat = cooled(visit, hot, half)
        a, b = two_teams(bits, teams)
        of_a, of_b = first[a + 1] - first[a], first[b + 1] - first[b]
        if of_a == 0 or of_b == 0:
            continue
        drawn = draw(bits)
        from_a, from_b = upper(drawn, of_a), lower(drawn, of_b)
        in_a, in_b = look_at(first, place, a, b, from_a, from_b, wide, apart, sums)
        for x in range(in_a):
            seat[x] = first[a] + (from_a + x) % of_a
        for y in range(in_b):
            seat[in_a + y] = first[b] + (from_b + y) % of_b
        for _ in range(proposals):
            drawn = draw(bits)
            x, y = upper(drawn, in_a), in_a + lower(drawn, in_b)
            worth = sums[x, 1] - sums[x, 0] + sums[y, 0] - sums[y, 1] - 2.0 * apart[x, y]
            farther = coef * np.int64(worth)
            k, m = seat[x], seat[y]
            delta = -farther
            if counted:
                delta += swap_cost(seats, prices, standing, k, m, a, b)
            if only_look:
                deltas[looked % len(deltas)] = delta
                looked += 1
                continue
            if delta > 0 and not accepts(delta, heat, bits):
                continue
            accepted += 1
            figures[SOFT] -= farther
            for d in range(place.shape[1]):
                place[k, d], place[m, d] = place[m, d], place[k, d]
            swap_seats(seats, prices, standing, price, k, m, a, b)
            # x and y change names, so that x stays in a
            for z in range(in_a + in_b):
                change = apart[y, z] - apart[x, z]
                sums[z, 0] += change
                sums[z, 1] -= change
            for z in range(in_a + in_b):
                apart[x, z], apart[y, z] = apart[y, z], apart[x, z]
            for z in range(in_a + in_b):
                apart[z, x], apart[z, y] = apart[z, y], apart[z, x]
            for side in range(2):
                sums[x, side], sums[y, side] = sums[y, side], sums[x, side]
            if CHECKED:
                must, soft = cost_of_seats(seats, prices, standing)
                soft -= coef * sum_of_distances(first, place)
                assert (figures[MUST], figures[SOFT]) == (must, soft)
            note_best(figures, seats.team, best)
    if not only_look:
        figures[EVALUATIONS] += visits * proposals
        figures[ACCEPTED] += accepted
    settle_best(figures, best, standing.log)
