"""Simulated annealing where the only cost is a distance of every pair: the MDGP, at full speed."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.best_so_far import log_move, note_best, settle_best
from grouping.engines.kernels.distance_gains import gains_exchange, gains_swap
from grouping.engines.kernels.evaluate import evaluate
from grouping.engines.kernels.jit import CHECKED, kernel
from grouping.engines.kernels.rng import draw, lower, upper
from grouping.engines.kernels.state import ACCEPTED, EVALUATIONS, SOFT, Pack, State
from grouping.engines.kernels.temperature import BLOCK, accepts, temperature_at


@kernel
def anneal_distance(
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
    """Run a part of a leg; parameters, order of random numbers and result as in `anneal`."""
    figures, teams = state.figures, len(pack.low)
    team, gain, distance, free = state.team, state.gain, pack.distance, pack.free
    people, size, low, high = len(free), state.size, pack.low, pack.high
    best, log, bits = state.best, state.log, state.bits
    temperature = temperature_at(start, total, hot, hot, cold)
    evaluations = 0
    accepted = 0
    for step in range(start, start + steps):
        if step % BLOCK == 0:
            temperature = temperature_at(step, total, hot, hot, cold)
        drawn = draw(bits)
        i = free[upper(drawn, people)]
        a = team[i]
        if moves_in_256 and np.int64(drawn & np.uint64(255)) < moves_in_256:
            b = np.int32(upper(draw(bits), teams))
            if a == b or size[a] <= low[a] or size[b] >= high[b]:
                continue
            j = np.int32(-1)
            delta = gain[b, i] - gain[a, i]
        else:
            j = free[lower(drawn, people)]
            b = team[j]
            if a == b:
                continue
            delta = gains_swap(gain, distance, i, j, a, b)
        evaluations += 1
        if delta > 0 and not accepts(delta, temperature, bits):
            continue
        accepted += 1
        gains_exchange(gain, distance, i, j, a, b)
        team[i] = b
        if j >= 0:
            team[j] = a
        else:
            size[a] -= 1
            size[b] += 1
        figures[SOFT] += delta
        if CHECKED:
            assert evaluate(pack, state) == (0, figures[SOFT])
        log_move(figures, best, log, i, b)
        if j >= 0:
            log_move(figures, best, log, j, a)
        note_best(figures, state.every, best)
        if figures[SOFT] <= target:
            steps = step + 1 - start
            break
    settle_best(figures, best, log)
    figures[EVALUATIONS] += evaluations
    figures[ACCEPTED] += accepted
    return steps
