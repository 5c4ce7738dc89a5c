"""Tags: counters to which every member adds one (see `state`)."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.jit import inlined
from grouping.engines.kernels.state import MUST, SOFT, Index, Ints


@inlined
def tags_swap(tag: Index, margin: Ints, i: int, j: int, a: int, b: int) -> int:
    """Return the change of steering cost if i (on a) and j (on b) change places."""
    delta = np.int64(0)
    here, there = margin[a], margin[b]
    for c in range(tag.shape[1]):
        t, u = tag[i, c], tag[j, c]
        change = here[t, 1] + there[t, 0] + there[u, 1] + here[u, 0]
        # a tag that both have stays as it is; chosen without a branch
        delta += change if t != u else 0
    return delta


@inlined
def tags_put(tag: Index, margin: Ints, i: int, g: int) -> int:
    """Return the change of steering cost if i joins g."""
    delta = np.int64(0)
    for c in range(tag.shape[1]):
        delta += margin[g, tag[i, c], 0]
    return delta


@inlined
def tags_take(tag: Index, margin: Ints, i: int, g: int) -> int:
    """Return the change of steering cost if i leaves g."""
    delta = np.int64(0)
    for c in range(tag.shape[1]):
        delta += margin[g, tag[i, c], 1]
    return delta


@inlined
def set_margin(
    base: Ints, soft: Ints, must: Ints, count: Index, margin: Ints, penalty: int, g: int, t: int
) -> None:
    """Bring the margin of team g and tag t up to date with its count."""
    # tables are padded at both ends, so that one step beyond is there to be read
    at = base[g, t] + count[g, t]
    here = soft[at] + penalty * must[at]
    margin[g, t, 0] = soft[at + 1] + penalty * must[at + 1] - here
    margin[g, t, 1] = soft[at - 1] + penalty * must[at - 1] - here


@inlined
def tags_shift(
    tag: Index,
    base: Ints,
    soft: Ints,
    must: Ints,
    count: Index,
    margin: Ints,
    penalty: int,
    figures: Ints,
    i: int,
    g: int,
    sign: int,
) -> None:
    """Put i on g (sign 1) or take it off (sign -1)."""
    for c in range(tag.shape[1]):
        t = tag[i, c]
        if t == 0:
            continue
        at = base[g, t] + count[g, t]
        figures[MUST] += must[at + sign] - must[at]
        figures[SOFT] += soft[at + sign] - soft[at]
        count[g, t] += sign
        set_margin(base, soft, must, count, margin, penalty, g, t)
