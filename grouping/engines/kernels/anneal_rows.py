"""Simulated annealing of pair distances, a person against everybody at a time.

A person is drawn and weighed against all others in one pass over contiguous rows, which is compiled
to vector instructions: near the end of a leg, where hardly any swap is accepted, a swap costs a
fifth of a nanosecond.  A pass meets its pairs in order and takes every swap that passes
Metropolis' test, so it is annealing with a partly systematic choice of pairs.  The test compares a
swap's delta with a threshold, minus the temperature times the logarithm of a random number; those
come from a table, read from a random place on for every person.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.best_so_far import keep
from grouping.engines.kernels.distance_rows import (
    NEVER,
    WIDTH,
    Costs,
    center_rows,
    count_rows,
    move_rows,
    swap_rows,
)
from grouping.engines.kernels.jit import CHECKED, inlined, kernel
from grouping.engines.kernels.rng import Bits, draw, lower, upper

Ints = NDArray[np.int64]

# Entries of the table of thresholds, not counting as many more as there are people.
TABLE = 4096
# Short looks at everybody before they may be given up for a level, by four times as many.
SURE = 64
# Positions in `figures`.
COST, BEST_COST, EVALUATIONS = range(3)


@inlined
def least_excess(
    mine: Costs,
    team: Costs,
    gain: Costs,
    own: Costs,
    cost: Costs,
    threshold: Costs,
    person: np.uint64,
    home: np.uint64,
    begin: int,
    count: int,
    place: int,
) -> np.int32:
    """Return by how much the best swap with `count` people from `begin` on is above its threshold.

    Less the sum of the person drawn to their team, `home`, which is the same for all.  Unsigned
    positions and 32-bit sums throughout, or the loop is not vectorised; and no rows taken out of
    tables, since counting references to them takes as long as weighing 50 swaps.
    """
    least = NEVER
    first, first_place = np.uint64(begin), np.uint64(place + begin)
    for k in range(count):
        x = first + np.uint64(k)
        gained = np.int32(np.int32(mine[np.uint64(team[x])] + gain[home, x]) - own[x])
        delta = np.int32(gained - np.int32(2) * cost[person, x])
        least = min(least, np.int32(delta - threshold[first_place + np.uint64(k)]))
    return least


@inlined
def least_without(
    gain: Costs,
    own: Costs,
    cost: Costs,
    threshold: Costs,
    person: np.uint64,
    home: np.uint64,
    place: int,
) -> np.int32:
    """Return what `least_excess` of everybody is without `mine`, and with those of the own team.

    With the least of `mine` added it is a bound from below, for a fraction of the time: looking up
    a number by team is what takes most of it.
    """
    least = NEVER
    first = np.uint64(place)
    for k in range(len(own)):
        x = np.uint64(k)
        delta = np.int32(np.int32(gain[home, x] - own[x]) - np.int32(2) * cost[person, x])
        least = min(least, np.int32(delta - threshold[first + x]))
    return least


@inlined
def weigh_teams(gain: Costs, mean: Costs, mine: Costs, i: int, a: int) -> np.int32:
    """Fill `mine` with the sums of i, on a, to the other teams; return the least."""
    least, person = NEVER, np.uint64(i)
    for g in range(len(mean)):
        team = np.uint64(g)
        weighed = np.int32(gain[team, person] - mean[team])  # first, so that nothing branches
        weighed = NEVER if g == a else weighed
        mine[team] = weighed
        least = min(least, weighed)
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
    mean: Costs,
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
    team, gain, own, mean, size
        The present assignment and its sums, shapes (N,), (T, N), (N,), (T,), (T,); changed in
        place.
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
    level, evaluations, done, busy, asked, passed = -1, 0, rows, False, 0, 0
    mine[teams] = NEVER  # the team of those made up to fill the rows
    for row in range(start, start + rows):
        if row * levels // total != level:
            level = row * levels // total
            temperature = hot * (cold / hot) ** (level / max(1, levels - 1))
            for k in range(len(threshold)):
                threshold[k] = np.int32(exponential[k] * temperature)
            center_rows(team, gain, own, mean, people)
            asked = passed = 0
        drawn = draw(bits)
        i = upper(drawn, people)
        place = lower(drawn, TABLE)
        a = team[i]
        if moves and size[a] > low[a]:
            evaluations += teams
            g = new_team(gain, size, high, threshold, i, a, upper(draw(bits), teams), place)
            if g >= 0:
                delta = np.int64(gain[g, i]) - gain[a, i]
                move_rows(cost, team, gain, own, mean, size, i, a, np.int32(g))
                a = team[i]
                value += delta
                uphill[level] += delta > 0
                if value < lowest:
                    lowest = value
                    keep(best, team)
        evaluations += people - size[a]
        closest, now = weigh_teams(gain, mean, mine, i, a), gain[a, i]
        person, home = np.uint64(i), np.uint64(a)
        if not busy:  # one look at everybody is enough where nothing is accepted
            if 4 * passed <= 3 * asked + SURE:  # a short one, as long as it says something
                asked += 1
                if least_without(gain, own, cost, threshold, person, home, place) > now - closest:
                    continue
                passed += 1
            if (
                least_excess(mine, team, gain, own, cost, threshold, person, home, 0, padded, place)
                > now
            ):
                continue
        accepted = 0
        for begin in range(0, padded, WIDTH):
            over = least_excess(
                mine, team, gain, own, cost, threshold, person, home, begin, WIDTH, place
            )
            if over > now:
                continue
            for j in range(begin, begin + WIDTH):
                over = least_excess(
                    mine, team, gain, own, cost, threshold, person, home, j, 1, place
                )
                if over > now:
                    continue
                delta = np.int64(over) + threshold[place + j] - now
                b = team[j]
                swap_rows(cost, team, gain, own, mean, i, j, a, b)
                accepted += 1
                value += delta
                uphill[level] += delta > 0
                if value < lowest:
                    lowest = value
                    keep(best, team)
                a = b
                home, now = np.uint64(a), gain[a, i]
                weigh_teams(gain, mean, mine, i, a)
        busy = accepted > 1
        if CHECKED:
            assert value == count_rows(
                cost, team, gain.copy(), own.copy(), mean.copy(), size.copy()
            )
        if lowest <= target:
            done = row + 1 - start
            break
    figures[COST] = value
    figures[BEST_COST] = lowest
    figures[EVALUATIONS] += evaluations
    return done
