"""Annealing over whole seats: two people change places in every round at once."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.best_so_far import log_move, note_best
from grouping.engines.kernels.evaluate import check_figures
from grouping.engines.kernels.jit import CHECKED, kernel
from grouping.engines.kernels.rng import draw, lower, upper
from grouping.engines.kernels.seat_swaps import exchange_seats, seats_delta
from grouping.engines.kernels.state import (
    ACCEPTED,
    EVALUATIONS,
    MUST,
    SOFT,
    Index,
    Ints,
    Pack,
    State,
)
from grouping.engines.kernels.temperature import accepts, note_heat, temperature_at


@kernel
def anneal_seats(
    packs: Pack,
    kind: Ints,
    states: State,
    seats: Index,
    alike: bool,
    only: bool,
    start: int,
    steps: int,
    total: int,
    melt: float,
    hot: float,
    cold: float,
    target: int,
) -> int:
    """Run steps in which two people change seats in every round at once."""
    figures, bits, teams = states.figures, states.bits, states.teams
    kin, kin_start, kin_member = (
        packs.kin[kind[0]],
        packs.kin_start[kind[0]],
        packs.kin_member[kind[0]],
    )
    rounds, n = teams.shape
    among = np.zeros(n, dtype=np.bool_)
    among[seats] = True
    weighed, uphill = figures[EVALUATIONS], 0
    temperature = temperature_at(start, total, melt, hot, cold)
    for step in range(start, start + steps):
        drawn = draw(bits)
        i = np.int64(seats[upper(drawn, len(seats))])
        c = kin[i]
        if c >= 0 and np.int64(drawn & np.uint64(1)):
            first = kin_start[c]
            j = np.int64(kin_member[first + upper(draw(bits), kin_start[c + 1] - first)])
        else:
            j = np.int64(seats[lower(drawn, len(seats))])
        if i == j or not among[j]:
            continue
        figures[EVALUATIONS] += 1
        delta = seats_delta(packs, kind, states, alike, i, j)
        if delta > 0 and not accepts(delta, temperature, bits):
            continue
        figures[ACCEPTED] += 1
        uphill += delta > 0
        for r in range(rounds):
            log_move(figures, states.best, states.log, r * n + i, np.int64(teams[r, j]))
            log_move(figures, states.best, states.log, r * n + j, np.int64(teams[r, i]))
        exchange_seats(packs, kind, states, i, j)
        if CHECKED:
            check_figures(packs, kind, states)
        note_best(figures, states.every, states.best)
        if figures[MUST] == 0 and figures[SOFT] <= target:
            steps = step + 1 - start
            break
    if only:
        note_heat(states.heat, start, total, figures[EVALUATIONS] - weighed, uphill)
    return steps
