"""Swaps and lone moves over all families: their change of steering cost, and their effect.

The delta law: what a delta returns is the difference of two full evaluations.  The loops in
`anneal` and `construct` spell the same sums out over arrays that they took from the tuples once,
because taking an array from a tuple costs as much as a delta.
"""

from __future__ import annotations

from grouping.engines.kernels.counts import tags_put, tags_shift, tags_swap, tags_take
from grouping.engines.kernels.dense_meetings import meetings_exchange, visits_shift, visits_step
from grouping.engines.kernels.distance_gains import gains_exchange, gains_step, gains_swap
from grouping.engines.kernels.jit import kernel
from grouping.engines.kernels.place_costs import places_shift, places_swap
from grouping.engines.kernels.sparse_meetings import mates_delta
from grouping.engines.kernels.sparse_meetings_state import mates_exchange
from grouping.engines.kernels.sparse_terms import rare_move, rare_shift, rare_swap
from grouping.engines.kernels.state import LESS, MORE, NOBODY, SOFT, Pack, State
from grouping.engines.kernels.sums import sums_shift, sums_step, sums_swap


@kernel
def swap_delta(pack: Pack, state: State, i: int, j: int, a: int, b: int) -> int:
    """Return the change of steering cost if i (on a) and j (on b) change places."""
    delta = tags_swap(pack.tag, state.margin, i, j, a, b)
    delta += sums_swap(pack.amount, state.square, state.total, pack.slack, i, j, a, b)
    delta += places_swap(pack.place_row, state.place, i, j, a, b)
    if pack.linked[i] or pack.linked[j]:
        delta += rare_swap(pack, state, i, j, a, b)
    if len(pack.distance):
        delta += gains_swap(state.gain, pack.distance, i, j, a, b)
    elif len(state.gain):
        delta += gains_step(state.gain, i, j, a, b)
    if len(state.code):
        delta -= 2 * state.rise[state.code[i, j]]
    if len(state.seen):
        delta += mates_delta(pack, state, state.rise, i, j, a, b)
    if len(state.visit):
        row, rise = pack.visit_row, state.visit_rise
        delta += visits_step(row, rise, state.visit, i, a, b)
        delta += visits_step(row, rise, state.visit, j, b, a)
    return delta


@kernel
def move_delta(pack: Pack, state: State, i: int, a: int, b: int) -> int:
    """Return the change of steering cost if i leaves a for b."""
    delta = tags_take(pack.tag, state.margin, i, a) + tags_put(pack.tag, state.margin, i, b)
    delta += sums_step(pack.amount, state.square, state.total, pack.slack, i, a, LESS)
    delta += sums_step(pack.amount, state.square, state.total, pack.slack, i, b, MORE)
    delta += state.place[pack.place_row[i], b] - state.place[pack.place_row[i], a]
    if pack.linked[i]:
        delta += rare_move(pack, state, i, a, b)
    if len(state.gain):
        delta += state.gain[b, i] - state.gain[a, i]
    if len(state.seen):
        delta += mates_delta(pack, state, state.rise, i, NOBODY, a, b)
    if len(state.visit):
        delta += visits_step(pack.visit_row, state.visit_rise, state.visit, i, a, b)
    return delta


@kernel
def shift(pack: Pack, state: State, i: int, g: int, sign: int) -> None:
    """Put i on g (sign 1) or take it off (sign -1) in all families but distances."""
    state.team[i] = -1
    tags_shift(
        pack.tag,
        pack.base,
        pack.table_soft,
        pack.table_must,
        state.count,
        state.margin,
        state.penalty[0],
        state.figures,
        i,
        g,
        sign,
    )
    sums_shift(
        pack.amount,
        pack.square_soft,
        pack.square_must,
        state.total,
        pack.slack,
        state.figures,
        i,
        g,
        sign,
    )
    places_shift(pack.place_row, pack.place_soft, pack.place_must, state.figures, i, g, sign)
    if pack.linked[i]:
        rare_shift(pack, state, i, g, sign)
    state.size[g] += sign
    if sign > 0:
        state.team[i] = g


@kernel
def exchange(pack: Pack, state: State, i: int, j: int, a: int, b: int) -> None:
    """Let i leave a for b, and j (-1: nobody) leave b for a."""
    if len(state.code):
        meetings_exchange(pack, state, i, j, a, b)
    elif len(state.gain):
        change = state.gain[b, i] - state.gain[a, i]
        if j >= 0:
            change = gains_swap(state.gain, pack.distance, i, j, a, b)
        gains_exchange(state.gain, pack.distance, i, j, a, b)
        state.figures[SOFT] += change
    if len(state.seen):
        mates_exchange(pack, state, i, j, a, b)
    if len(state.visit):
        visits_shift(pack, state, i, a, LESS)
        visits_shift(pack, state, i, b, MORE)
        if j >= 0:
            visits_shift(pack, state, j, b, LESS)
            visits_shift(pack, state, j, a, MORE)
    shift(pack, state, i, a, LESS)
    if j >= 0:
        shift(pack, state, j, b, LESS)
        shift(pack, state, j, a, MORE)
    shift(pack, state, i, b, MORE)
