"""Descents by the passes of the search: a person weighed against everybody at a time."""

from __future__ import annotations

import numpy as np
from board import CLOCK, WEIGHED, Board, exchange

from grouping.engines.kernels.anneal_rows import least_excess, least_without, weigh_teams
from grouping.engines.kernels.distance_rows import NEVER, WIDTH
from grouping.engines.kernels.jit import kernel


@kernel
def rows(board: Board, skip: bool) -> int:
    """Make every better swap that a pass meets, until no pass meets one; return the change.

    With `skip`, people of teams that have not changed since their last pass are passed over: a
    swap depends on two teams alone, and if the other one changed, its people have passes of theirs.
    """
    cost, team, gain, own, mean = board.cost, board.team, board.gain, board.own, board.mean
    size, changed, passed, counts = board.size, board.changed, board.passed, board.counts
    order, mine, below = board.order, board.mine, board.below
    people, padded, teams = len(cost), len(team), len(size)
    mine[teams] = NEVER
    total, since, p, weighed = 0, 0, -1, 0
    while since < people:
        p = p + 1 if p + 1 < people else 0
        since += 1
        i = order[p]
        a = team[i]
        if skip and passed[i] >= changed[a]:
            continue
        passed[i] = counts[CLOCK]
        weighed += people - size[a]
        closest, now = weigh_teams(gain, mean, mine, i, a), gain[a, i]
        # the sums of `own` are relative to the means of teams, as those of `mine` are
        person, home = np.uint64(i), np.uint64(a)
        if least_without(gain, own, cost, below, person, home, 0) > now - closest:
            continue
        for begin in range(0, padded, WIDTH):
            over = least_excess(mine, team, gain, own, cost, below, person, home, begin, WIDTH, 0)
            if over > now:
                continue
            for j in range(begin, begin + WIDTH):
                over = least_excess(mine, team, gain, own, cost, below, person, home, j, 1, 0)
                if over > now:
                    continue
                b = team[j]
                total += np.int64(over) - 1 - now
                exchange(board, i, j, a, b)
                since = 0
                a = b
                home, now = np.uint64(a), gain[a, i]
                weigh_teams(gain, mean, mine, i, a)
    counts[WEIGHED] += weighed
    return total
