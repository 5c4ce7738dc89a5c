"""Distances of all pairs: one gain row per team, kept contiguous.

``gain[g, i]`` is the sum of the distances of i to the people of team g, so that a swap is weighed
in O(1); the rows of the two teams are rebuilt in O(n) when it is accepted.
"""

from __future__ import annotations

from grouping.engines.kernels.jit import inlined
from grouping.engines.kernels.state import Ints


@inlined
def gains_step(gain: Ints, i: int, j: int, a: int, b: int) -> int:
    """Return the change of cost of a swap, but for the pair of i and j itself: it stays apart."""
    return gain[b, i] - gain[a, i] + gain[a, j] - gain[b, j]


@inlined
def gains_swap(gain: Ints, distance: Ints, i: int, j: int, a: int, b: int) -> int:
    """Return the change of cost if i (on a) and j (on b) change places."""
    return gains_step(gain, i, j, a, b) - 2 * distance[i, j]


@inlined
def gains_exchange(gain: Ints, distance: Ints, i: int, j: int, a: int, b: int) -> None:
    """Bring the gain rows up to date when i leaves a for b, and j (-1: nobody) leaves b for a."""
    here, there, mine = gain[a], gain[b], distance[i]
    if j < 0:
        for x in range(len(mine)):
            here[x] -= mine[x]
            there[x] += mine[x]
    else:
        theirs = distance[j]
        for x in range(len(mine)):
            more = theirs[x] - mine[x]
            here[x] += more
            there[x] -= more
