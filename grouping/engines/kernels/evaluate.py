"""Setting up a state, steering it, and its full evaluation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.counts import set_margin
from grouping.engines.kernels.jit import kernel
from grouping.engines.kernels.round_view import round_pack, round_state
from grouping.engines.kernels.sparse_meetings_state import mates_evaluate, mates_recount
from grouping.engines.kernels.stack import Stack, new_states, stack_packs
from grouping.engines.kernels.state import MUST, SOFT, Ints, Pack, State, square_cost


def new_state(pack: Pack, bits: NDArray[np.uint64]) -> State:
    """Return the state of a single round in which nobody has a team."""
    stack = stack_packs([pack], [0])
    states = new_states(stack, bits)
    reset(stack, states)
    return round_state(states, 0)


def reset(stack: Stack, states: State) -> None:
    """Rebuild the states of all rounds from their teams."""
    if len(states.code):
        # the kinds of the pairs are the codes of those who never meet
        width = len(stack.kind) + 1
        states.code[:, :] -= (states.code % width).astype(states.code.dtype)
        np.fill_diagonal(states.code, 1)
    states.visit[:, :] = 0
    count_across(states)
    for r in range(stack.rounds):
        recount(stack.pack(r), round_state(states, r))
    must, soft = evaluate_all(stack.packs, stack.kind, states)
    states.figures[MUST] = must
    states.figures[SOFT] = soft


@kernel
def count_across(states: State) -> None:
    """Add up the meetings and visits of all rounds."""
    teams = states.teams
    rounds, n = teams.shape
    for r in range(rounds):
        for i in range(n):
            g = teams[r, i]
            if g < 0:
                continue
            if len(states.visit):
                states.visit[i, g] += 1
            if len(states.code):
                for j in range(n):
                    if i != j and teams[r, j] == g:
                        states.code[i, j] += 1


@kernel
def evaluate_all(packs: Pack, kind: Ints, states: State) -> tuple[int, int]:
    """Return (must, soft) of all rounds and of what spans them."""
    must, soft = evaluate_across(packs, states)
    for r in range(len(kind)):
        p = kind[r]
        more_must, more_soft = evaluate(round_pack(packs, p), round_state(states, r))
        must += more_must
        soft += more_soft
    return must, soft


@kernel
def check_figures(packs: Pack, kind: Ints, states: State) -> None:
    """Compare the running figures with a full evaluation."""
    must, soft = evaluate_all(packs, kind, states)
    for p, more in ((MUST, must), (SOFT, soft)):
        assert states.figures[p] == more


@kernel
def evaluate_across(pack: Pack, state: State) -> tuple[int, int]:
    """Return (must, soft) of the present meetings and visits; of one pack or a stack of them."""
    must, soft = pack.across[0], pack.across[1]
    code, visit, row = state.code, state.visit, pack.visit_row
    for i in range(len(code)):
        for j in range(i):
            must += pack.meet_must[code[i, j]]
            soft += pack.meet_soft[code[i, j]]
    if len(pack.meet_label):
        more_must, more_soft = mates_evaluate(pack, state)
        must += more_must
        soft += more_soft
    for i in range(len(visit)):
        for g in range(visit.shape[1]):
            must += pack.visit_must[row[i], visit[i, g]]
            soft += pack.visit_soft[row[i], visit[i, g]]
    return must, soft


@kernel
def steer(pack: Pack, state: State) -> None:
    """Bring everything that depends on the penalties up to date, but for the gain rows."""
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
    for c in range(len(state.rise) - 1):
        more = pack.meet_must[c + 1] - pack.meet_must[c]
        state.rise[c] = pack.meet_soft[c + 1] - pack.meet_soft[c] + state.penalty[0] * more
    for v in range(len(state.visit_rise)):
        for w in range(state.visit_rise.shape[1]):
            more = pack.visit_must[v, w + 1] - pack.visit_must[v, w]
            steps = pack.visit_soft[v, w + 1] - pack.visit_soft[v, w]
            state.visit_rise[v, w] = steps + state.penalty[0] * more


@kernel
def recount(pack: Pack, state: State) -> None:
    """Rebuild everything in `state` from its `team` and what spans the rounds.

    People without a team count nowhere.
    """
    teams = len(pack.low)
    steer(pack, state)
    state.size[:] = 0
    state.count[:, :] = 0
    for g in range(teams):
        for s in range(pack.target.shape[1]):
            state.total[g, s] = -pack.target[g, s]
    state.general[:, :] = 0
    state.gain[:, :] = 0
    if len(state.seen):
        mates_recount(state)
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
        if len(pack.distance):
            for j in range(len(state.team)):
                state.gain[g, j] += pack.distance[i, j]
        if len(state.code):
            for j in range(len(state.team)):
                state.gain[g, j] += state.rise[state.code[i, j] - (state.team[j] == g)]
    for g in range(teams):
        state.count[g, 0] = 0  # tag 0 is nobody's
    steer(pack, state)
    must, soft = evaluate(pack, state)
    more_must, more_soft = evaluate_across(pack, state)
    state.figures[MUST] = must + more_must
    state.figures[SOFT] = soft + more_soft


@kernel
def evaluate(pack: Pack, state: State) -> tuple[int, int]:
    """Return (must, soft) of a round from its present counts, tables and distances alone."""
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
        if len(pack.distance):
            for j in range(i):
                if state.team[j] == g:
                    soft += pack.distance[i, j]
    return must, soft
