"""Who is on which team, for meetings without a table of all pairs: kept, and counted anew.

See `mates` for what meetings cost.
"""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.jit import kernel, kernel_for
from grouping.engines.kernels.sparse_meetings import mates_delta
from grouping.engines.kernels.state import MUST, SOFT, Index, Ints, Pack, State


@kernel_for("mates", None)
def mates_exchange(pack: Pack, state: State, i: int, j: int, a: int, b: int) -> None:
    """Bring meetings up to date when i leaves a for b, and j (-1: nobody) leaves b for a.

    Called while `team` and `size` still say what was before.
    """
    figures, members, slot, seen = state.figures, state.members, state.slot, state.seen
    figures[SOFT] += mates_delta(pack, state, pack.meet_soft_step, i, j, a, b)
    if len(pack.meet_must_step):
        figures[MUST] += mates_delta(pack, state, pack.meet_must_step, i, j, a, b)
    r, at = state.number[0], slot[i]
    if j >= 0:
        members[a, at] = j
        members[b, slot[j]] = i
        slot[i], slot[j] = slot[j], at
        seen[j, r] = a
    else:
        last = state.size[a] - 1
        moved = members[a, last]
        members[a, at] = moved
        slot[moved] = at
        members[a, last] = -1
        members[b, state.size[b]] = i
        slot[i] = state.size[b]
    seen[i, r] = b


@kernel_for("mates", None)
def mates_recount(state: State) -> None:
    """Rebuild who is on which team of the round from its `team`."""
    members, slot, seen, team = state.members, state.slot, state.seen, state.team
    members[:, :] = -1
    held = np.zeros(len(members), dtype=np.int64)
    r = state.number[0]
    for i in range(len(team)):
        g = team[i]
        if g < 0:
            seen[i, r] = -1 - i  # like nobody else's
            continue
        members[g, held[g]] = i
        slot[i] = held[g]
        held[g] += 1
        seen[i, r] = g


@kernel_for("mates", None)
def mates_put(state: State, i: int, g: int) -> None:
    """Note that i, so far without a team, has come to g as the last of `size`."""
    at = state.size[g] - 1
    state.members[g, at] = i
    state.slot[i] = at
    state.seen[i, state.number[0]] = g


@kernel_for("mates", (0, 0))
def mates_evaluate(pack: Pack, state: State) -> tuple[int, int]:
    """Return (must, soft) beyond that of pairs that never meet, from the teams of all rounds."""
    teams, must, soft = state.teams, np.int64(0), np.int64(0)
    rounds = len(teams)
    for r in range(rounds):
        order, ends = _by_team(teams[r])
        for g in range(len(ends) - 1):
            for p in range(ends[g], ends[g + 1]):
                for q in range(ends[g], p):
                    x, y, met, before = order[p], order[q], 0, False
                    for s in range(rounds):
                        if teams[s, x] == teams[s, y] and teams[s, x] >= 0:
                            met += 1
                            before = before or s < r
                    if not before:
                        code = _code(pack, x, y)
                        must += pack.meet_must[code + met] - pack.meet_must[code]
                        soft += pack.meet_soft[code + met] - pack.meet_soft[code]
    return must, soft


@kernel
def _by_team(team: Index) -> tuple[Index, Ints]:
    """Return people by team, and where those of each team begin."""
    n = len(team)
    last = np.int64(-1)
    for i in range(n):
        last = max(last, np.int64(team[i]))
    ends = np.zeros(last + 2, dtype=np.int64)
    for i in range(n):
        if team[i] >= 0:
            ends[team[i] + 1] += 1
    for g in range(last + 1):
        ends[g + 1] += ends[g]
    at, order = ends.copy(), np.zeros(n, dtype=np.int32)
    for i in range(n):
        if team[i] >= 0:
            order[at[team[i]]] = i
            at[team[i]] += 1
    return order, ends


@kernel
def _code(pack: Pack, x: int, y: int) -> int:
    """Return the meeting code that x and y have if they never meet."""
    for p in range(pack.meet_start[x], pack.meet_start[x + 1]):
        if pack.meet_other[p] == y:
            return pack.meet_special[p]
    return pack.meet_kind[pack.meet_label[x], pack.meet_label[y]]
