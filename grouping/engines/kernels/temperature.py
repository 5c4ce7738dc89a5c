"""Temperatures of a leg of annealing, which worsening moves they let pass, and how many did."""

from __future__ import annotations

import math

from grouping.engines.kernels.jit import inlined
from grouping.engines.kernels.rng import uniform
from grouping.engines.kernels.state import BUCKETS, Ints

# Steps between two temperatures.
BLOCK = 256
# One part in so many of a leg goes from where all melts to where it is decided.
LEAD = 24
# Steps of one round before it is the turn of the next.
TURN = 256
# A worsening of more than this many temperatures is refused unseen (probability below 1e-7).
HOPELESS = 16.0


@inlined
def temperature_at(step: int, total: int, melt: float, hot: float, cold: float) -> float:
    """Return the temperature of the block that `step` lies in.

    Geometric from melt to hot in the first part of a leg, from hot to cold in the rest.
    """
    lead, at = total // LEAD, step - step % BLOCK
    if at < lead:
        return melt * (hot / melt) ** (at / lead)
    return hot * (cold / hot) ** ((at - lead) / (total - lead))


@inlined
def note_heat(heat: Ints, start: int, total: int, evaluations: int, uphill: int) -> None:
    """Count what was weighed and which worsening moves were made, by the turn's part of the leg."""
    at, lead = start - start % TURN, total // LEAD
    if at >= lead:
        bucket = ((at - lead) * BUCKETS) // (total - lead)
        heat[bucket, 0] += evaluations
        heat[bucket, 1] += uphill


@inlined
def accepts(delta: int, temperature: float, bits: Ints) -> bool:
    """Return whether a worsening by `delta` is accepted (Metropolis)."""
    if delta > HOPELESS * temperature:
        return False
    return uniform(bits) < math.exp(-delta / temperature)
