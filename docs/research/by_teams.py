"""Descents by pairs of teams: those of which neither has changed are not looked through again.

Neighbourhood decomposition: Lai, Hao, Fu, Yue, EJOR 289 (2021).  With `bounded`, people are passed
over whose swaps with a team cannot make it better: a swap costs at least what both moves alone
do, less twice the most that a pair costs (0 for distances), so the best move of the other team is
a bound for all of its people at once.
"""

from __future__ import annotations

import numpy as np
from board import CLOCK, WEIGHED, Board, exchange

from grouping.engines.kernels.distance_rows import Costs
from grouping.engines.kernels.jit import inlined, kernel


@inlined
def best_move(gain: Costs, members: Costs, size: Costs, b: int, a: int) -> int:
    """Return the least change by a move of one of b to a."""
    least = np.int32(1 << 30)
    for q in range(size[b]):
        j = members[b, q]
        least = min(least, np.int32(gain[a, j] - gain[b, j]))
    return least


@kernel
def first_of_teams(board: Board, bounded: bool) -> int:
    """Make any better swap that comes, until there is none; return the change of the cost."""
    cost, gain, size, members = board.cost, board.gain, board.size, board.members
    changed, scanned, counts = board.changed, board.scanned, board.counts
    teams, total, weighed, again, twice = len(size), 0, 0, True, 2 * board.most[0]
    while again:
        again = False
        for a in range(teams):
            for b in range(a + 1, teams):
                if scanned[a, b] >= max(changed[a], changed[b]):
                    continue
                scanned[a, b] = counts[CLOCK]
                limit = twice - best_move(gain, members, size, b, a) if bounded else 0
                for p in range(size[a]):
                    i = members[a, p]
                    move = gain[b, i] - gain[a, i]
                    if bounded and move >= limit:
                        continue
                    for q in range(size[b]):
                        j = members[b, q]
                        weighed += 1
                        change = move + gain[a, j] - gain[b, j] - 2 * cost[i, j]
                        if change < 0:
                            exchange(board, i, j, a, b)
                            total += change
                            again = True
                            i = j
                            move = gain[b, i] - gain[a, i]
                            if bounded:
                                limit = twice - best_move(gain, members, size, b, a)
    counts[WEIGHED] += weighed
    return total


@kernel
def best_of_teams(board: Board, bounded: bool) -> int:
    """Make the best of all swaps, until there is none better: the best of each pair is kept."""
    cost, gain, size, members = board.cost, board.gain, board.size, board.members
    changed, scanned, counts, kept = board.changed, board.scanned, board.counts, board.kept
    teams, total, weighed, twice = len(size), 0, 0, 2 * board.most[0]
    while True:
        first, second = 0, 1
        for a in range(teams):
            for b in range(a + 1, teams):
                if scanned[a, b] < max(changed[a], changed[b]):
                    scanned[a, b] = counts[CLOCK]
                    least = 0
                    limit = twice - best_move(gain, members, size, b, a) if bounded else 0
                    for p in range(size[a]):
                        i = members[a, p]
                        move = gain[b, i] - gain[a, i]
                        if bounded and move >= limit + least:
                            continue
                        for q in range(size[b]):
                            j = members[b, q]
                            weighed += 1
                            change = move + gain[a, j] - gain[b, j] - 2 * cost[i, j]
                            if change < least:
                                least = change
                                kept[a, b, 1], kept[a, b, 2] = i, j
                    kept[a, b, 0] = least
                if kept[a, b, 0] < kept[first, second, 0]:
                    first, second = a, b
        change = kept[first, second, 0]
        if change >= 0:
            counts[WEIGHED] += weighed
            return total
        i, j = np.int32(kept[first, second, 1]), np.int32(kept[first, second, 2])
        exchange(board, i, j, np.int32(first), np.int32(second))
        total += change
