"""The families of integer costs to which rules are lowered, each with its plain evaluation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from grouping.terms.arrays import Index, Ints
from grouping.terms.nearest import distances

# Rows of distances that are looked at at once.
STRIPE = 1024


@dataclass(frozen=True, eq=False)
class Tally:
    """A counter, with a cost for each value that it can have on a team.

    Attributes
    ----------
    members
        Participants that count; int32, shape (m,), ascending.
    amounts
        What each adds, at least 1; int64, shape (m,).
    tables
        Cost by value; int64, shape (kinds of teams, values).
    which
        Row of `tables` for each team; int32, shape (teams,).
    """

    members: Index
    amounts: Ints
    tables: Ints
    which: Index

    @property
    def counts_heads(self) -> bool:
        """Whether every member adds one."""
        return bool((self.amounts == 1).all())

    def values(self, team: Index, teams: int) -> Ints:
        """Return the value at which each team stands; int64, shape (teams,)."""
        return _sum_by_team(team[self.members], self.amounts, teams)

    def evaluate(self, team: Index, teams: int) -> int:
        """Return the cost of a one-round assignment `team`; int32, shape (n,)."""
        return int(self.tables[self.which, self.values(team, teams)].sum())


@dataclass(frozen=True, eq=False)
class Square:
    """A sum per team and a quadratic cost of its distance from a target, beyond a slack.

    Attributes
    ----------
    amounts
        What each participant adds; int64, shape (n,).
    targets, slack, coefs
        One each per team; int64, shape (teams,).
    """

    amounts: Ints
    targets: Ints
    slack: Ints
    coefs: Ints

    def evaluate(self, team: Index, teams: int) -> int:
        """Return the cost of a one-round assignment."""
        off = np.abs(_sum_by_team(team, self.amounts, teams) - self.targets) - self.slack
        return int((self.coefs * np.maximum(off, 0) ** 2).sum())


@dataclass(frozen=True, eq=False)
class Place:
    """Cost of being on a team.

    Attributes
    ----------
    row
        Row of `costs` for each participant, -1 for none; int32, shape (n,).
    costs
        int64, shape (rows, teams).
    """

    row: Index
    costs: Ints

    def evaluate(self, team: Index, teams: int) -> int:
        """Return the cost of a one-round assignment."""
        placed = self.row >= 0
        return int(self.costs[self.row[placed], team[placed]].sum())


@dataclass(frozen=True, eq=False)
class Pairs:
    """Cost of listed pairs that share a team; arrays of shape (pairs,)."""

    first: Index
    second: Index
    costs: Ints

    def evaluate(self, team: Index, teams: int) -> int:
        """Return the cost of a one-round assignment."""
        return int(self.costs[team[self.first] == team[self.second]].sum())


@dataclass(frozen=True, eq=False)
class Cut:
    """Cost of pairs that share a team and have different labels.

    Attributes
    ----------
    labels
        From 0; int32, shape (n,).
    weight
        What each such pair costs.
    """

    labels: Index
    weight: int


@dataclass(frozen=True, eq=False)
class Matrix:
    """Cost of every pair that shares a team.

    Attributes
    ----------
    costs
        Symmetric, zero diagonal; int64, shape (n, n).
    cuts
        The same costs as a sum of cuts, exactly, where distances come from attributes; or nothing.
        Numbers of members per label then say what a team costs, without its pairs.
    """

    costs: Ints
    cuts: tuple[Cut, ...] = ()

    def evaluate(self, team: Index, teams: int) -> int:
        """Return the cost of a one-round assignment."""
        total = 0
        for g in range(teams):
            inside = np.flatnonzero(team == g)
            total += int(self.costs[np.ix_(inside, inside)].sum())
        return total // 2


@dataclass(frozen=True, eq=False)
class Points:
    """Minus the distance of every pair that shares a team, in memory for the points alone.

    The distance of two people is the root of the sum of squares over their places, rounded; places
    are whole numbers whose squares add up exactly in floating point.

    Attributes
    ----------
    places
        int64, shape (n, D).
    """

    places: Ints

    def evaluate(self, team: Index, teams: int) -> int:
        """Return the cost of a one-round assignment."""
        order = np.argsort(team, kind="stable")
        ends = np.searchsorted(team[order], np.arange(teams + 1))
        total = 0
        for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
            for first in range(start, end, STRIPE):
                these = order[first : min(first + STRIPE, end)]
                apart = distances(self.places[these], self.places[order[start:end]])
                total += int(apart.sum())
        return -total // 2

    def most(self, high: Ints) -> int:
        """Return what the distances of all pairs cannot add up to more than, by their squares.

        In a team of s people the squares of all distances add up to s times those from its mean,
        which are no more than those from the mean of all; and of numbers with a given sum of
        squares equal ones have the largest sum.
        """
        largest, centre = int(high.max()), self.places.mean(axis=0)
        squares = float(((self.places - centre) ** 2).sum())
        pairs = len(self.places) * (largest - 1) / 2
        # a root is rounded up by a half at most
        return math.ceil(math.sqrt(pairs * largest * squares) * (1 + 1e-12) + pairs / 2)


@dataclass(frozen=True, eq=False)
class Nearest:
    """Minus the least distance of two people who share a team.  The nearest pairs are listed first.

    Attributes
    ----------
    first, second
        int32, shape (pairs,).
    apart
        Distances, ascending; int64, shape (pairs,).  Any assignment puts one of the pairs
        together, or else nobody shares a team with anybody, which counts as the last.
    """

    first: Index
    second: Index
    apart: Ints

    def evaluate(self, team: Index, teams: int) -> int:
        """Return the cost of a one-round assignment."""
        together = team[self.first] == team[self.second]
        at = int(together.argmax()) if together.any() else len(together) - 1
        return -int(self.apart[at]) if len(together) else 0

    def most(self, high: Ints) -> int:
        """Return a distance that two people who share a team cannot all have exceeded.

        Of people who are all nearer to each other than that there are more than teams, or two of
        them on a team with fewer seats than one: see `cliques.least_shared_pair`.
        """
        del high
        return int(self.apart[-1]) if len(self.apart) else 0


Term = Tally | Square | Place | Pairs | Matrix


def _sum_by_team(team: Index, amounts: Ints, teams: int) -> Ints:
    values = np.zeros(teams, dtype=np.int64)
    np.add.at(values, team, amounts)
    return values
