"""Share the members of a counter out over the teams as cheaply as possible."""

from __future__ import annotations

import math

import numpy as np

from grouping.terms.arrays import Ints
from grouping.terms.bounds.allocation import convex_below, is_convex, share_any, share_convex
from grouping.terms.terms import Tally

# Above this many elementary steps a cost that is not convex is bounded by its convex hull.
EXACT_STEPS = 30_000_000


def least_shared(term: Tally, n: int, low: Ints, high: Ints) -> int:
    """Return a lower bound on the cost of a counter: its members shared out at least cost.

    It is the least cost, but where a table is not convex and too large to try every split, and
    where members add other amounts than one.

    Parameters
    ----------
    term
        The counter.
    n
        Number of participants.
    low, high
        Seats of each team; int64, shape (teams,).
    """
    if not term.counts_heads:
        return int(term.tables.min(axis=1)[term.which].sum())
    members = len(term.members)
    # a team also has to leave its seats to enough members when the others are few
    fewest = np.maximum(0, low - (n - members))
    most = np.minimum(high, members)
    kinds, counts = np.unique(
        np.stack([term.which.astype(np.int64), fewest, most], axis=1), axis=0, return_counts=True
    )
    rows = [
        (term.tables[which, few : many + 1], int(few), int(count))
        for (which, few, many), count in zip(kinds.tolist(), counts, strict=True)
    ]
    left = members - sum(few * count for _, few, count in rows)
    steps = sum(count for _, _, count in rows) * (left + 1) * int(most.max() + 1)
    if all(is_convex(table) for table, _, _ in rows):
        return int(share_convex([(table, count) for table, _, count in rows], left))
    if steps <= EXACT_STEPS:
        return share_any([(table, count) for table, _, count in rows], left)
    hulls = [(convex_below(table), count) for table, _, count in rows]
    return math.ceil(share_convex(hulls, left))
