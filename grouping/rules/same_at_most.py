"""same_at_most: no more than so many alike in a team."""

from __future__ import annotations

from collections import Counter
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
class SameAtMost(ColumnRule):
    """No more than `count` people with the same value in a team; cost = people too many."""

    kind = "same_at_most"
    says = "no more than so many people with the same value in a team"
    example = '[[rule]]\nkind = "same_at_most"\ncolumn = "Agency"\ncount = 2'
    must_by_default = True

    count: int = option("how many at most")

    def describe(self) -> str:
        """See `Rule.describe`."""
        return f"at most {self.count} with the same {self.column}{condition_words(self.where)}"

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if not 0 <= self.count <= MOST:
            why = "below 0" if self.count < 0 else "more people than there can be"
            raise InputError(f"count = {self.count} is {why}")

    def limits(self, problem: Problem) -> str:
        """See `Rule.limits`."""
        held = Counter(c for c in self.codes(problem).tolist() if c >= 0)
        if not held:
            return ""
        code, number = held.most_common(1)[0]
        label = problem.roster.column(self.column).labels[code]
        room = self.count * len(problem.teams)
        return f"{number} people have '{label}', {len(problem.teams)} teams take {room}"

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        labels, codes = problem.roster.column(self.column).labels, self.codes(problem).tolist()
        items, cost = [], 0
        for g, members in enumerate(members_of(team, len(problem.teams))):
            held = Counter(codes[i] for i in members if codes[i] >= 0)
            for code, number in sorted(held.items()):
                if number > self.count:
                    cost += number - self.count
                    text = f"{problem.teams.names[g]} has {number} of '{labels[code]}'"
                    who = tuple(i for i in members if codes[i] == code)
                    items.append(Finding(text, number - self.count, g, who))
        return Findings(cost, counted(cost, "person", "people") + " too many", tuple(items))

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        codes = self.codes(problem)
        for code in np.unique(codes[codes >= 0]):
            members = np.flatnonzero(codes == code)
            values = np.arange(min(int(problem.teams.high.max()), len(members)) + 1)
            terms.tally(members, np.maximum(0, values - self.count))
