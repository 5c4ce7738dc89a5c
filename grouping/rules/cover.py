"""cover: every value of a column in every team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.rules.base import (
    MOST,
    ColumnRule,
    Finding,
    Findings,
    condition_words,
    counted,
    members_of,
    option,
)

if TYPE_CHECKING:
    from grouping.problem import Problem
    from grouping.terms import Index, RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Cover(ColumnRule):
    """At least `count` people of each value in each team; cost = people missing."""

    kind = "cover"
    says = "at least one person of every value of a column in every team"
    example = '[[rule]]\nkind = "cover"\ncolumn = "Role"'
    must_by_default = True

    count: int = option("how many of each value at least", 1)

    def describe(self) -> str:
        """See `Rule.describe`."""
        few = "every" if self.count == 1 else f"{self.count} of every"
        return f"{few} {self.column} in each team{condition_words(self.where)}"

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if not 1 <= self.count <= MOST:
            raise InputError(f"count = {self.count} is below 1, or no number of people")

    def limits(self, problem: Problem) -> str:
        """See `Rule.limits`."""
        codes = self.codes(problem)
        totals = np.bincount(codes[codes >= 0])
        code = int(np.argmin(np.where(totals > 0, totals, totals.max() + 1)))
        label = problem.roster.column(self.column).labels[code]
        who = counted(int(totals[code]), "person has", "people have")
        return f"{who} '{label}', there are {len(problem.teams)} teams"

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        labels, codes = problem.roster.column(self.column).labels, self.codes(problem).tolist()
        values = sorted({code for code in codes if code >= 0})
        items, cost = [], 0
        for g, members in enumerate(members_of(team, len(problem.teams))):
            held = [codes[i] for i in members]
            for code in values:
                missing = max(0, self.count - held.count(code))
                cost += missing
                if missing:
                    text = f"{problem.teams.names[g]} has {held.count(code)} of '{labels[code]}'"
                    items.append(Finding(text, missing, g))
        return Findings(cost, f"{cost} missing", tuple(items))

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        codes = self.codes(problem)
        for code in np.unique(codes[codes >= 0]):
            members = np.flatnonzero(codes == code)
            held = np.arange(min(int(problem.teams.high.max()), len(members)) + 1)
            terms.tally(members, np.maximum(0, self.count - held))
