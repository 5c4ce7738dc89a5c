"""Teams that no term can tell apart.  Of assignments that only rename them, one is enough."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from grouping.engines.exact.equal_people import Classes
from grouping.engines.exact.frame import Frame
from grouping.terms.arrays import Index
from grouping.terms.terms import Place, Square, Tally, Terms


def alike_teams(terms: Terms) -> list[list[int]]:
    """Return sets of two or more teams with the same seats and the same costs."""
    found: dict[tuple[object, ...], list[int]] = {}
    for g in range(terms.teams):
        found.setdefault(_look(terms, g), []).append(g)
    return [teams for teams in found.values() if len(teams) > 1]


def _look(terms: Terms, g: int) -> tuple[object, ...]:
    look: list[object] = [int(terms.low[g]), int(terms.high[g])]
    for rule in terms.rules:
        for term in rule.terms:
            if isinstance(term, Tally):
                look.append(term.tables[term.which[g]].tobytes())
            elif isinstance(term, Square):
                look += [int(term.targets[g]), int(term.slack[g]), int(term.coefs[g])]
            elif isinstance(term, Place):
                look.append(term.costs[:, g].tobytes())
    return tuple(look)


@dataclass(frozen=True)
class Symmetry:
    """An order of interchangeable teams; every assignment can be renamed to follow it.

    Alike teams are met in order by some `people`: who comes first of them among the teams of a set
    is on its first team, and so on.  With nobody alone in a class, the teams of a set have falling
    numbers of the largest class instead.
    """

    teams: int
    sets: tuple[tuple[int, ...], ...]
    people: tuple[int, ...]
    class_: int

    @classmethod
    def of(cls, terms: Terms, classes: Classes) -> Symmetry:
        """Choose the order: people alone in their class, those of the fewest terms last."""
        sets = tuple(tuple(teams) for teams in alike_teams(terms))
        alone = [int(members[0]) for members in classes.members if len(members) == 1]
        most = max((len(teams) for teams in sets), default=0)
        largest = int(np.argmax([len(members) for members in classes.members]))
        return cls(terms.teams, sets, tuple(_by_need(terms, alone)[: 2 * most]), largest)

    def break_up(self, frame: Frame) -> None:
        """Allow only assignments in the order."""
        for teams in self.sets:
            if self.people:
                self._meet_in_order(frame, teams)
            else:
                row = frame.flow[self.class_]
                for before, after in pairwise(teams):
                    frame.cp.add(row[before] >= row[after])

    def _meet_in_order(self, frame: Frame, teams: tuple[int, ...]) -> None:
        for k, i in enumerate(self.people):
            for place, g in enumerate(teams[1:], start=1):
                earlier = [frame.person(j, teams[place - 1]) for j in self.people[:k]]
                frame.cp.add(frame.person(i, g) <= cp_model.LinearExpr.sum(earlier))

    def ordered(self, team: Index, classes: Classes) -> Index:
        """Rename the teams of an assignment, int32, shape (n,), so that it is in the order."""
        flow = classes.flow(team, self.teams)
        name = np.arange(self.teams, dtype=np.int32)
        for teams in self.sets:
            if self.people:
                met = dict.fromkeys(int(team[i]) for i in self.people)
                order = [g for g in met if g in teams]
                order += [g for g in teams if g not in met]
            else:
                order = sorted(teams, key=lambda g: -int(flow[self.class_, g]))
            name[order] = teams
        return name[team]


def _by_need(terms: Terms, people: list[int]) -> list[int]:
    """Return people ordered by how few share a counter with them: they differ most from others."""
    need = np.zeros(terms.n)
    for rule in terms.rules:
        for term in rule.terms:
            if isinstance(term, Tally) and len(term.members):
                need[term.members] += 1 / len(term.members)
    return sorted(people, key=lambda i: (-need[i], i))
