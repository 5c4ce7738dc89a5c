"""Two participants change seats in every round at once.

Whom they meet changes hands with the seats, so the number of repeated meetings stays as it is
(where all pairs count alike), however tight the rotation: what is balanced by attributes can be
mended without undoing who meets whom.
"""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.counts import tags_swap
from grouping.engines.kernels.jit import kernel
from grouping.engines.kernels.moves import exchange
from grouping.engines.kernels.place_costs import places_swap
from grouping.engines.kernels.round_view import round_pack, round_state
from grouping.engines.kernels.state import Ints, Pack, State
from grouping.engines.kernels.sums import sums_swap


@kernel
def seats_delta(packs: Pack, kind: Ints, states: State, alike: bool, i: int, j: int) -> int:
    """Return the change of steering cost if i and j change seats in every round.

    Only for people without listed pairs, counters with amounts and distances.  `alike` says that
    all pairs have one kind.
    """
    delta = np.int64(0)
    for r in range(len(kind)):
        p = kind[r]
        a, b = np.int64(states.teams[r, i]), np.int64(states.teams[r, j])
        if a == b:
            continue
        delta += tags_swap(packs.tag[p], states.margin[r], i, j, a, b)
        delta += sums_swap(
            packs.amount[p], states.square[r], states.total[r], packs.slack[p], i, j, a, b
        )
        delta += places_swap(packs.place_row[p], states.place[r], i, j, a, b)
    if len(states.visit) and packs.visit_row[i] != packs.visit_row[j]:
        delta += _visits_delta(packs, states, i, j)
    if len(states.code) and not alike:
        delta += _meetings_delta(packs, states, len(kind) + 1, i, j)
    return delta


@kernel
def _visits_delta(packs: Pack, states: State, i: int, j: int) -> int:
    """Return what it changes that i and j change their visits."""
    rise, delta = states.visit_rise, np.int64(0)
    for x, y in ((i, j), (j, i)):
        row = packs.visit_row[x]
        for g in range(states.visit.shape[1]):
            for w in range(states.visit[y, g]):
                delta += rise[row, w]
            for w in range(states.visit[x, g]):
                delta -= rise[row, w]
    return delta


@kernel
def _meetings_delta(packs: Pack, states: State, width: int, i: int, j: int) -> int:
    """Return what it changes that i meets whom j met, and the other way round."""
    soft, must, price = packs.meet_soft, packs.meet_must, states.penalty[0, 0]
    codes_i, codes_j = states.code[i], states.code[j]
    delta = np.int64(0)
    for x in range(len(codes_i)):
        if x == i or x == j:  # noqa: SIM109 - no tuples in kernels
            continue
        mine, theirs = codes_i[x], codes_j[x]
        more = theirs % width - mine % width
        if more:
            delta += soft[mine + more] - soft[mine] + soft[theirs - more] - soft[theirs]
            changed = must[mine + more] - must[mine] + must[theirs - more] - must[theirs]
            delta += price * changed
    return delta


@kernel
def exchange_seats(packs: Pack, kind: Ints, states: State, i: int, j: int) -> None:
    """Let i and j change seats in every round."""
    for r in range(len(kind)):
        a, b = np.int64(states.teams[r, i]), np.int64(states.teams[r, j])
        if a != b:
            p = kind[r]
            exchange(round_pack(packs, p), round_state(states, r), i, j, a, b)
