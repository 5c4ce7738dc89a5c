"""Deltas of random swaps, from which temperatures are set."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.jit import kernel
from grouping.engines.kernels.moves import swap_delta
from grouping.engines.kernels.rng import draw, lower, upper
from grouping.engines.kernels.state import Ints, Pack, State


@kernel
def sample_deltas(pack: Pack, state: State, deltas: Ints) -> int:
    """Fill `deltas` with the steering deltas of random swaps; return how many were found."""
    free = len(pack.free)
    found = 0
    for _ in range(4 * len(deltas)):
        drawn = draw(state.bits)
        i, j = np.int64(pack.free[upper(drawn, free)]), np.int64(pack.free[lower(drawn, free)])
        a, b = np.int64(state.team[i]), np.int64(state.team[j])
        if a != b:
            deltas[found] = swap_delta(pack, state, i, j, a, b)
            found += 1
            if found == len(deltas):
                break
    return found
