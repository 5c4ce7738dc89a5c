"""Distances of all pairs in 32-bit rows, padded for wide registers: what `anneal_rows` works on.

``cost[i, x]``, ``gain[g, x]``, ``own[x]`` and ``team[x]`` go on to a multiple of `WIDTH` people.
Those beyond the n-th are made up: they cost nothing and are on a team beyond the last, where
nobody goes.  ``gain[g, x]`` is the sum of the costs of x to the people of team g.  ``mean[g]`` is
about the mean of ``gain[g]``, and ``own[x]`` is ``gain[team[x], x] - mean[team[x]]``: sums over a
large team and a small one are compared by how far they are from those of others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.jit import inlined, kernel

Costs = NDArray[np.int32]

# People weighed at once; loops of this length are compiled to a few vector instructions.
WIDTH = 32
# A swap within a team, or with a made-up person, costs this and more: no temperature lets it pass.
NEVER = np.int32(1 << 29)
# The most that the costs of one person to the others of a team may add up to, so that the sums of
# a swap stay within 32 bits.
LARGEST_GAIN = 1 << 26


@inlined
def center_rows(team: Costs, gain: Costs, own: Costs, mean: Costs, people: int) -> None:
    """Fill `mean` and `own`."""
    for g in range(len(gain)):
        total = 0
        for x in range(people):
            total += gain[g, x]
        mean[g] = total // people
    own[:] = -NEVER
    for x in range(people):
        own[x] = gain[team[x], x] - mean[team[x]]


@kernel
def count_rows(cost: Costs, team: Costs, gain: Costs, own: Costs, mean: Costs, size: Costs) -> int:
    """Fill all sums and `size` for `team`; return the cost of all pairs that share a team."""
    gain[:] = 0
    size[:] = 0
    for i in range(len(cost)):
        here, mine = gain[team[i]], cost[i]
        size[team[i]] += 1
        for x in range(len(team)):
            here[x] = np.int32(here[x] + mine[x])
    center_rows(team, gain, own, mean, len(cost))
    twice = 0
    for i in range(len(cost)):
        twice += gain[team[i], i]
    return twice // 2


@inlined
def swap_rows(
    cost: Costs,
    team: Costs,
    gain: Costs,
    own: Costs,
    mean: Costs,
    i: int,
    j: int,
    a: int,
    b: int,
) -> None:
    """Let i (on a) and j (on b) change places."""
    here, there, mine, theirs = gain[a], gain[b], cost[i], cost[j]
    for x in range(len(team)):
        more = np.int32(theirs[x] - mine[x])
        here[x] = np.int32(here[x] + more)
        there[x] = np.int32(there[x] - more)
        up = more if team[x] == a else np.int32(0)
        down = more if team[x] == b else np.int32(0)
        own[x] = np.int32(own[x] + up - down)
    team[i] = b
    team[j] = a
    own[i] = there[i] - mean[b]
    own[j] = here[j] - mean[a]


@inlined
def move_rows(
    cost: Costs,
    team: Costs,
    gain: Costs,
    own: Costs,
    mean: Costs,
    size: Costs,
    i: int,
    a: int,
    b: int,
) -> None:
    """Let i leave a for b."""
    here, there, mine = gain[a], gain[b], cost[i]
    for x in range(len(team)):
        more = mine[x]
        here[x] = np.int32(here[x] - more)
        there[x] = np.int32(there[x] + more)
        up = more if team[x] == b else np.int32(0)
        down = more if team[x] == a else np.int32(0)
        own[x] = np.int32(own[x] + up - down)
    team[i] = b
    own[i] = there[i] - mean[b]
    size[a] -= 1
    size[b] += 1
