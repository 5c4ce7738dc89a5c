"""Random numbers inside kernels: xoroshiro128+ (Blackman and Vigna, 2018); state uint64, (2,).

A generator of our own, because numpy's is many times slower per draw inside compiled code, and
because the same bits must come out with compilation off.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.jit import inlined

Bits = NDArray[np.uint64]


def bits_from(rng: np.random.Generator) -> Bits:
    """Return a generator state drawn from `rng`."""
    return rng.integers(1, 2**63, size=2, dtype=np.uint64)


@inlined
def draw(bits: Bits) -> np.uint64:
    """Return 64 random bits and advance `bits` in place."""
    first = bits[0]
    second = bits[1]
    drawn = first + second
    second ^= first
    bits[0] = (
        ((first << np.uint64(24)) | (first >> np.uint64(40))) ^ second ^ (second << np.uint64(16))
    )
    bits[1] = (second << np.uint64(37)) | (second >> np.uint64(27))
    return drawn


@inlined
def upper(drawn: np.uint64, below: int) -> int:
    """Return a number in 0..below-1 from the upper 32 bits of a draw."""
    return np.int64(((drawn >> np.uint64(32)) * np.uint64(below)) >> np.uint64(32))


@inlined
def lower(drawn: np.uint64, below: int) -> int:
    """Return a number in 0..below-1 from the lower 32 bits of a draw."""
    return np.int64(((drawn & np.uint64(0xFFFFFFFF)) * np.uint64(below)) >> np.uint64(32))


@inlined
def uniform(bits: Bits) -> float:
    """Return a number in [0, 1)."""
    return np.float64(draw(bits) >> np.uint64(11)) * (1.0 / 9007199254740992.0)
