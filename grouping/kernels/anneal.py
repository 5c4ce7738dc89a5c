"""Simulated annealing over swaps and lone moves, any mixture of terms."""

from __future__ import annotations

import math

import numpy as np

from grouping.kernels.best import log_move, note_best, settle_best
from grouping.kernels.evaluate import evaluate
from grouping.kernels.gains import gains_exchange, gains_swap
from grouping.kernels.jit import CHECKED, inlined, kernel
from grouping.kernels.places import places_shift, places_swap
from grouping.kernels.rare import rare_move, rare_shift, rare_swap
from grouping.kernels.rng import draw, lower, uniform, upper
from grouping.kernels.state import (
    ACCEPTED,
    EVALUATIONS,
    MUST,
    SOFT,
    Ints,
    Pack,
    State,
)
from grouping.kernels.sums import sums_shift, sums_step, sums_swap
from grouping.kernels.tags import tags_put, tags_shift, tags_swap, tags_take

# Steps between two temperatures.
BLOCK = 256
# A worsening of more than this many temperatures is refused unseen (probability below 1e-7).
HOPELESS = 16.0


@inlined
def temperature_at(step: int, total: int, hot: float, cold: float) -> float:
    """Return the temperature of the block that `step` lies in: geometric from hot to cold."""
    return hot * (cold / hot) ** ((step - step % BLOCK) / total)


@inlined
def accepts(delta: int, temperature: float, bits: Ints) -> bool:
    """Return whether a worsening by `delta` is accepted (Metropolis)."""
    if delta > HOPELESS * temperature:
        return False
    return uniform(bits) < math.exp(-delta / temperature)


@kernel
def anneal(
    pack: Pack,
    state: State,
    start: int,
    steps: int,
    total: int,
    hot: float,
    cold: float,
    moves_in_256: int,
    target: int,
) -> int:
    """Run steps `start` .. `start + steps` of a leg of `total`; return the steps done.

    Parameters
    ----------
    pack, state
        The problem, and the search that is changed in place.
    start, steps, total
        Where the run begins in the leg, how many steps it takes, and the leg's length: the
        temperature depends on these alone, so a leg cut into other runs is the same leg.
    hot, cold
        Temperatures at the leg's ends, in units of steering cost.
    moves_in_256
        How many of 256 proposals are lone moves; 0 where sizes are fixed.
    target
        The leg ends when no must rule is broken and the soft cost is not above this.
    """
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
    people, teams, placed, dense = len(free), len(low), len(place) > 1, len(gain) > 0
    temperature = temperature_at(start, total, hot, cold)
    evaluations = accepted = 0
    for step in range(start, start + steps):
        if step % BLOCK == 0:
            temperature = temperature_at(step, total, hot, cold)
        drawn = draw(bits)
        i = free[upper(drawn, people)]
        a = team[i]
        if moves_in_256 and np.int64(drawn & np.uint64(255)) < moves_in_256:
            b = np.int32(upper(draw(bits), teams))
            if a == b or size[a] <= low[a] or size[b] >= high[b]:
                continue
            j = np.int32(-1)
            delta = tags_take(tag, margin, i, a) + tags_put(tag, margin, i, b)
            delta += sums_step(amount, square, total_of, slack, i, a, -1)
            delta += sums_step(amount, square, total_of, slack, i, b, 1)
            if placed:
                delta += place[place_row[i], b] - place[place_row[i], a]
            if linked[i]:
                delta += rare_move(pack, state, i, a, b)
            if dense:
                delta += gain[b, i] - gain[a, i]
        else:
            j = free[lower(drawn, people)]
            b = team[j]
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
        evaluations += 1
        if delta > 0 and not accepts(delta, temperature, bits):
            continue
        accepted += 1
        if dense:
            change = gain[b, i] - gain[a, i]
            if j >= 0:
                change = gains_swap(gain, distance, i, j, a, b)
            gains_exchange(gain, distance, i, j, a, b)
            figures[SOFT] += change
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
                size[g] += sign
                if sign > 0:
                    team[who] = g
        if CHECKED:
            assert evaluate(pack, state) == (figures[MUST], figures[SOFT])
        log_move(figures, best, log, i, b)
        if j >= 0:
            log_move(figures, best, log, j, a)
        note_best(figures, team, best)
        if figures[MUST] == 0 and figures[SOFT] <= target:
            steps = step + 1 - start
            break
    settle_best(figures, best, log)
    figures[EVALUATIONS] += evaluations
    figures[ACCEPTED] += accepted
    return steps
