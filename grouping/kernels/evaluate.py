"""Setting up a state, steering it, and its full evaluation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.kernels.jit import kernel
from grouping.kernels.state import (
    BEST_MUST,
    BEST_SOFT,
    FIGURES,
    LOG,
    LOGGED,
    MUST,
    SOFT,
    Pack,
    State,
    square_cost,
)
from grouping.kernels.tags import set_margin


def new_state(pack: Pack, bits: NDArray[np.uint64]) -> State:
    """Return a state in which nobody has a team."""
    n, teams = len(pack.tag), len(pack.low)
    tags, sums = pack.base.shape[1], pack.amount.shape[1]
    far = np.iinfo(np.int64).max
    figures = np.zeros(FIGURES, dtype=np.int64)
    figures[[BEST_MUST, BEST_SOFT]] = far
    figures[LOGGED] = -1
    state = State(
        team=np.full(n, -1, dtype=np.int32),
        size=np.zeros(teams, dtype=np.int64),
        count=np.zeros((teams, tags), dtype=np.int32),
        margin=np.zeros((teams, tags, 2), dtype=np.int64),
        total=np.zeros((teams, sums), dtype=np.int64),
        square=np.zeros((teams, sums), dtype=np.int64),
        place=np.zeros_like(pack.place_soft),
        general=np.zeros((teams, pack.counter_base.shape[1]), dtype=np.int64),
        gain=np.zeros((teams, n) if len(pack.distance) else (0, 0), dtype=np.int64),
        penalty=np.ones(1 + sums, dtype=np.int64),
        figures=figures,
        best=np.full(n, -1, dtype=np.int32),
        log=np.zeros((LOG, 2), dtype=np.int32),
        bits=bits,
    )
    recount(pack, state)
    return state


@kernel
def steer(pack: Pack, state: State) -> None:
    """Bring everything that depends on the penalties up to date."""
    teams, tags = pack.base.shape
    for g in range(teams):
        for t in range(tags):
            set_margin(
                pack.base,
                pack.table_soft,
                pack.table_must,
                state.count,
                state.margin,
                state.penalty[0],
                g,
                t,
            )
        for s in range(pack.amount.shape[1]):
            must = state.penalty[1 + s] * pack.square_must[g, s]
            state.square[g, s] = pack.square_soft[g, s] + must
    for m in range(len(pack.place_soft)):
        for g in range(teams):
            must = state.penalty[0] * pack.place_must[m, g]
            state.place[m, g] = pack.place_soft[m, g] + must


@kernel
def recount(pack: Pack, state: State) -> None:
    """Rebuild everything in `state` from its `team`; people without a team count nowhere."""
    teams = len(pack.low)
    state.size[:] = 0
    state.count[:, :] = 0
    state.total[:, :] = -pack.target
    state.general[:, :] = 0
    state.gain[:, :] = 0
    for i in range(len(state.team)):
        g = state.team[i]
        if g < 0:
            continue
        state.size[g] += 1
        for c in range(pack.tag.shape[1]):
            state.count[g, pack.tag[i, c]] += 1
        for s in range(pack.amount.shape[1]):
            state.total[g, s] += pack.amount[i, s]
        for p in range(pack.counter_start[i], pack.counter_start[i + 1]):
            state.general[g, pack.counter[p]] += pack.counter_amount[p]
        if len(state.gain):
            for j in range(len(state.team)):
                state.gain[g, j] += pack.distance[i, j]
    for g in range(teams):
        state.count[g, 0] = 0  # tag 0 is nobody's
    steer(pack, state)
    must, soft = evaluate(pack, state)
    state.figures[MUST] = must
    state.figures[SOFT] = soft


@kernel
def evaluate(pack: Pack, state: State) -> tuple[int, int]:
    """Return (must, soft) of the present counts, from nothing but counts and tables."""
    must = pack.constant[0]
    soft = pack.constant[1]
    teams, tags = pack.base.shape
    for g in range(teams):
        for t in range(1, tags):
            at = pack.base[g, t] + state.count[g, t]
            must += pack.table_must[at]
            soft += pack.table_soft[at]
        for s in range(pack.amount.shape[1]):
            off = state.total[g, s]
            must += square_cost(pack.square_must[g, s], off, pack.slack[g, s])
            soft += square_cost(pack.square_soft[g, s], off, pack.slack[g, s])
        for k in range(pack.counter_base.shape[1]):
            at = pack.counter_base[g, k] + state.general[g, k]
            must += pack.counter_must[at]
            soft += pack.counter_soft[at]
    twice = 0
    for i in range(len(state.team)):
        g = state.team[i]
        if g < 0:
            continue
        must += pack.place_must[pack.place_row[i], g]
        soft += pack.place_soft[pack.place_row[i], g]
        for p in range(pack.pair_start[i], pack.pair_start[i + 1]):
            j = pack.pair_other[p]
            if i < j and state.team[j] == g:
                must += pack.pair_must[p]
                soft += pack.pair_soft[p]
        if len(state.gain):
            twice += state.gain[g, i]
    return must, soft + twice // 2
