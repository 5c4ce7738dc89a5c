"""Sharing the members of a counter out over the teams at least cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grouping.terms import Ints, Tally

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
    if all(_is_convex(table) for table, _, _ in rows):
        return int(_share_convex([(table, count) for table, _, count in rows], left))
    if steps <= EXACT_STEPS:
        return _share_any([(table, count) for table, _, count in rows], left)
    hulls = [(_hull(table), count) for table, _, count in rows]
    return math.ceil(_share_convex(hulls, left))


def _is_convex(table: NDArray[np.number]) -> bool:
    return len(table) < 3 or bool((np.diff(table, 2) >= 0).all())


def _share_convex(rows: Sequence[tuple[NDArray[Any], int]], left: int) -> int | Fraction:
    """Return the least cost of `left` more members; marginal costs rise, so the cheapest first."""
    cost: int | Fraction = sum(table.tolist()[0] * count for table, count in rows)
    steps = np.concatenate([np.diff(table) for table, _ in rows])
    counts = np.concatenate([np.full(len(table) - 1, count) for table, count in rows])
    order = np.argsort(steps, kind="stable")
    for step, count in zip(steps[order].tolist(), counts[order].tolist(), strict=True):
        taken = min(left, count)
        cost += step * taken
        left -= taken
        if not left:
            break
    return cost


def _share_any(rows: list[tuple[Ints, int]], left: int) -> int:
    """Return the least cost by trying every split, team after team (dynamic programming)."""
    far = np.iinfo(np.int64).max // 4
    best = np.full(left + 1, far, dtype=np.int64)
    best[0] = 0
    for table, count in rows:
        for _ in range(count):
            longer = np.full(left + 1, far, dtype=np.int64)
            for more, cost in enumerate(table[: left + 1].tolist()):
                np.minimum(longer[more:], best[: left + 1 - more] + cost, out=longer[more:])
            best = longer
    return int(best[left])


def _hull(table: Ints) -> NDArray[np.object_]:
    """Return the largest convex function below `table`, in exact fractions."""
    corners: list[tuple[int, int]] = []
    for x, y in enumerate(table.tolist()):
        while len(corners) > 1:
            (x1, y1), (x2, y2) = corners[-2:]
            if (y2 - y1) * (x - x1) < (y - y1) * (x2 - x1):
                break
            corners.pop()
        corners.append((x, y))
    values = [Fraction(corners[0][1])]
    for (x1, y1), (x2, y2) in pairwise(corners):
        slope = Fraction(y2 - y1, x2 - x1)
        values += [y1 + slope * step for step in range(1, x2 - x1 + 1)]
    return np.array(values, dtype=object)
