"""Simulated annealing over swaps and lone moves, any mixture of terms."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.anneal_seats import anneal_seats
from grouping.engines.kernels.best_so_far import log_move, note_best, settle_best
from grouping.engines.kernels.counts import tags_put, tags_shift, tags_swap, tags_take
from grouping.engines.kernels.dense_meetings import meetings_exchange, visits_shift, visits_step
from grouping.engines.kernels.distance_gains import gains_exchange, gains_step, gains_swap
from grouping.engines.kernels.evaluate import check_figures
from grouping.engines.kernels.jit import CHECKED, kernel
from grouping.engines.kernels.place_costs import places_shift, places_swap
from grouping.engines.kernels.rng import draw, lower, upper
from grouping.engines.kernels.round_view import round_pack, round_state
from grouping.engines.kernels.sparse_meetings import mates_delta
from grouping.engines.kernels.sparse_meetings_state import mates_exchange
from grouping.engines.kernels.sparse_terms import rare_move, rare_shift, rare_swap
from grouping.engines.kernels.state import (
    ACCEPTED,
    EVALUATIONS,
    LESS,
    MORE,
    MUST,
    NOBODY,
    SOFT,
    Index,
    Ints,
    Pack,
    State,
)
from grouping.engines.kernels.sums import sums_shift, sums_step, sums_swap
from grouping.engines.kernels.temperature import BLOCK, TURN, accepts, note_heat, temperature_at

# How often every round has its turn before whole seats are exchanged.
CYCLES = 16


@kernel
def _anneal_round(
    packs: Pack,
    kind: Ints,
    states: State,
    pack: Pack,
    state: State,
    start: int,
    steps: int,
    total: int,
    melt: float,
    hot: float,
    cold: float,
    moves_in_256: int,
    kin_in_256: int,
    target: int,
) -> int:
    """Run steps of one round: its pack and state are taken from the stacks."""
    low, high, free = pack.low, pack.high, pack.free
    tag, base, table_soft, table_must = pack.tag, pack.base, pack.table_soft, pack.table_must
    amount, slack = pack.amount, pack.slack
    square_soft, square_must, distance = pack.square_soft, pack.square_must, pack.distance
    team, size, count, margin = state.team, state.size, state.count, state.margin
    total_of, square, gain = state.total, state.square, state.gain
    figures, bits, penalty = state.figures, state.bits, state.penalty[0]
    best, log = state.best, state.log
    place_row, place, linked = pack.place_row, state.place, pack.linked
    place_soft, place_must = pack.place_soft, pack.place_must
    people, teams, placed = len(free), len(low), len(place) > 1
    dense, gained = len(distance) > 0, len(gain) > 0
    code, rise, met = state.code, state.rise, len(state.code) > 0
    visit_row, visit_rise, visit = pack.visit_row, state.visit_rise, state.visit
    visited, offset = len(visit) > 0, state.number[0] * len(team)
    every, kin, kin_start, kin_member = state.every, pack.kin, pack.kin_start, pack.kin_member
    sparse = len(state.seen) > 0
    temperature = temperature_at(start, total, melt, hot, cold)
    evaluations = accepted = uphill = 0
    for step in range(start, start + steps):
        if step % BLOCK == 0:
            temperature = temperature_at(step, total, melt, hot, cold)
        drawn = draw(bits)
        i = np.int64(free[upper(drawn, people)])
        a = np.int64(team[i])
        if moves_in_256 and np.int64(drawn & np.uint64(255)) < moves_in_256:
            b = upper(draw(bits), teams)
            if a == b or size[a] <= low[a] or size[b] >= high[b]:
                continue
            j = NOBODY
            delta = tags_take(tag, margin, i, a) + tags_put(tag, margin, i, b)
            delta += sums_step(amount, square, total_of, slack, i, a, LESS)
            delta += sums_step(amount, square, total_of, slack, i, b, MORE)
            if placed:
                delta += place[place_row[i], b] - place[place_row[i], a]
            if linked[i]:
                delta += rare_move(pack, state, i, a, b)
            if gained:
                delta += gain[b, i] - gain[a, i]
            if sparse:
                delta += mates_delta(pack, state, rise, i, j, a, b)
            if visited:
                delta += visits_step(visit_row, visit_rise, visit, i, a, b)
        else:
            c = kin[i]
            if c >= 0 and np.int64((drawn >> np.uint64(8)) & np.uint64(255)) < kin_in_256:
                first = kin_start[c]
                j = np.int64(kin_member[first + upper(draw(bits), kin_start[c + 1] - first)])
            else:
                j = np.int64(free[lower(drawn, people)])
            b = np.int64(team[j])
            if a == b:
                continue
            delta = tags_swap(tag, margin, i, j, a, b)
            delta += sums_swap(amount, square, total_of, slack, i, j, a, b)
            if placed:
                delta += places_swap(place_row, place, i, j, a, b)
            if linked[i] or linked[j]:
                delta += rare_swap(pack, state, i, j, a, b)
            if dense:
                delta += gains_swap(gain, distance, i, j, a, b)
            elif gained:
                delta += gains_step(gain, i, j, a, b)
            if met:
                delta -= 2 * rise[code[i, j]]
            if sparse:
                delta += mates_delta(pack, state, rise, i, j, a, b)
            if visited:
                delta += visits_step(visit_row, visit_rise, visit, i, a, b)
                delta += visits_step(visit_row, visit_rise, visit, j, b, a)
        evaluations += 1
        if delta > 0 and not accepts(delta, temperature, bits):
            continue
        accepted += 1
        uphill += delta > 0
        if met:
            meetings_exchange(pack, state, i, j, a, b)
        elif dense:
            change = gain[b, i] - gain[a, i]
            if j >= 0:
                change = gains_swap(gain, distance, i, j, a, b)
            gains_exchange(gain, distance, i, j, a, b)
            figures[SOFT] += change
        if sparse:
            mates_exchange(pack, state, i, j, a, b)
        # leave first, join later: tables end where a team is full
        for leave in range(2):
            sign = 2 * leave - 1
            for who in (i, j):
                if who < 0:
                    continue
                g = a if (who == i) == (sign < 0) else b
                team[who] = -1
                tags_shift(
                    tag, base, table_soft, table_must, count, margin, penalty, figures, who, g, sign
                )
                sums_shift(amount, square_soft, square_must, total_of, slack, figures, who, g, sign)
                if placed:
                    places_shift(place_row, place_soft, place_must, figures, who, g, sign)
                if linked[who]:
                    rare_shift(pack, state, who, g, sign)
                if visited:
                    visits_shift(pack, state, who, g, sign)
                size[g] += sign
                if sign > 0:
                    team[who] = g
        if CHECKED:
            check_figures(packs, kind, states)
        log_move(figures, best, log, offset + i, b)
        if j >= 0:
            log_move(figures, best, log, offset + j, a)
        note_best(figures, every, best)
        if figures[MUST] == 0 and figures[SOFT] <= target:
            steps = step + 1 - start
            break
    figures[EVALUATIONS] += evaluations
    figures[ACCEPTED] += accepted
    note_heat(state.heat, start, total, evaluations, uphill)
    return steps


@kernel
def anneal(
    packs: Pack,
    kind: Ints,
    states: State,
    start: int,
    steps: int,
    total: int,
    melt: float,
    hot: float,
    cold: float,
    moves: Ints,
    kin_in_256: int,
    seats: Index | None,
    alike: bool,
    only: bool,
    target: int,
) -> int:
    """Run steps `start` .. `start + steps` of a leg of `total`; return the steps done.

    Parameters
    ----------
    packs, kind
        The problem: a stack of packs, and which of them each round has.
    states
        The search that is changed in place.
    start, steps, total
        Where the run begins in the leg, how many steps it takes, and the leg's length: the
        temperature and the round whose turn it is depend on these alone, so a leg cut into other
        runs is the same leg.
    melt, hot, cold
        Temperatures, in units of steering cost: at the beginning, where the rest of the leg begins,
        at its end.
    moves
        How many of 256 proposals are lone moves, in each round; 0 where sizes are fixed.
    kin_in_256
        How many of 256 swaps are with somebody who counts for the same.
    seats
        Who may change seats with each other in every round at once; None if nobody: what serves
        that is then not even compiled.
    alike
        Whether the meetings of all pairs cost the same.
    only
        Whether nothing but whole seats is exchanged.
    target
        The leg ends when no must rule is broken and the soft cost is not above this.
    """
    rounds, done = len(kind), 0
    figures, best, log = states.figures, states.best, states.log
    turns = rounds
    if seats is not None:
        turns = rounds * CYCLES + 1
    while done < steps:
        at = start + done
        run = min(steps - done, TURN - at % TURN)
        turn = (at // TURN) % turns
        r = turn % rounds
        p = kind[r]
        ran = run
        if only or turn == rounds * CYCLES:
            if seats is not None:
                ran = anneal_seats(
                    packs,
                    kind,
                    states,
                    seats,
                    alike,
                    only,
                    at,
                    run,
                    total,
                    melt,
                    hot,
                    cold,
                    target,
                )
        elif len(round_pack(packs, p).free):
            ran = _anneal_round(
                packs,
                kind,
                states,
                round_pack(packs, p),
                round_state(states, r),
                at,
                run,
                total,
                melt,
                hot,
                cold,
                moves[r],
                kin_in_256,
                target,
            )
        done += ran
        if ran < run:
            break
    settle_best(figures, best, log)
    return done
