"""Compare two answers: what each rule costs in both, who moved, and who joined or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grouping.problem.column import fold
from grouping.problem.problem import Problem
from grouping.problem.roster import Roster
from grouping.problem.titles import bare_name
from grouping.scoring.meeting_counts import Encounters
from grouping.scoring.score import RuleScore, Score, score
from grouping.terms.arrays import Index

# Shorter ids may be mere row numbers, which say nothing once a roster has changed.
SHORTEST_ID = 8


@dataclass(frozen=True)
class Move:
    """Somebody who is on another team than before.  A team is None for somebody who is absent."""

    name: str
    round: int
    before: str | None
    after: str | None


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two answers.

    Attributes
    ----------
    problem, assignment
        What was asked, and the team of each participant in each round, shape (rounds, n).
    score
        What the judge says of it, teams with too few or too many people included.
    """

    problem: Problem
    assignment: Index
    score: Score

    @cached_property
    def encounters(self) -> Encounters:
        """Who meets whom over the rounds."""
        return Encounters(self.problem, self.assignment)

    def team(self, person: int, r: int) -> str | None:
        """Return the name of somebody's team in a round; None if absent."""
        g = int(self.assignment[r, person])
        return self.problem.teams.names[g] if g >= 0 else None


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two answers and how they differ.

    Attributes
    ----------
    first, second
        The two sides.
    people
        Positions on both rosters of everybody who is on both.
    one_plan
        Whether both are judged by the plan of the first; if not, each by its own.
    other_plan
        Whether the second was made by another plan than the first.
    """

    first: Side
    second: Side
    people: tuple[tuple[int, int], ...]
    one_plan: bool
    other_plan: bool

    @property
    def left(self) -> list[str]:
        """Names of those who are on the first roster only."""
        stay = {i for i, _ in self.people}
        return [name for i, name in enumerate(self.first.problem.roster.names) if i not in stay]

    @property
    def joined(self) -> list[str]:
        """Names of those who are on the second roster only."""
        known = {j for _, j in self.people}
        return [name for j, name in enumerate(self.second.problem.roster.names) if j not in known]

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Who is on another team, in the rounds that both have; by round, then roster order."""
        rounds = min(self.first.problem.rounds, self.second.problem.rounds)
        names, found = self.first.problem.roster.names, []
        for r in range(rounds):
            for i, j in self.people:
                before, after = self.first.team(i, r), self.second.team(j, r)
                if fold(before or "") != fold(after or ""):
                    found.append(Move(names[i], r, before, after))
        return tuple(found)

    @property
    def rules(self) -> list[tuple[RuleScore | None, RuleScore | None]]:
        """Each rule on both sides, None where a side does not have it."""
        first, second = self.first.score.rules, self.second.score.rules
        if self.one_plan:
            return list(zip(first, second, strict=True))
        by_title: dict[str, list[RuleScore]] = {}
        for share in second:
            by_title.setdefault(share.rule.title, []).append(share)
        pairs: list[tuple[RuleScore | None, RuleScore | None]] = []
        for share in first:
            also = by_title.get(share.rule.title)
            pairs.append((share, also.pop(0) if also else None))
        return pairs + [(None, share) for rest in by_title.values() for share in rest]


def compared(
    first: tuple[Problem, Index], second: tuple[Problem, Index], *, plans_differ: bool | None = None
) -> Comparison:
    """Set two answers beside each other.

    Both are judged by the plan of the first if the same people take part in the same rounds and
    teams; otherwise each by its own.

    Parameters
    ----------
    first, second
        Problem and assignment, shape (rounds, n), of each.
    plans_differ
        Whether their plans do; None: find out.
    """
    (problem, assignment), (other, others) = first, second
    people = tuple(matched(problem.roster, other.roster))
    differ = not same_plan(problem, other) if plans_differ is None else plans_differ
    one = Side(problem, assignment, score(problem, assignment, seats=False))
    told = _by_first(problem, assignment, other, others, people)
    if told is not None:
        seen = Side(problem, told, score(problem, told, seats=False))
        return Comparison(one, seen, tuple((i, i) for i in range(problem.n)), True, differ)
    seen = Side(other, others, score(other, others, seats=False))
    return Comparison(one, seen, people, False, differ)


def matched(first: Roster, second: Roster) -> list[tuple[int, int]]:
    """Return who is on both rosters, as positions on each, in the order of the first.

    By id and name, else by a name that nobody shares (titles aside), else by an id that is long
    enough to be one.
    """
    pairs: dict[int, int] = {}
    ids = {fold(one): j for j, one in enumerate(second.ids)}
    for i, one in enumerate(first.ids):
        j = ids.get(fold(one))
        if j is not None and bare_name(first.names[i]) == bare_name(second.names[j]):
            pairs[i] = j
    for key in (fold, bare_name):
        here, there = ([key(name) for name in one.names] for one in (first, second))
        _pair(pairs, here, there)
    long = [[fold(i) if len(i) >= SHORTEST_ID else "" for i in one.ids] for one in (first, second)]
    _pair(pairs, *long)
    return sorted(pairs.items())


def _pair(pairs: dict[int, int], first: Sequence[str], second: Sequence[str]) -> None:
    """Add the pairs of those left over whose key is not empty and nobody else's on both sides."""
    taken = set(pairs.values())
    once = {key for key, times in Counter(first).items() if times == 1 and key}
    times = Counter(second)
    place = {key: j for j, key in enumerate(second) if times[key] == 1 and j not in taken}
    for i, key in enumerate(first):
        if i not in pairs and key in once and key in place:
            pairs[i] = place[key]


def same_plan(first: Problem, second: Problem) -> bool:
    """Whether two problems ask for the same rules, teams and rounds."""

    def asked(problem: Problem) -> object:
        teams = (problem.teams, *problem.teams_by_round)
        seats = [(t.names, t.low.tolist(), t.high.tolist()) for t in teams]
        return problem.rounds, seats, [repr(rule.to_dict()) for rule in problem.rules]

    return asked(first) == asked(second)


def _by_first(
    problem: Problem,
    assignment: Index,
    other: Problem,
    others: Index,
    people: Sequence[tuple[int, int]],
) -> Index | None:
    """Return the second answer in the numbers of the first; None if it does not fit that."""
    if not len(people) == problem.n == other.n or problem.rounds != other.rounds:
        return None
    known = {fold(name): g for g, name in enumerate(problem.teams.names)}
    teams = [known.get(fold(name), -1) for name in other.teams.names]
    places = np.array([j for _, j in people], dtype=np.int64)
    told = others[:, places]
    if (told.max(initial=-1) >= 0) and (np.array(teams)[np.unique(told[told >= 0])] < 0).any():
        return None
    told = np.where(told < 0, told, np.array(teams, dtype=np.int32)[told])
    if ((told < 0) != (assignment < 0)).any() or not _open(problem, told):
        return None
    return told.astype(np.int32)


def _open(problem: Problem, told: Index) -> bool:
    """Whether everybody is on a team that is open in that round."""
    return all(
        bool(np.isin(told[r, one.people], one.places).all())
        for r, one in enumerate(problem.by_round)
    )
