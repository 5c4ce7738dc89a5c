"""What pin and bar share: people, and teams they belong to or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from grouping.errors import InputError
from grouping.rules.base import (
    Finding,
    Findings,
    Rule,
    condition_words,
    counted,
    option,
    people_of,
    teams_of,
)

if TYPE_CHECKING:
    from grouping.problem import Problem
    from grouping.terms import Index, Ints, RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Placement(Rule):
    """People by name, id or condition, and teams; cost = people where they should not be."""

    must_by_default = True
    word: ClassVar[str]

    people: str | Sequence[str] = option("names or ids", [])
    where: Mapping[str, Any] = option("instead: all who meet this condition", {})
    teams: str | Sequence[str] = option("the teams")

    def describe(self) -> str:
        """See `Rule.describe`."""
        named = [self.people] if isinstance(self.people, str) else list(self.people)
        who = ", ".join(map(str, named[:3])) + (", ..." if len(named) > 3 else "")
        who = who or "those" + condition_words(self.where)
        teams = [self.teams] if isinstance(self.teams, str) else list(self.teams)
        return f"{who} {self.word} {', '.join(map(str, teams))}"

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        if bool(self.people) == bool(self.where):
            raise InputError(
                f"'{self.kind}' needs either people or a condition",
                hint='for example people = ["A"], teams = ["Team 1"]',
            )
        if not self.teams:
            raise InputError(f"'{self.kind}' names no team")
        self.who(problem)
        teams_of(problem, self.teams)

    def who(self, problem: Problem) -> list[int]:
        """Return the participants spoken of."""
        if self.people:
            return people_of(problem, self.people)
        return np.flatnonzero(problem.roster.select(self.where)).tolist()

    def wrong(self, problem: Problem) -> Ints:
        """Return 1 for every team on which these people should not be; int64, shape (teams,)."""
        raise NotImplementedError

    def limits(self, problem: Problem) -> str:
        """See `Rule.limits`."""
        open_teams = self.wrong(problem) == 0
        who = counted(len(self.who(problem)), "person", "people")
        teams = counted(int(open_teams.sum()), "team is", "teams are")
        seats = counted(int(problem.teams.high[open_teams].sum()), "seat")
        return f"{who}, {teams} open to them, with {seats}"

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        wrong, who = self.wrong(problem).tolist(), self.who(problem)
        items = []
        for i in who:
            g = int(team[i])
            if wrong[g]:
                text = f"{problem.roster.names[i]} is in {problem.teams.names[g]}"
                items.append(Finding(text, 1, g, (i,)))
        kept = len(who) - len(items)
        return Findings(
            len(items), f"{kept} of {counted(len(who), 'person', 'people')}", tuple(items)
        )

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        terms.place(self.who(problem), self.wrong(problem))
