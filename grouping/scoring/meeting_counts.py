"""Who meets whom over the rounds: how many people each one meets, who meets again, who is new."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grouping.problem.problem import Problem
from grouping.terms.arrays import Index, Ints
from grouping.terms.cross_round import meetings_of


@dataclass(frozen=True)
class Repeat:
    """Two people who meet again.

    Attributes
    ----------
    first, second
        Their positions in the roster, first < second.
    rounds
        The rounds in which they meet, from 0; at least one.
    earlier
        Positions of the earlier events at which they met.
    """

    first: int
    second: int
    rounds: tuple[int, ...]
    earlier: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Encounters:
    """Who meets whom in the rounds of an assignment.

    Attributes
    ----------
    problem
        What was asked.
    assignment
        Team of each participant in each round, -1 where absent; int32, shape (rounds, n).
    """

    problem: Problem
    assignment: Index

    @cached_property
    def here(self) -> NDArray[np.bool_]:
        """Who takes part in any round; shape (n,)."""
        return np.asarray((self.assignment >= 0).any(axis=0))

    @cached_property
    def _pairs(self) -> tuple[Index, Index, Ints]:
        return meetings_of(self.assignment)

    @cached_property
    def people_met(self) -> Ints:
        """How many different people each participant meets in these rounds; int64, shape (n,)."""
        first, second, _ = self._pairs
        n = self.problem.n
        met = np.bincount(first, minlength=n) + np.bincount(second, minlength=n)
        return np.asarray(met, dtype=np.int64)

    @cached_property
    def pairs_by_times(self) -> dict[int, int]:
        """How many pairs meet so many times in these rounds, of those that meet twice or more."""
        times, pairs = np.unique(self._pairs[2], return_counts=True)
        return {t: p for t, p in zip(times.tolist(), pairs.tolist(), strict=True) if t > 1}

    @cached_property
    def repeated_meetings(self) -> int:
        """Meetings beyond the first of each pair in these rounds."""
        return int((self._pairs[2] - 1).sum())

    @cached_property
    def _earlier(self) -> dict[int, tuple[int, ...]]:
        """The earlier events at which a pair i * n + j met."""
        met: dict[int, tuple[int, ...]] = {}
        for k, event in enumerate(self.problem.history):
            first, second, _ = meetings_of(event.team)
            for code in (first.astype(np.int64) * self.problem.n + second).tolist():
                met[code] = (*met.get(code, ()), k)
        return met

    @cached_property
    def _first_round(self) -> dict[int, int]:
        """The round in which a pair i * n + j meets first; -1: at an earlier event."""
        met: dict[int, int] = dict.fromkeys(self._earlier, -1)
        for r in range(len(self.assignment)):
            first, second, _ = meetings_of(self.assignment[r : r + 1])
            for code in (first.astype(np.int64) * self.problem.n + second).tolist():
                met.setdefault(code, r)
        return met

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """Pairs that meet more than once or have met at an earlier event, the most often first."""
        first, second, count = self._pairs
        codes = first.astype(np.int64) * self.problem.n + second
        before = np.array([code in self._earlier for code in codes.tolist()], dtype=bool)
        found = []
        for k in np.flatnonzero((count > 1) | before).tolist():
            i, j = int(first[k]), int(second[k])
            beside = (self.assignment[:, i] == self.assignment[:, j]) & (self.assignment[:, i] >= 0)
            rounds = tuple(np.flatnonzero(beside).tolist())
            found.append(Repeat(i, j, rounds, self._earlier.get(int(codes[k]), ())))
        return tuple(sorted(found, key=lambda p: (-len(p.rounds), -len(p.earlier))))

    @cached_property
    def again(self) -> Ints:
        """With how many of the people met each participant is in a repeat; int64, shape (n,)."""
        who = [i for pair in self.repeats for i in (pair.first, pair.second)]
        return np.bincount(np.array(who, dtype=np.int64), minlength=self.problem.n).astype(np.int64)

    def met_before(self, r: int, one: int, other: int) -> bool:
        """Whether two people who meet in round `r` have met in a round or event before it."""
        code = min(one, other) * self.problem.n + max(one, other)
        return self._first_round.get(code, r) < r

    @cached_property
    def _members(self) -> list[list[list[int]]]:
        inside: list[list[list[int]]] = []
        for team in self.assignment.tolist():
            inside.append([[] for _ in self.problem.teams.names])
            for i, g in enumerate(team):
                if g >= 0:
                    inside[-1][g].append(i)
        return inside

    def mates(self, r: int, who: int) -> list[int]:
        """Return the team mates of a participant in round `r`, in roster order; none if absent."""
        g = int(self.assignment[r, who])
        return [i for i in self._members[r][g] if i != who] if g >= 0 else []
