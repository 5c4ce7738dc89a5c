"""People whom no term can tell apart form one class; only their number on each team matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import Matrix, Pairs, Place, Square, Tally, Term, Terms


@dataclass(frozen=True, eq=False)
class Classes:
    """A partition of the participants.

    Attributes
    ----------
    members
        Participants of each class, ascending.
    of
        Class of each participant; int64, shape (n,).
    """

    members: tuple[Index, ...]
    of: Ints

    def flow(self, team: Index, teams: int) -> Ints:
        """Return how many of each class are on each team; int64, shape (classes, teams)."""
        counts = np.zeros((len(self.members), teams), dtype=np.int64)
        np.add.at(counts, (self.of, team), 1)
        return counts

    def deal(self, flow: Ints) -> Index:
        """Return an assignment with these numbers, int32, shape (n,)."""
        team = np.empty(len(self.of), dtype=np.int32)
        for members, counts in zip(self.members, flow, strict=True):
            team[members] = np.repeat(np.arange(len(counts)), counts)
        return team


def classes_of(terms: Terms) -> Classes:
    """Return the classes of people who are the same to every term of `terms`."""
    columns = [_mark(term, terms.n) for rule in terms.rules for term in rule.terms]
    marks = np.stack([np.zeros(terms.n, dtype=np.int64), *columns], axis=1)
    _, first, inverse = np.unique(marks, axis=0, return_index=True, return_inverse=True)
    # classes in the order of their first members, so that the same roster gives the same model
    rank = np.argsort(np.argsort(first))
    of = rank[inverse.reshape(-1)].astype(np.int64)
    members = tuple(np.flatnonzero(of == c).astype(np.int32) for c in range(len(first)))
    return Classes(members, of)


def _mark(term: Term, n: int) -> Ints:
    """Return a number per participant, equal only for those whom the term cannot tell apart."""
    if isinstance(term, Square):
        return term.amounts
    if isinstance(term, Place):
        return term.row.astype(np.int64)
    if isinstance(term, Matrix):
        return _mark_cuts(term) if term.cuts else np.arange(n, dtype=np.int64)
    marks = np.zeros(n, dtype=np.int64)
    if isinstance(term, Tally):
        marks[term.members] = term.amounts
    if isinstance(term, Pairs):
        listed = np.union1d(term.first, term.second)
        marks[listed] = listed + 1
    return marks


def _mark_cuts(term: Matrix) -> Ints:
    """Return equal numbers for people whom no cut of a table of distances parts."""
    rows = np.stack([cut.labels for cut in term.cuts], axis=1)
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
