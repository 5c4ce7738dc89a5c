"""Tabu search over swaps where meetings are all there is: the best swap of somebody in conflict.

After Dotú and Van Hentenryck (CPAIOR 2005, "Scheduling social golfers locally"): only participants
who meet somebody again are swapped, the best swap is made even if it is worse, and the pair may not
swap again in that round for a while.  The rounds take turns, so that one iteration looks at one
round.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.best_so_far import log_move, note_best, settle_best
from grouping.engines.kernels.dense_meetings import meetings_exchange
from grouping.engines.kernels.evaluate import check_figures
from grouping.engines.kernels.jit import CHECKED, kernel
from grouping.engines.kernels.rng import draw, upper
from grouping.engines.kernels.round_view import round_pack, round_state
from grouping.engines.kernels.state import (
    ACCEPTED,
    BEST_MUST,
    BEST_SOFT,
    EVALUATIONS,
    MUST,
    SOFT,
    Ints,
    Pack,
    State,
)

# A pair may not swap again in a round for SHORTEST .. SHORTEST + SPREAD - 1 turns of that round.
SHORTEST, SPREAD = 2, 9
FAR = np.int64(2**62)


@kernel
def tabu(
    packs: Pack,
    kind: Ints,
    states: State,
    until: NDArray[np.int32],
    turn: Ints,
    steps: int,
    target: int,
) -> int:
    """Run until at least `steps` swaps have been weighed; return how many were.

    Parameters
    ----------
    packs, kind, states, target
        As in `anneal`; rounds have fixed sizes and no costs but meetings.
    until
        Until which turn a pair may not swap in a round, shape (R, n, n); changed in place.
    turn
        Turns taken so far, shape (1,); changed in place.
    """
    rounds, figures, bits = len(kind), states.figures, states.bits
    done = 0
    while done < steps:
        turn[0] += 1
        aspired = _to_best(states)
        best, at_r, at_i, at_j, ties, ran = FAR, -1, -1, -1, 0, 0
        for r in range(rounds):
            p = kind[r]
            pack, state = round_pack(packs, p), round_state(states, r)
            delta, i, j, weighed = _best_swap(pack, state, until[r], turn[0], aspired)
            ran += weighed
            if i < 0 or delta > best:
                continue
            if delta < best:
                best, ties = delta, 0
            ties += 1
            if ties == 1 or upper(draw(bits), ties) == 0:
                at_r, at_i, at_j = r, i, j
        done += max(ran, 1)
        if at_r >= 0:
            p = kind[at_r]
            _swap(round_pack(packs, p), round_state(states, at_r), at_i, at_j)
            length = turn[0] + SHORTEST + upper(draw(bits), SPREAD)
            until[at_r, at_i, at_j] = length
            until[at_r, at_j, at_i] = length
        if CHECKED:
            check_figures(packs, kind, states)
        if figures[MUST] == 0 and figures[SOFT] <= target:
            break
    settle_best(figures, states.best, states.log)
    figures[EVALUATIONS] += done
    return done


@kernel
def _to_best(states: State) -> int:
    """Return what a swap has to gain at least to beat the best so far, as a steering delta."""
    figures, price = states.figures, states.penalty[0, 0]
    if figures[BEST_MUST] >= FAR:
        return FAR
    best = figures[BEST_SOFT] + price * figures[BEST_MUST]
    return best - figures[SOFT] - price * figures[MUST]


@kernel
def _best_swap(
    pack: Pack, state: State, until: NDArray[np.int32], now: int, aspired: int
) -> tuple[int, int, int, int]:
    """Return the best swap of a round that is allowed, (delta, i, j), and how many were weighed."""
    team, gain, code, rise, free = state.team, state.gain, state.code, state.rise, pack.free
    bits, people = state.bits, len(free)
    own = np.empty(len(team), dtype=np.int64)
    for k in range(people):
        own[free[k]] = gain[team[free[k]], free[k]]
    best, at_i, at_j, ties, weighed = FAR, -1, -1, 0, 0
    column = np.empty(len(gain), dtype=np.int64)
    for k in range(people):
        i = np.int64(free[k])
        if own[i] <= 0:
            continue
        a, mine = team[i], own[i]
        row, codes, barred = gain[a], code[i], until[i]
        for g in range(len(gain)):
            column[g] = gain[g, i]
        for q in range(people):
            j = np.int64(free[q])
            b = team[j]
            if a == b:
                continue
            delta = column[b] - own[j] + row[j] - mine - 2 * rise[codes[j]]
            weighed += 1
            if delta > best or (barred[j] > now and delta >= aspired):
                continue
            if delta < best:
                best, ties = delta, 0
            ties += 1
            # of equal swaps any one, all with the same chance
            if ties == 1 or upper(draw(bits), ties) == 0:
                at_i, at_j = i, j
    return best, at_i, at_j, weighed


@kernel
def _swap(pack: Pack, state: State, i: int, j: int) -> None:
    team, figures = state.team, state.figures
    a, b = np.int64(team[i]), np.int64(team[j])
    meetings_exchange(pack, state, i, j, a, b)
    team[i] = b
    team[j] = a
    offset = state.number[0] * len(team)
    log_move(figures, state.best, state.log, offset + i, b)
    log_move(figures, state.best, state.log, offset + j, a)
    note_best(figures, state.every, state.best)
    figures[ACCEPTED] += 1
