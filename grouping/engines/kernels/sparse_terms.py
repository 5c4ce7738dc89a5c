"""Terms that few people are in: listed pairs, and counters with amounts (see `state`).

These functions take the whole tuples, which is slow; loops call them for `linked` people only.
"""

from __future__ import annotations

from grouping.engines.kernels.jit import kernel, kernel_for
from grouping.engines.kernels.state import LESS, MORE, MUST, NOBODY, SOFT, Pack, State


@kernel_for("rare", 0)
def rare_swap(pack: Pack, state: State, i: int, j: int, a: int, b: int) -> int:
    """Return the change of steering cost if i (on a) and j (on b) change places."""
    delta = _pairs_delta(pack, state, i, j, a, b) + _pairs_delta(pack, state, j, i, b, a)
    if len(pack.counter):
        delta += _counters_delta(pack, state, i, j, a, b)
    return delta


@kernel_for("rare", 0)
def rare_move(pack: Pack, state: State, i: int, a: int, b: int) -> int:
    """Return the change of steering cost if i leaves a (-1: has no team yet) for b."""
    delta = _pairs_delta(pack, state, i, NOBODY, a, b)
    if len(pack.counter):
        delta += _counters_delta(pack, state, i, NOBODY, a, b)
    return delta


@kernel
def _pairs_delta(pack: Pack, state: State, i: int, j: int, a: int, b: int) -> int:
    """Return the change in i's listed pairs if it goes from a to b (j swaps with it)."""
    delta = 0
    for p in range(pack.pair_start[i], pack.pair_start[i + 1]):
        other = pack.pair_other[p]
        g = state.team[other]
        if other != j and g >= 0 and (g == a or g == b):  # noqa: SIM109 - no tuples in kernels
            cost = pack.pair_soft[p] + state.penalty[0] * pack.pair_must[p]
            delta += cost if g == b else -cost
    return delta


@kernel
def _general_cost(pack: Pack, state: State, g: int, k: int) -> int:
    at = pack.counter_base[g, k] + state.general[g, k]
    return pack.counter_soft[at] + state.penalty[0] * pack.counter_must[at]


@kernel
def _step_counters(pack: Pack, state: State, i: int, g: int, sign: int) -> int:
    """Add (or take away) i in the general counters of g; return the change of steering cost."""
    delta = 0
    for p in range(pack.counter_start[i], pack.counter_start[i + 1]):
        k = pack.counter[p]
        before = _general_cost(pack, state, g, k)
        state.general[g, k] += sign * pack.counter_amount[p]
        delta += _general_cost(pack, state, g, k) - before
    return delta


@kernel
def _counters_delta(pack: Pack, state: State, i: int, j: int, a: int, b: int) -> int:
    """Return the change in general counters: done, summed and undone (they are few)."""
    delta = 0
    # leave first, join later: tables end where a team is full
    if a >= 0:
        delta += _step_counters(pack, state, i, a, LESS)
    if j >= 0:
        delta += _step_counters(pack, state, j, b, LESS) + _step_counters(pack, state, j, a, MORE)
    delta += _step_counters(pack, state, i, b, MORE)
    _step_counters(pack, state, i, b, LESS)
    if j >= 0:
        _step_counters(pack, state, j, a, LESS)
        _step_counters(pack, state, j, b, MORE)
    if a >= 0:
        _step_counters(pack, state, i, a, MORE)
    return delta


@kernel_for("rare", None)
def rare_shift(pack: Pack, state: State, i: int, g: int, sign: int) -> None:
    """Put i on g (sign 1) or take it off (sign -1); i is on no team while it is done."""
    figures = state.figures
    for p in range(pack.counter_start[i], pack.counter_start[i + 1]):
        k = pack.counter[p]
        at = pack.counter_base[g, k] + state.general[g, k]
        then = at + sign * pack.counter_amount[p]
        figures[MUST] += pack.counter_must[then] - pack.counter_must[at]
        figures[SOFT] += pack.counter_soft[then] - pack.counter_soft[at]
        state.general[g, k] += sign * pack.counter_amount[p]
    for p in range(pack.pair_start[i], pack.pair_start[i + 1]):
        if state.team[pack.pair_other[p]] == g:
            figures[MUST] += sign * pack.pair_must[p]
            figures[SOFT] += sign * pack.pair_soft[p]
