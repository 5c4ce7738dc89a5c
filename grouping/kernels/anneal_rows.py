"""Simulated annealing of pair distances, a person against everybody at a time.

A person is drawn and weighed against all others in one pass over contiguous rows, which is compiled
to vector instructions: near the end of a leg, where hardly any swap is accepted, a swap costs a
third of a nanosecond.  A pass meets its pairs in order and takes every swap that passes
Metropolis' test, so it is annealing with a partly systematic choice of pairs.  The test compares a
swap's delta with a threshold, minus the temperature times the logarithm of a random number; those
come from a table, read from a random place on for every person.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.kernels.jit import CHECKED, inlined, kernel
from grouping.kernels.rng import Bits, draw, lower, upper
from grouping.kernels.rows import NEVER, WIDTH, Costs, count_rows, move_rows, swap_rows

Ints = NDArray[np.int64]

# Entries of the table of thresholds, not counting as many more as there are people.
TABLE = 4096
# Positions in `figures`.
COST, BEST_COST, EVALUATIONS = range(3)


@inlined
def least_excess(
    mine: Costs,
    team: Costs,
    there: Costs,
    own: Costs,
    cost: Costs,
    threshold: Costs,
    begin: int,
    count: int,
    place: int,
) -> np.int32:
    """Return by how much the best swap with `count` people from `begin` on is above its threshold.

    Less `own` of the person drawn, which is the same for all.  Unsigned positions and 32-bit sums
    throughout, or the loop is not vectorised.
    """
    least = NEVER
    first, first_place = np.uint64(begin), np.uint64(place + begin)
    for k in range(count):
        x = first + np.uint64(k)
        gained = np.int32(np.int32(mine[np.uint64(team[x])] + there[x]) - own[x])
        delta = np.int32(gained - np.int32(2) * cost[x])
        least = min(least, np.int32(delta - threshold[first_place + np.uint64(k)]))
    return least


@inlined
def new_team(
    gain: Costs, size: Costs, high: Ints, threshold: Costs, i: int, a: int, g: int, place: int
) -> int:
    """Return the first team after g that i, on a, may move to by itself; -1 if there is none."""
    for _ in range(len(size)):
        g = g + 1 if g + 1 < len(size) else 0
        place = place + 1 if place + 1 < TABLE else 0
        if g != a and size[g] < high[g] and gain[g, i] - gain[a, i] <= threshold[place]:
            return g
    return -1


@kernel
def anneal_rows(
    cost: Costs,
    low: Ints,
    high: Ints,
    team: Costs,
    gain: Costs,
    own: Costs,
    size: Costs,
    best: Costs,
    figures: Ints,
    bits: Bits,
    exponential: NDArray[np.float64],
    threshold: Costs,
    mine: Costs,
    uphill: Ints,
    start: int,
    rows: int,
    total: int,
    hot: float,
    cold: float,
    moves: bool,
    target: int,
) -> int:
    """Run a part of a leg: `rows` people, each weighed against all others.

    Parameters
    ----------
    cost
        Costs of pairs, shape (n, N), N the next multiple of `WIDTH`; see `rows`.
    low, high
        Seats of each team, shape (T,).
    team, gain, own, size
        The present assignment and its sums, shapes (N,), (T, N), (N,), (T,); changed in place.
    best
        The best assignment so far, shape (N,).
    figures
        See COST, BEST_COST, EVALUATIONS.
    bits
        Random numbers.
    exponential
        Exponentially distributed numbers of mean 1, shape (TABLE + N,).
    threshold, mine
        Room to work in, shapes (TABLE + N,) and (T + 1,).
    uphill
        Accepted moves that made it worse, by level of temperature; added to.
    start, rows, total
        Rows of the leg done before, to do now, and in all.
    hot, cold
        Temperatures of the first and last level.
    moves
        Whether sizes may change.
    target
        End when the cost is not above this.

    Returns
    -------
    int
        Rows done: fewer than `rows` if the target was met.
    """
    people, padded, teams, levels = len(cost), len(team), len(size), len(uphill)
    value, lowest = figures[COST], figures[BEST_COST]
    level, evaluations, done, busy = -1, 0, rows, False
    mine[teams] = NEVER  # the team of those made up to fill the rows
    for row in range(start, start + rows):
        if row * levels // total != level:
            level = row * levels // total
            temperature = hot * (cold / hot) ** (level / max(1, levels - 1))
            for k in range(len(threshold)):
                threshold[k] = np.int32(exponential[k] * temperature)
        drawn = draw(bits)
        i = upper(drawn, people)
        place = lower(drawn, TABLE)
        a = team[i]
        if moves and size[a] > low[a]:
            evaluations += teams
            g = new_team(gain, size, high, threshold, i, a, upper(draw(bits), teams), place)
            if g >= 0:
                delta = np.int64(gain[g, i]) - own[i]
                move_rows(cost, team, gain, own, size, i, a, np.int32(g))
                a = team[i]
                value += delta
                uphill[level] += delta > 0
                if value < lowest:
                    lowest = value
                    best[:] = team
        evaluations += people - size[a]
        weights, there = cost[i], gain[a]
        for g in range(teams):
            mine[g] = gain[g, i]
        mine[a] = NEVER
        if not busy:  # one look at everybody is enough where nothing is accepted
            over = least_excess(mine, team, there, own, weights, threshold, 0, padded, place)
            if over > own[i]:
                continue
        accepted = 0
        for begin in range(0, padded, WIDTH):
            over = least_excess(mine, team, there, own, weights, threshold, begin, WIDTH, place)
            if over > own[i]:
                continue
            for j in range(begin, begin + WIDTH):
                if least_excess(mine, team, there, own, weights, threshold, j, 1, place) > own[i]:
                    continue
                b = team[j]
                delta = np.int64(mine[b]) + there[j] - own[j] - 2 * np.int64(weights[j]) - own[i]
                swap_rows(cost, team, gain, own, i, j, a, b)
                accepted += 1
                value += delta
                uphill[level] += delta > 0
                if value < lowest:
                    lowest = value
                    best[:] = team
                a = b
                there = gain[a]
                for g in range(teams):
                    mine[g] = gain[g, i]
                mine[a] = NEVER
        busy = accepted > 1
        if CHECKED:
            assert value == count_rows(cost, team, gain.copy(), own.copy(), size.copy())
        if lowest <= target:
            done = row + 1 - start
            break
    figures[COST] = value
    figures[BEST_COST] = lowest
    figures[EVALUATIONS] += evaluations
    return done
