"""How much swaps and lone moves change the cost of random assignments.

Temperatures are set by it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grouping.engines.kernels.evaluate import reset
from grouping.engines.kernels.round_view import round_state
from grouping.engines.kernels.sample_deltas import sample_deltas
from grouping.engines.kernels.stack import Stack
from grouping.engines.kernels.state import SOFT, Pack, State
from grouping.engines.local.sizes import Sizes
from grouping.terms.arrays import Ints
from grouping.terms.bounds.allocation import planned_seats

SAMPLES = 2000
# Random seatings that tell how costs differ with sizes.
SEATINGS = 16


def widths(
    stack: Stack, packs: Sequence[Pack], states: State, moves: Ints, rng: np.random.Generator
) -> tuple[float, float]:
    """Return the typical and the smallest size of what a swap changes of the wishes.

    Where swaps change nothing, that of lone moves; 1 where these change nothing either.

    Parameters
    ----------
    stack, packs
        The problem, and its rounds.
    states
        Left at random assignments, with all prices 0.
    moves
        Whether there are lone moves in each round.
    rng
        Source of all randomness.
    """
    states.penalty[:] = 0
    for pack, team, present in zip(packs, states.team, stack.present, strict=True):
        _seat(team, present, planned_seats(pack.low, pack.high, int(present.sum())), rng)
    reset(stack, states)
    samples = []
    for r, pack in enumerate(packs):
        deltas = np.zeros(SAMPLES // stack.rounds + 1, dtype=np.int64)
        if len(pack.free):
            count = sample_deltas(pack, round_state(states, r), deltas)
            samples.append(deltas[:count].astype(float))
    found = np.concatenate(samples)
    sizes = np.abs(found[found != 0])
    if len(sizes):
        return float(sizes.std() + sizes.mean()) / 2, float(sizes.min())
    wide = _of_sizes(stack, packs, states, rng) if moves.any() else 1.0
    return wide, wide


def _of_sizes(
    stack: Stack, packs: Sequence[Pack], states: State, rng: np.random.Generator
) -> float:
    """Return about what a lone move changes, where swaps change nothing."""
    costs = []
    for _ in range(SEATINGS):
        for pack, team, present in zip(packs, states.team, stack.present, strict=True):
            _seat(team, present, Sizes(int(present.sum()), pack.low, pack.high, 0).draw(rng), rng)
        reset(stack, states)
        costs.append(int(states.figures[SOFT]))
    return max(1.0, float(max(costs) - min(costs)) / states.team.size)


def _seat(team: np.ndarray, present: np.ndarray, sizes: Ints, rng: np.random.Generator) -> None:
    """Put those who come on teams of these sizes at random."""
    team[present] = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
