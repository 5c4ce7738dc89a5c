"""Closed-form lower bounds for costs that span the rounds: meetings and visits, by counting.

Of meetings three bounds are taken together, the largest counts:

- over all: the rounds bring about a known number of meetings; they are shared out over the pairs
  at least cost;
- per participant: so do the rounds of one participant over all others; a pair is seen from both
  sides;
- overlap: a team of a people spreads over the t teams of another round, so at least
  ``(a mod t) C(ceil(a/t), 2) + (t - a mod t) C(floor(a/t), 2)`` pairs meet in both.  Summed over
  pairs of rounds this bounds the sum over pairs of C(meetings, 2).
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from grouping.terms.arrays import Ints
from grouping.terms.bounds.allocation import convex_below, planned_seats, share_any
from grouping.terms.cross_round import Meetings, Visits
from grouping.terms.rounds import Joint, Part


def bound_across(joint: Joint, k: int) -> int:
    """Return a lower bound on what the terms across rounds of rule `k` cost, with the constant."""
    total = joint.rules[k].constant
    for term in joint.rules[k].across:
        total += _meetings(term, joint) if isinstance(term, Meetings) else _visits(term, joint)
    return max(total, 0) if joint.rules[k].must else total


def _visits(term: Visits, joint: Joint) -> int:
    """Let everybody visit the teams as cheaply as can be."""
    come = joint.present.sum(axis=0)
    who = np.flatnonzero(term.row >= 0)
    kinds, counts = np.unique(
        np.stack([term.row[who].astype(np.int64), come[who]], axis=1), axis=0, return_counts=True
    )
    return sum(
        int(count) * share_any([(term.tables[row], joint.teams)], int(rounds))
        for (row, rounds), count in zip(kinds.tolist(), counts, strict=True)
    )


def _meetings(term: Meetings, joint: Joint) -> int:
    sides = [_by_all(term, joint), _by_participant(term, joint)]
    by_overlap = _by_overlap(term, joint)
    return max(sides if by_overlap is None else [*sides, by_overlap])


def _by_all(term: Meetings, joint: Joint) -> int:
    """Share the meetings of all rounds out over the pairs."""
    fewest = sum(_pairs_within(part) for part in joint.parts)
    most = sum(_most_pairs(part) for part in joint.parts)
    return math.ceil(_cheapest(term.tables, term.pairs_of_kind, fewest, most))


def _by_participant(term: Meetings, joint: Joint) -> int:
    """Share everybody's meetings out over the others; each pair is counted from both sides."""
    partners = _partners(term)
    rounds = [(int(p.terms.low.min()) - 1, int(p.terms.high.max()) - 1) for p in joint.parts]
    fewest = joint.present.T.astype(np.int64) @ np.array([max(0, low) for low, _ in rounds])
    most = joint.present.T.astype(np.int64) @ np.array([high for _, high in rounds])
    rows = np.concatenate([partners, fewest[:, None], most[:, None]], axis=1)
    kinds, counts = np.unique(rows, axis=0, return_counts=True)
    twice: int | Fraction = 0
    for row, count in zip(kinds, counts.tolist(), strict=True):
        twice += count * _cheapest(term.tables, row[:-2], int(row[-2]), int(row[-1]))
    return math.ceil(Fraction(twice) / 2)


def _partners(term: Meetings) -> Ints:
    """Return how many pairs of each kind a participant is in; shape (n, kinds)."""
    held = np.bincount(term.label, minlength=len(term.kind)).astype(np.int64)
    by_class = np.zeros((len(term.kind), len(term.tables)), dtype=np.int64)
    for mine, kinds in enumerate(term.kind):
        np.add.at(by_class[mine], kinds, held)
        by_class[mine, kinds[mine]] -= 1
    partners = by_class[term.label]
    usual = term.kind[term.label[term.first], term.label[term.second]]
    for who in (term.first, term.second):
        np.subtract.at(partners, (who, usual), 1)
        np.add.at(partners, (who, term.special), 1)
    return partners


def _cheapest(
    tables: Ints, pairs: Ints | NDArray[np.int64], fewest: int, most: int
) -> int | Fraction:
    """Return the least cost of `fewest` to `most` meetings over so many pairs of each kind."""
    chosen = np.flatnonzero(pairs)
    hulls = [convex_below(tables[k]) for k in chosen]
    cost: int | Fraction = sum(
        h.tolist()[0] * int(pairs[k]) for h, k in zip(hulls, chosen, strict=True)
    )
    if not len(chosen):
        return 0
    steps = np.concatenate([np.diff(h) for h in hulls])
    counts = np.repeat(pairs[chosen], tables.shape[1] - 1)
    order = np.argsort(steps, kind="stable")
    met = 0
    for step, count in zip(steps[order].tolist(), counts[order].tolist(), strict=True):
        room = (most if step < 0 else fewest) - met
        if room <= 0:
            break
        taken = min(room, count)
        cost += step * taken
        met += taken
    return cost


def _by_overlap(term: Meetings, joint: Joint) -> int | None:
    """Bound by the pairs that any two rounds have in common; None where that says nothing."""
    used = term.tables[term.pairs_of_kind > 0]
    if joint.rounds < 2 or (used[:, :2] != 0).any() or not (len(used) and joint.present.all()):
        return None
    rate = min(
        Fraction(int(f), c * (c - 1) // 2) for row in used for c, f in enumerate(row) if c > 1
    )
    if rate <= 0:
        return None
    both = sum(
        max(_overlap(one, other), _overlap(other, one))
        for one, other in combinations(joint.parts, 2)
    )
    return math.ceil(rate * both)


def _overlap(one: Part, other: Part) -> int:
    """Return how many pairs that share a team in `one` must share one in `other`."""
    teams = len(other.teams)
    return sum(_even_pairs(size, teams) for size in _even_sizes(one))


def _even_pairs(people: int, teams: int) -> int:
    size, larger = divmod(people, teams)
    return larger * (size + 1) * size // 2 + (teams - larger) * size * (size - 1) // 2


def _even_sizes(part: Part) -> list[int]:
    """Return sizes within the seats that are as equal as can be."""
    sizes = planned_seats(part.terms.low, part.terms.high, part.terms.n)
    return [int(size) for size in sizes]


def _pairs_within(part: Part) -> int:
    """Return the fewest pairs that share a team; equal sizes make fewest."""
    return sum(s * (s - 1) // 2 for s in _even_sizes(part))


def _most_pairs(part: Part) -> int:
    """Return at least as many pairs as can share a team: teams filled where seats bring most."""
    low, high = part.terms.low.tolist(), part.terms.high.tolist()
    left, twice = part.terms.n - sum(low), sum(size * (size - 1) for size in low)
    for few, many in sorted(zip(low, high, strict=True), key=lambda seats: -sum(seats)):
        taken = min(left, many - few)
        left -= taken
        twice += taken * (many + few - 1)
    return int(twice // 2)
