"""What at_least, at_most and exactly share: so many people with a value in each team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from grouping.errors import InputError
from grouping.rules.base import (
    MOST,
    Finding,
    Findings,
    Rule,
    condition_words,
    counted,
    members_of,
    option,
    teams_of,
)

if TYPE_CHECKING:
    from grouping.problem import Problem
    from grouping.terms import Index, RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Quota(Rule):
    """A number of people who meet a condition, for each team or for named teams.

    Cost = people missing or too many, summed over the teams.
    """

    must_by_default = True
    words: ClassVar[str]

    count: int = option("how many")
    where: Mapping[str, Any] = option('who counts, for example { Position = "Camat" }')
    teams: str | Sequence[str] = option("only these teams", [])

    def describe(self) -> str:
        """See `Rule.describe`."""
        named = [self.teams] if isinstance(self.teams, str) else list(self.teams)
        place = ", ".join(named) if named else "each team"
        return f"{self.words} {self.count} in {place}{condition_words(self.where)}"

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        if not 0 <= self.count <= MOST:
            why = "below 0" if self.count < 0 else "more people than there can be"
            raise InputError(f"count = {self.count} is {why}")
        if not self.where:
            raise InputError(
                "'where' is empty", hint='say who counts: where = { Column = "value" }'
            )
        problem.roster.select(self.where)
        teams_of(problem, self.teams)

    def limits(self, problem: Problem) -> str:
        """See `Rule.limits`."""
        number = int(problem.roster.select(self.where).sum())
        teams = counted(len(teams_of(problem, self.teams)), "team")
        supply = counted(number, "person meets", "people meet")
        return f"{supply} the condition, for {teams} with {self.words} {self.count} each"

    def off(self, held: int) -> int:
        """Return how many people are missing or too many where `held` are there."""
        raise NotImplementedError

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        counts = problem.roster.select(self.where).tolist()
        inside = members_of(team, len(problem.teams))
        items, cost, kept, wanted = [], 0, 0, teams_of(problem, self.teams)
        for g in wanted:
            who = [i for i in inside[g] if counts[i]]
            off = self.off(len(who))
            cost += off
            kept += not off
            if off:
                text = f"{problem.teams.names[g]} has {len(who)}"
                items.append(Finding(text, off, g, tuple(who)))
        return Findings(cost, f"kept in {kept} of {len(wanted)} teams", tuple(items))

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        members = np.flatnonzero(problem.roster.select(self.where))
        which = np.zeros(len(problem.teams), dtype=np.int32)
        which[teams_of(problem, self.teams)] = 1
        values = range(min(int(problem.teams.high.max()), len(members)) + 1)
        tables = [[0 for _ in values], [self.off(held) for held in values]]
        terms.tally(members, tables, which=which)
