"""Base rounds of a rotation that a group of symmetries unfolds: a walk over swaps.

A round is unfolded by a group, so two people meet as often as all pairs of their orbit together
are used by the base rounds.  Every orbit may be used once; the cost of a state is the number of
pairs of equal uses, sum over orbits of C(uses, 2).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.jit import inlined, kernel
from grouping.engines.kernels.rng import Bits, draw, lower, uniform, upper

Points = NDArray[np.int32]
Counts = NDArray[np.int64]

WORST = 32  # cost differences from here on are never accepted


@inlined
def _put(orbit: Points, uses: Counts, slot: Points, size: int, at: int, point: int) -> int:
    """Seat `point` at `at`: count its pairs with the others of the block; return the cost added."""
    start = at - at % size
    added = np.int64(0)
    for other in range(start, start + size):
        if other != at:
            pair = orbit[point, slot[other]]
            added += uses[pair]
            uses[pair] += 1
    return added


@inlined
def _take(orbit: Points, uses: Counts, slot: Points, size: int, at: int) -> int:
    """Uncount the pairs of the point at `at` with the others of its block; return the cost."""
    start = at - at % size
    point = slot[at]
    removed = np.int64(0)
    for other in range(start, start + size):
        if other != at:
            pair = orbit[point, slot[other]]
            uses[pair] -= 1
            removed += uses[pair]
    return removed


@kernel
def walk_starter(
    orbit: Points,
    image: Points,
    choice: Points,
    first: Points,
    size: int,
    slot: Points,
    uses: Counts,
    cost: Counts,
    bits: Bits,
    temperature: float,
    steps: int,
) -> int:
    """Walk at one temperature until nothing is used twice, for at most so many proposals.

    Parameters
    ----------
    orbit
        Number of the orbit of each pair of points, shape (points, points).
    image
        Images of each point under the symmetries of a base round, shape (symmetries, points).
    choice
        Points that may stand at each place of a free block, shape (size, choices).
    first
        First slot of each base round; the last entry is where the free blocks begin.
    size
        Points in a block.
    slot
        Point of each slot, block after block; changed in place.
    uses
        How often each orbit is used; changed in place.
    cost
        Shape (1,); changed in place.
    bits
        Random state; changed in place.
    temperature
        A cost increase d is accepted with probability exp(-d / temperature).
    steps
        Proposals.

    Returns
    -------
    Proposals made.
    """
    threshold = np.empty(WORST)
    for d in range(WORST):
        threshold[d] = np.exp(-d / temperature)
    slots, covering, symmetries = len(slot), first[-1], len(image)
    choices = choice.shape[1]
    now = cost[0]
    done = np.int64(0)
    while done < steps and now > 0:
        done += 1
        drawn = draw(bits)
        a = upper(drawn, slots)
        delta = np.int64(0)
        if a >= covering:
            old, new = slot[a], choice[a % size, lower(drawn, choices)]
            if old == new:
                continue
            delta -= _take(orbit, uses, slot, size, a)
            delta += _put(orbit, uses, slot, size, a, new)
            slot[a] = new
            if delta > 0 and (delta >= WORST or uniform(bits) >= threshold[delta]):
                _take(orbit, uses, slot, size, a)
                slot[a] = old
                _put(orbit, uses, slot, size, a, old)
                continue
            now += delta
            continue
        here = 0
        while first[here + 1] <= a:
            here += 1
        begin, length = first[here], first[here + 1] - first[here]
        b = begin + lower(drawn, length)
        old_a, old_b = slot[a], slot[b]
        if a // size == b // size:
            if symmetries == 1:
                continue
            b = a
            new_a = image[1 + upper(draw(bits), symmetries - 1), old_a]
        else:
            new_a = old_b
            if symmetries > 1:
                new_a = image[upper(draw(bits), symmetries), old_b]
        delta -= _take(orbit, uses, slot, size, a)
        if b != a:
            delta -= _take(orbit, uses, slot, size, b)
        delta += _put(orbit, uses, slot, size, a, new_a)
        slot[a] = new_a
        if b != a:
            delta += _put(orbit, uses, slot, size, b, old_a)
            slot[b] = old_a
        if delta > 0 and (delta >= WORST or uniform(bits) >= threshold[delta]):
            _take(orbit, uses, slot, size, a)
            if b != a:
                _take(orbit, uses, slot, size, b)
                slot[b] = old_b
                _put(orbit, uses, slot, size, b, old_b)
            slot[a] = old_a
            _put(orbit, uses, slot, size, a, old_a)
            continue
        now += delta
    cost[0] = now
    return done
