"""Share a number out over tables of costs as cheaply as possible: the arithmetic of all bounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grouping.terms.arrays import Ints


def is_convex(table: NDArray[np.number]) -> bool:
    """Return whether no step of the table is below the one before."""
    return len(table) < 3 or bool((np.diff(table, 2) >= 0).all())


def share_convex(rows: Sequence[tuple[NDArray[Any], int]], left: int) -> int | Fraction:
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


def share_any(rows: list[tuple[Ints, int]], left: int) -> int:
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


def convex_below(table: Ints) -> NDArray[np.object_]:
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


def planned_seats(low: Ints, high: Ints, people: int) -> Ints:
    """Share `people` out over teams of low..high seats, as equal as can be; shape (teams,)."""
    seats = low.astype(np.int64)
    room = high - seats
    left = people - int(seats.sum())
    while left > 0:
        # level by level, so that open sizes end as equal as they can
        open_teams = np.flatnonzero(room > 0)
        smallest = seats[open_teams].min()
        chosen = open_teams[seats[open_teams] == smallest][:left]
        seats[chosen] += 1
        room[chosen] -= 1
        left -= len(chosen)
    return seats
