"""Costs of pairs as costs of numbers of members, where the distances come from attributes.

The distance of two people in a number is the sum of the gaps between the values that lie between
them: each gap cuts the people in two, and a team with c people on one side and s - c on the other
has c (s - c) pairs that are apart by it.  A category cuts them into as many parts as it has labels.
So Manhattan distances of attributes need no variable per pair (M. Schulz, "A new mixed-integer
programming formulation for the maximally diverse grouping problem with attribute values",
Annals of Operations Research 318, 2022), and each cut has a closed-form bound.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grouping.terms.arrays import Ints
from grouping.terms.bounds.tally import least_shared
from grouping.terms.terms import Cut, Tally


def tallies_of(cuts: Sequence[Cut], low: Ints, high: Ints) -> list[Tally]:
    """Return counters that together cost what the cuts cost, for all sizes within the seats.

    Of a team of s people, s (s - 1) / 2 pairs share it, less those with the same label.  In teams
    of fixed sizes, a cut in two needs one counter only.
    """
    found: list[Tally] = []
    fixed, every = bool((low == high).all()), 0
    sizes, which = np.unique(high, return_inverse=True)
    c = np.arange(int(high.max()) + 1, dtype=np.int64)
    for cut in cuts:
        counts = np.bincount(cut.labels)
        if len(counts) == 2 and fixed:
            smaller = int(np.argmin(counts))
            tables = cut.weight * c * np.maximum(sizes[:, None] - c, 0)
            found.append(_counter(cut.labels == smaller, tables, which))
            continue
        every += cut.weight
        inside = -cut.weight * (c * (c - 1) // 2)[None, :]
        found += [
            _counter(cut.labels == label, inside, np.zeros_like(which))
            for label, count in enumerate(counts.tolist())
            if count > 1
        ]
    if every:
        pairs = every * (c * (c - 1) // 2)[None, :]
        everybody = np.ones(len(cuts[0].labels), dtype=bool)
        found.append(_counter(everybody, pairs, np.zeros_like(which)))
    return found


def _counter(members: np.ndarray, tables: Ints, which: np.ndarray) -> Tally:
    chosen = np.flatnonzero(members).astype(np.int32)
    ones = np.ones(len(chosen), dtype=np.int64)
    # a counter never stands above the number of its members
    return Tally(chosen, ones, tables[:, : len(chosen) + 1], which.astype(np.int32))


def cuts_bound(cuts: Sequence[Cut], low: Ints, high: Ints) -> int:
    """Return a lower bound on the sum of cuts: each by itself, its members shared out.

    Cuts of positive weight count as 0.  Each of them alone can mostly be avoided altogether.
    """
    bound = _fixed if (low == high).all() else _open
    return sum(bound(cut, low, high) for cut in cuts if cut.weight < 0)


def _fixed(cut: Cut, low: Ints, high: Ints) -> int:
    """Bound one cut where the sizes s of the teams are known.

    With K labels the pairs apart are 1/2 of the sum over labels of c (s - c); for the c add up to
    s, they are 1/2K of (K - 2) s^2 and of the sum over labels of c (2 s - K c).  Without whole
    numbers in the way the latter is least, or largest, for all labels at once.
    """
    n, counts = len(cut.labels), np.bincount(cut.labels)
    k = int((counts > 0).sum())
    sizes, which = np.unique(high, return_inverse=True)
    c = np.arange(int(high.max()) + 1, dtype=np.int64)
    tables = cut.weight * c * (2 * sizes[:, None] - k * c)
    total = cut.weight * (k - 2) * int((high**2).sum())
    for label in np.flatnonzero(counts):
        counter = _counter(cut.labels == label, tables, which)
        total += least_shared(counter, n, low, high)
    return -(-total // (2 * k))


def _open(cut: Cut, low: Ints, high: Ints) -> int:
    """Bound one cut where sizes are open, with a price on the seats of a team.

    The sizes add up to n, so that a price m for each person of a team adds m n to what all teams
    cost.  For every number c of a team's members of one label, the size is then the cheapest.
    """
    n, counts = len(cut.labels), np.bincount(cut.labels)
    kinds, which = np.unique(np.stack([low, high], axis=1), axis=0, return_inverse=True)
    which = which.reshape(-1)
    total = 0
    for label in np.flatnonzero(counts):
        share = int(counts[label]) // len(low)
        total += max(
            least_shared(
                _counter(cut.labels == label, _cheapest_size(cut, kinds, price), which),
                n,
                low,
                high,
            )
            - price * n
            for price in {0, -cut.weight * share, -cut.weight * (share + 1)}
        )
    return -(-total // 2)


def _cheapest_size(cut: Cut, kinds: Ints, price: int) -> Ints:
    """Return the least of w c (s - c) + price s over the sizes s that c members allow.

    It is linear in s, so the smallest or the largest size it is.
    """
    c = np.arange(int(kinds[:, 1].max()) + 1, dtype=np.int64)
    low, high = kinds[:, :1], kinds[:, 1:]
    small = np.maximum(low, c)
    at_small = cut.weight * c * (small - c) + price * small
    at_large = cut.weight * c * (high - c) + price * high
    return np.asarray(np.minimum(at_small, at_large))
