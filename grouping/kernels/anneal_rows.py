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
def excess(
    mine: Costs,
    team: Costs,
    there: Costs,
    own: Costs,
    cost: Costs,
    threshold: Costs,
    x: np.uint64,
    place: np.uint64,
) -> np.int32:
    """Return by how much a swap with x is above its threshold, beyond `own` of the person drawn.

    Unsigned positions and 32-bit sums throughout, or the loops around this are not vectorised.
    """
    gained = np.int32(np.int32(mine[np.uint64(team[x])] + there[x]) - own[x])
    return np.int32(np.int32(gained - np.int32(2) * cost[x]) - threshold[place])


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
    exponential: NDArray[np.float32],
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
            b = upper(draw(bits), teams)
            for _ in range(teams):
                b = b + 1 if b + 1 < teams else 0
                if b == a or size[b] >= high[b]:
                    continue
                evaluations += 1
                delta = np.int64(gain[b, i]) - own[i]
                place = place + 1 if place + 1 < TABLE else 0
                if delta > threshold[place]:
                    continue
                move_rows(cost, team, gain, own, size, i, a, np.int32(b))
                a = team[i]
                value += delta
                uphill[level] += delta > 0
                if value < lowest:
                    lowest = value
                    best[:] = team
                if size[a] <= low[a]:
                    break
        evaluations += people - size[a]
        weights, there, mean = cost[i], gain[a], own[i]
        for g in range(teams):
            mine[g] = gain[g, i]
        mine[a] = NEVER
        mine[teams] = NEVER
        if not busy:  # one look at everybody is enough where nothing is accepted
            least = NEVER
            for x in range(padded):
                over = excess(
                    mine, team, there, own, weights, threshold, np.uint64(x), np.uint64(place + x)
                )
                least = min(least, over)
            if least > mean:
                continue
        accepted = 0
        for begin in range(0, padded, WIDTH):
            least = NEVER
            first, place_first = np.uint64(begin), np.uint64(place + begin)
            for x in range(WIDTH):
                over = excess(
                    mine,
                    team,
                    there,
                    own,
                    weights,
                    threshold,
                    first + np.uint64(x),
                    place_first + np.uint64(x),
                )
                least = min(least, over)
            if least > mean:
                continue
            for j in range(begin, begin + WIDTH):
                over = excess(
                    mine, team, there, own, weights, threshold, np.uint64(j), np.uint64(place + j)
                )
                if over > mean:
                    continue
                b = team[j]
                delta = np.int64(mine[b]) + there[j] - own[j] - 2 * np.int64(weights[j]) - mean
                swap_rows(cost, team, gain, own, i, j, a, b)
                accepted += 1
                value += delta
                uphill[level] += delta > 0
                if value < lowest:
                    lowest = value
                    best[:] = team
                a = b
                there, mean = gain[a], own[i]
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
