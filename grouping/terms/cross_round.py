"""Terms that span the rounds: how often pairs meet, and how often people visit a team.

An assignment has shape (rounds, n); -1 stands for whoever does not take part in a round.

============ ====================================================================
`Meetings`   ``tables[kind of the pair, c]``, c the number of rounds that a pair shares a team
`Visits`     ``tables[row[i], w]`` for each team, w the number of rounds that i is on it
============ ====================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grouping.terms.arrays import Index, Ints


@dataclass(frozen=True, eq=False)
class Meetings:
    """The cost of how many times a pair meets, for each kind of pair.

    Attributes
    ----------
    label
        Class of each participant, from 0; int32, shape (n,).
    kind
        Row of `tables` for a pair by the classes of the two; int32, symmetric.
    first, second, special
        Pairs, first < second, each once, whose row is `special` whatever their classes are; int32.
    tables
        Cost by number of meetings 0..rounds; int64, shape (kinds, rounds + 1).
    """

    label: Index
    kind: Index
    first: Index
    second: Index
    special: Index
    tables: Ints

    @property
    def n(self) -> int:
        """Number of participants."""
        return len(self.label)

    @cached_property
    def pairs_of_kind(self) -> Ints:
        """Number of pairs of each kind; int64, shape (kinds,)."""
        held = np.bincount(self.label, minlength=len(self.kind)).astype(np.int64)
        both = held[:, None] * held[None, :]
        np.fill_diagonal(both, held * (held - 1))
        pairs = np.zeros(len(self.tables), dtype=np.int64)
        np.add.at(pairs, self.kind.ravel(), both.ravel())
        pairs //= 2
        usual = self.kind[self.label[self.first], self.label[self.second]]
        np.subtract.at(pairs, usual, 1)
        np.add.at(pairs, self.special, 1)
        return pairs

    @cached_property
    def _listed(self) -> tuple[Ints, Index]:
        """The listed pairs as numbers i * n + j, ascending, and the row of each."""
        codes = self.first.astype(np.int64) * self.n + self.second
        order = np.argsort(codes)
        return codes[order], self.special[order]

    def kinds_of(self, first: Index, second: Index) -> Index:
        """Return the row of `tables` for each pair; first < second."""
        kinds = self.kind[self.label[first], self.label[second]]
        listed, special = self._listed
        if len(listed):
            codes = first.astype(np.int64) * self.n + second
            at = np.minimum(np.searchsorted(listed, codes), len(listed) - 1)
            kinds = np.where(listed[at] == codes, special[at], kinds)
        return np.asarray(kinds, dtype=np.int32)

    def matrix(self) -> Index:
        """Return the row of `tables` of every pair; int32, shape (n, n), diagonal -1."""
        kinds = self.kind[np.ix_(self.label, self.label)].astype(np.int32)
        kinds[self.first, self.second] = self.special
        kinds[self.second, self.first] = self.special
        np.fill_diagonal(kinds, -1)
        return kinds

    def evaluate(self, assignment: Index) -> int:
        """Return the cost of `assignment`, int32, shape (rounds, n)."""
        first, second, count = meetings_of(assignment)
        kinds = self.kinds_of(first, second)
        met = int((self.tables[kinds, count] - self.tables[kinds, 0]).sum())
        return int((self.pairs_of_kind * self.tables[:, 0]).sum()) + met


@dataclass(frozen=True, eq=False)
class Visits:
    """The cost of how many times a participant is on one team.

    Attributes
    ----------
    row
        Row of `tables` for each participant, -1 for none; int32, shape (n,).
    tables
        Cost by number of visits 0..rounds to one team; int64, shape (rows, rounds + 1).
    """

    row: Index
    tables: Ints

    def evaluate(self, assignment: Index, teams: int) -> int:
        """Return the cost of `assignment`, int32, shape (rounds, n), summed over all teams."""
        who = np.flatnonzero(self.row >= 0)
        visits = visits_of(assignment[:, who], teams)
        return int(self.tables[self.row[who][:, None], visits].sum())


def meetings_of(assignment: Index) -> tuple[Index, Index, Ints]:
    """Return the pairs that share a team at least once, first < second, and how often."""
    n, codes = assignment.shape[1], [np.zeros(0, dtype=np.int64)]
    for team in assignment:
        order = np.argsort(team, kind="stable")
        order = order[np.searchsorted(team[order], 0) :]
        for members in np.split(order, np.flatnonzero(np.diff(team[order])) + 1):
            i, j = np.triu_indices(len(members), 1)
            codes.append(members[i].astype(np.int64) * n + members[j])
    pairs, count = np.unique(np.concatenate(codes), return_counts=True)
    return (pairs // n).astype(np.int32), (pairs % n).astype(np.int32), count.astype(np.int64)


def visits_of(assignment: Index, teams: int) -> Ints:
    """Return how often each participant is on each team; int64, shape (n, teams)."""
    visits = np.zeros((assignment.shape[1], teams), dtype=np.int64)
    for team in assignment:
        here = np.flatnonzero(team >= 0)
        visits[here, team[here]] += 1
    return visits
