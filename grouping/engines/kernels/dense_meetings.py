"""What spans the rounds: how often pairs meet, how often people visit a team (see `state`).

The meeting code of a pair says its kind and in how many rounds it shares a team, the present round
among them.  A gain row holds what one meeting more would cost with every member of a team, given
all *other* rounds, so that a swap is weighed in O(1).  When a swap is accepted, the rows of its two
teams are rebuilt in O(n), and the pairs it parts or joins bring the rows of the other rounds up to
date.
"""

from __future__ import annotations

from grouping.engines.kernels.jit import inlined, kernel, kernel_for
from grouping.engines.kernels.state import LESS, MORE, MUST, SOFT, Codes, Index, Ints, Pack, State


@inlined
def visits_step(row: Index, rise: Ints, visit: Codes, i: int, a: int, b: int) -> int:
    """Return the change of steering cost if i leaves a for b in one of the rounds."""
    v = row[i]
    return rise[v, visit[i, b]] - rise[v, visit[i, a] - 1]


@kernel_for("rounds", None)
def visits_shift(pack: Pack, state: State, i: int, g: int, sign: int) -> None:
    """Note that i is on g in one round more (sign 1) or less (sign -1)."""
    v, before = pack.visit_row[i], state.visit[i, g]
    after = before + sign
    state.figures[SOFT] += pack.visit_soft[v, after] - pack.visit_soft[v, before]
    state.figures[MUST] += pack.visit_must[v, after] - pack.visit_must[v, before]
    state.visit[i, g] = after


@kernel_for("rounds", None)
def meetings_exchange(pack: Pack, state: State, i: int, j: int, a: int, b: int) -> None:
    """Bring meetings up to date when i leaves a for b, and j (-1: nobody) leaves b for a.

    Called while `team` still says what was before.  Distances are part of the gain rows, so they
    are brought up to date too.
    """
    team, code, rise, distance = state.team, state.code, state.rise, pack.distance
    here, there, dense = state.gain[a], state.gain[b], len(pack.distance) > 0
    codes_i, codes_j = code[i], code[max(j, 0)]
    soft = 0
    for x in range(len(team)):
        g = team[x]
        more = -rise[codes_i[x] - (g == a)]
        if dense:
            more -= distance[i, x]
        if j >= 0:
            more += rise[codes_j[x] - (g == b)]
            if dense:
                more += distance[j, x]
        here[x] += more
        there[x] -= more
        if g == a and x != i:
            _change(pack, state, i, x, LESS)
            if j >= 0:
                _change(pack, state, j, x, MORE)
            if dense:
                soft += (distance[j, x] if j >= 0 else 0) - distance[i, x]
        elif g == b and x != j:
            _change(pack, state, i, x, MORE)
            if j >= 0:
                _change(pack, state, j, x, LESS)
            if dense:
                soft += distance[i, x] - (distance[j, x] if j >= 0 else 0)
    state.figures[SOFT] += soft


@kernel
def _change(pack: Pack, state: State, x: int, y: int, sign: int) -> None:
    """Let x and y meet once more (sign 1) or less (sign -1) in this round."""
    code, rise = state.code, state.rise
    before = code[x, y]
    after = before + sign
    code[x, y] = after
    code[y, x] = after
    state.figures[SOFT] += pack.meet_soft[after] - pack.meet_soft[before]
    state.figures[MUST] += pack.meet_must[after] - pack.meet_must[before]
    teams, gains, mine = state.teams, state.gains, state.number[0]
    for r in range(len(teams)):
        if r == mine:
            continue
        g, h = teams[r, x], teams[r, y]
        if g < 0 or h < 0:
            continue
        together = 1 if g == h else 0
        more = rise[after - together] - rise[before - together]
        if more:
            gains[r, h, x] += more
            gains[r, g, y] += more
