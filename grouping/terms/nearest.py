"""Pairs of people who are near each other, without a table of all pairs.

Of any T + 1 people two share one of T teams.  So the least distance of two people who share a team
is at most the diameter of any T + 1 people, and pairs farther apart than that never matter for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _
from grouping.terms.arrays import Index, Ints

# Distances looked at at once.
AT_ONCE = 1 << 22
# Of how many people the surroundings are looked at for a small diameter, and how much more than
# is needed of them.
TRIES, MORE = 64, 64
# People whose surroundings are looked at first, among all.
SAMPLE = 256


@dataclass(frozen=True, eq=False)
class Space:
    """People and their distances, which are integers.

    Attributes
    ----------
    places
        Where everybody is: the distance is the root of the sum of squares, rounded; int64, shape
        (n, D).  Or None.
    table
        Or all distances, symmetric with zeros on the diagonal; int64, shape (n, n).
    """

    places: Ints | None = None
    table: Ints | None = None

    def __len__(self) -> int:
        """Return the number of people."""
        known = self.table if self.places is None else self.places
        assert known is not None
        return len(known)

    def between(self, these: Index, others: Index | None = None) -> Ints:
        """Return distances of `these` from `others`, or from all; int64, shape (these, others)."""
        if self.table is not None:
            return self.table[these] if others is None else self.table[np.ix_(these, others)]
        assert self.places is not None
        return distances(self.places[these], self.places if others is None else self.places[others])

    def of(self, people: Index) -> Space:
        """Return the distances of some of the people."""
        if self.table is not None:
            return Space(table=self.table[np.ix_(people, people)])
        assert self.places is not None
        return Space(places=self.places[people])

    def stripes(self, people: Index | None = None) -> list[Index]:
        """Return people, or all, cut so that the distances of a part from them fit at once."""
        every = np.arange(len(self), dtype=np.int32) if people is None else people
        step = max(1, AT_ONCE // max(len(every), 1))
        return [every[at : at + step] for at in range(0, len(every), step)]

    def groups(self, distance: int) -> list[Index]:
        """Return people in groups such that people of two groups are farther apart than that.

        Column by column, wherever the next place is farther away: most of all between categories.
        """
        label = np.zeros(len(self), dtype=np.int64)
        if self.places is not None:
            before = -1
            while before < label.max(initial=0):
                before = label.max(initial=0)
                for column in self.places.T:
                    order = np.lexsort((column, label))
                    gaps = (np.diff(column[order]) > distance) | (np.diff(label[order]) > 0)
                    label[order[1:]] = np.cumsum(gaps)
                    label[order[:1]] = 0
        order = np.argsort(label, kind="stable").astype(np.int32)
        return np.split(order, np.flatnonzero(np.diff(label[order])) + 1)


def distances(these: Ints, others: Ints) -> Ints:
    """Return the rounded distances of all from all; int64, shape (these, others)."""
    x, y = these.astype(np.float64), others.astype(np.float64)
    squares = (x**2).sum(axis=1)[:, None] + (y**2).sum(axis=1)[None, :] - 2.0 * (x @ y.T)
    return np.asarray(np.rint(np.sqrt(squares)), dtype=np.int64)


def least_diameter(space: Space, count: int) -> int:
    """Return the diameter of some `count` people who are near each other.

    With fewer people than that it is the largest distance of all.
    """
    if len(space) <= count:
        return max((int(space.between(part).max()) for part in space.stripes()), default=0)
    if count < 2:
        return 0
    every = np.arange(len(space), dtype=np.int32)
    best = _around(space, every[:: -(-len(space) // SAMPLE)], every, count, None)
    for group in space.groups(best):
        if len(group) >= count:
            best = _around(space, group, group, count, best)
    return best


def _around(space: Space, centres: Index, people: Index, count: int, best: int | None) -> int:
    """Return the least diameter of some `count` of `people` near one of the centres, or `best`."""
    step = max(1, AT_ONCE // len(people))
    parts = [centres[at : at + step] for at in range(0, len(centres), step)]
    # the radius within which there are enough people
    radius = np.concatenate([_nth(space.between(part, people), count - 1) for part in parts])
    for k in np.argsort(radius, kind="stable")[:TRIES].tolist():
        if best is not None and radius[k] >= best:
            break  # no set around this person, or any after, is narrower than its own radius
        away = space.between(centres[k : k + 1], people)[0]
        around = people[np.argsort(away, kind="stable")[: count + min(count, MORE)]]
        found = _narrowed(space.between(around, around), count)
        best = found if best is None else min(best, found)
    assert best is not None
    return best


def _nth(table: Ints, k: int) -> Ints:
    """Return the number at position k of each row, were it sorted."""
    return np.partition(table, k, axis=1)[:, k].copy()


def _narrowed(table: NDArray[np.int64], count: int) -> int:
    """Return the diameter that is left when one of the two farthest leaves, until `count` stay."""
    table = table.copy()
    total = table.sum(axis=1)
    for _step in range(len(table) - count):
        i, j = divmod(int(table.argmax()), len(table))
        out = i if total[i] >= total[j] else j
        total -= table[out]
        table[out] = table[:, out] = -1
    return int(table.max())


def pairs_within(space: Space, distance: int, most: int) -> tuple[Index, Index, Ints]:
    """Return the pairs i < j at most so far apart, nearest first, and distances; shapes (pairs,).

    Raises
    ------
    InputError
        If there are more than `most`.
    """
    nothing = np.zeros(0, dtype=np.int32)
    found, count = [(nothing, nothing, nothing.astype(np.int64))], 0
    for group in space.groups(distance):
        for part in space.stripes(group):
            away = space.between(part, group)
            i, j = np.nonzero(away <= distance)
            before = part[i] < group[j]
            i, j = i[before], j[before]
            count += len(i)
            if count > most:
                raise InputError(
                    _("more than {n} pairs of people are near each other", n=most),
                    hint=_("ask for a smaller distance, or for fewer teams"),
                )
            found.append((part[i], group[j], away[i, j]))
    first, second, apart = (np.concatenate([f[k] for f in found]) for k in range(3))
    order = np.lexsort((second, first, apart))
    return first[order], second[order], apart[order]
