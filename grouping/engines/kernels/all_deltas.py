"""What every swap and every lone move of an assignment would change, none of them made.

A state steers by soft + penalty x must costs.  Under penalty 0 a delta is the change of the soft
cost, under penalty 1 that of both; so two states of one assignment tell the layers apart.
"""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.jit import kernel
from grouping.engines.kernels.moves import move_delta, swap_delta
from grouping.engines.kernels.state import Index, Ints, Pack, State


@kernel
def swap_changes(pack: Pack, state: State, i: int, delta: Ints) -> None:
    """Write the change if i swaps with each participant; 0 within its team and of who is absent."""
    a = np.int64(state.team[i])
    for j in range(len(state.team)):
        b = np.int64(state.team[j])
        delta[j] = swap_delta(pack, state, i, j, a, b) if b >= 0 and b != a else 0


@kernel
def move_changes(pack: Pack, state: State, i: int, teams: Index, delta: Ints) -> None:
    """Write the change if i goes alone to each of `teams`, none of which is its own."""
    a = np.int64(state.team[i])
    for k in range(len(teams)):
        b = np.int64(teams[k])
        delta[b] = move_delta(pack, state, i, a, b)


@kernel
def best_swaps_of_all(
    pack: Pack, only_soft: State, both: State, partner: Index, must: Ints, soft: Ints
) -> None:
    """Write the best swap of everybody in a round: fewest violations, then soft cost, then first.

    `partner` is -1 where there is nobody to swap with; all three have shape (n,).
    """
    team = only_soft.team
    n = len(team)
    partner[:] = -1
    must[:] = 0
    soft[:] = 0
    for i in range(n):
        a = np.int64(team[i])
        if a < 0:
            continue
        for j in range(i + 1, n):
            b = np.int64(team[j])
            if b < 0 or b == a:
                continue
            s = swap_delta(pack, only_soft, i, j, a, b)
            m = swap_delta(pack, both, i, j, a, b) - s
            for x, y in ((i, j), (j, i)):
                first = partner[x] < 0 or m < must[x]
                if first or (m == must[x] and s < soft[x]):
                    partner[x] = y
                    must[x] = m
                    soft[x] = s
