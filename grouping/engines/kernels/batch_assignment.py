"""A start for points in space: sorted batches, each dealt to the teams by linear assignment.

Assignment-based anticlustering (ABA; Baumann et al., arXiv 2601.06351): participants from the
farthest to the nearest to the centre of all, as many at a time as there are teams, go to the teams
from whose centres they are farthest, everybody to a team of its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.jit import inlined, kernel
from grouping.engines.kernels.state import Index, Ints

Reals = NDArray[np.float64]


@kernel
def assign(cost: Reals, found: Index) -> None:
    """Write into `found` the column of each row in an assignment of least cost.

    `cost` has the shape (m, m), `found` (m,).

    Shortest augmenting paths with dual prices (Jonker and Volgenant, Computing 38, 1987, without
    their column reduction); O(m^3).
    """
    m = len(cost)
    of_row, of_column = np.zeros(m + 1), np.zeros(m + 1)
    row_at = np.full(m + 1, m, dtype=np.int64)
    back = np.zeros(m + 1, dtype=np.int64)
    nearest, done = np.zeros(m + 1), np.zeros(m + 1, dtype=np.bool_)
    for new in range(m):
        # column m is the root, where the new row waits
        row_at[m] = new
        at = np.int64(m)
        nearest[:] = np.inf
        done[:] = False
        while row_at[at] != m:
            done[at] = True
            row, step, best = row_at[at], np.inf, np.int64(0)
            price = of_row[row]
            for c in range(m):
                if done[c]:
                    continue
                length = cost[row, c] - price - of_column[c]
                if length < nearest[c]:
                    nearest[c] = length
                    back[c] = at
                if nearest[c] < step:
                    step = nearest[c]
                    best = c
            for c in range(m + 1):
                if done[c]:
                    of_row[row_at[c]] += step
                    of_column[c] -= step
                else:
                    nearest[c] -= step
            at = best
        while at != m:
            row_at[at] = row_at[back[at]]
            at = back[at]
    for c in range(m):
        found[row_at[c]] = c


@inlined
def _far(places: Reals, centre: Reals, i: int, g: int, count: int) -> float:
    """Return the squared distance of i from the mean of the `count` people of team g."""
    total = 0.0
    for d in range(places.shape[1]):
        off = places[i, d] - centre[g, d] / count
        total += off * off
    return total


@kernel
def _with_room(size: Ints, seats: Ints) -> Ints:
    """Return the teams that are not full."""
    found, held = np.zeros(len(seats), dtype=np.int64), 0
    for g in range(len(seats)):
        if size[g] < seats[g]:
            found[held] = g
            held += 1
    return found[:held]


@kernel
def deal_batches(places: Reals, order: Index, seats: Ints, team: Index) -> None:
    """Put the people of `order` on the teams 0 .. len(seats) - 1, every team filled.

    Parameters
    ----------
    places
        Where everybody is; float64, shape (n, D).
    order
        Who, from the farthest to the nearest to the centre of all; int32.
    seats
        Seats of the teams, with sum len(order); int64.
    team
        Filled in for the people of `order`.
    """
    teams = len(seats)
    centre = np.zeros((teams, places.shape[1]))
    size = np.zeros(teams, dtype=np.int64)
    done = 0
    while done < len(order):
        room = _with_room(size, seats)
        m = min(len(room), len(order) - done)
        batch = order[done : done + m]
        chosen = np.arange(len(room)).astype(np.int32)
        if done:
            cost = np.zeros((len(room), len(room)))
            for x in range(m):
                for y in range(len(room)):
                    g = room[y]
                    cost[x, y] = -_far(places, centre, batch[x], g, size[g])
            assign(cost, chosen)
        for x in range(m):
            g, i = room[chosen[x]], batch[x]
            team[i] = g
            size[g] += 1
            for d in range(places.shape[1]):
                centre[g, d] += places[i, d]
        done += m
