"""What swaps and moves change in distances of points, and in the least distance within a team.

These two kinds of terms have a search of their own.  The tables by which other searches weigh
moves do not contain them.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import Nearest, Points, Terms, distances


class LoneChanges(Protocol):
    """Changes of the cost of an assignment, for one person at a time."""

    def swaps(self, person: int) -> Ints:
        """Return the change by swapping with everybody; shape (n,), 0 within the team."""

    def moves(self, person: int) -> Ints:
        """Return the change by going alone to every team; shape (T,), 0 for the own one."""


def lone_changes(terms: Terms, team: Index) -> LoneChanges | None:
    """Return what weighs the moves of `team`, int32, shape (n,); None if there is no such term.

    Changes are of the weighed cost, those of other terms left out.
    """
    for rule, coef in zip(terms.rules, terms.coefs, strict=True):
        for term in rule.alone:
            if isinstance(term, Points):
                return PointsChanges(term, team, terms.teams, coef)
            return NearestChanges(term, team, terms.teams)
    return None


class PointsChanges:
    """Changes of minus the sum of distances within teams, `coef` times."""

    def __init__(self, points: Points, team: Index, teams: int, coef: int) -> None:
        self._places, self._team, self._teams, self._coef = points.places, team, teams, coef
        self._members = [np.flatnonzero(team == g) for g in range(teams)]
        self._own = np.zeros(len(team), dtype=np.int64)
        for members in self._members:
            inside = self._places[members]
            self._own[members] = distances(inside, inside).sum(axis=1)

    def swaps(self, person: int) -> Ints:
        """See `LoneChanges`."""
        a, team = int(self._team[person]), self._team
        away = distances(self._places[[person]], self._places)[0]
        mine = self._sums(away)
        theirs = distances(self._places, self._places[self._members[a]]).sum(axis=1)
        # who leaves a team is no mate of who takes the place there
        change = mine[team] - away - mine[a] + theirs - away - self._own
        return np.asarray(np.where(team == a, 0, -self._coef * change))

    def moves(self, person: int) -> Ints:
        """See `LoneChanges`."""
        mine = self._sums(distances(self._places[[person]], self._places)[0])
        return np.asarray(self._coef * (mine[self._team[person]] - mine))

    def _sums(self, away: Ints) -> Ints:
        """Return the sum over the members of each team; shape (T,)."""
        total = np.zeros(self._teams, dtype=np.int64)
        np.add.at(total, self._team, away)
        return total


class NearestChanges:
    """Changes of minus the least distance within teams."""

    def __init__(self, nearest: Nearest, team: Index, teams: int) -> None:
        self._near, self._team, self._teams = nearest, team, teams
        self._last = int(nearest.apart[-1]) if len(nearest.apart) else 0
        self._now = -nearest.evaluate(team, teams)
        together = team[nearest.first] == team[nearest.second]
        self._first, self._second = nearest.first[together], nearest.second[together]
        self._apart = nearest.apart[together]

    def swaps(self, person: int) -> Ints:
        """See `LoneChanges`."""
        a, team = int(self._team[person]), self._team
        away = self._away(person)
        # the least of all pairs that neither of the two is part of
        least = np.minimum(self._without(person), self._to_team(a, person))
        # the two nearest of every team, so that one of them may leave
        order = np.lexsort((away, team))
        starts = np.searchsorted(team[order], np.arange(self._teams))
        nearest = order[np.minimum(starts, len(order) - 1)]
        next_one = order[np.minimum(starts + 1, len(order) - 1)]
        second = np.where(team[next_one] == np.arange(self._teams), away[next_one], self._last)
        mates = np.where(nearest[team] == np.arange(len(team)), second[team], away[nearest[team]])
        least = np.minimum(least, mates)
        return np.asarray(np.where(team == a, 0, self._now - least))

    def moves(self, person: int) -> Ints:
        """See `LoneChanges`."""
        away, least = self._away(person), np.full(self._teams, self._last)
        np.minimum.at(least, self._team, away)
        others = (self._first != person) & (self._second != person)
        rest = int(self._apart[others].min(initial=self._last))
        change: Ints = self._now - np.minimum(least, rest)
        change[self._team[person]] = 0
        return change

    def _away(self, person: int) -> Ints:
        """Return listed distances from a person, the last of all for others; shape (n,)."""
        away, near = np.full(len(self._team), self._last), self._near
        for mine, other in ((near.first, near.second), (near.second, near.first)):
            at = mine == person
            away[other[at]] = near.apart[at]
        return away

    def _without(self, person: int) -> Ints:
        """Return the least distance within teams if the person and each other one left; (n,)."""
        kept = (self._first != person) & (self._second != person)
        first, second, apart = self._first[kept], self._second[kept], self._apart[kept]
        least = np.full(len(self._team), int(apart.min(initial=self._last)))
        for other in (first[:1].tolist() + second[:1].tolist()) if len(apart) else ():
            left = (first != other) & (second != other)
            least[other] = int(apart[left].min(initial=self._last))
        return least

    def _to_team(self, a: int, leaving: int) -> Ints:
        """Return everybody's least listed distance to the members of team a but one; (n,)."""
        least, near = np.full(len(self._team), self._last), self._near
        for mine, other in ((near.first, near.second), (near.second, near.first)):
            at = (self._team[other] == a) & (other != leaving)
            np.minimum.at(least, mine[at], near.apart[at])
        return least
