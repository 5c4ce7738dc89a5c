"""apart: these people in different teams."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from grouping.language import _, later, plural
from grouping.problem.rule import Finding, Findings
from grouping.rules.shared.people_groups import Circle

if TYPE_CHECKING:
    from grouping.problem.problem import Problem
    from grouping.terms.terms import Index, RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Apart(Circle):
    """Nobody of a circle with another of it; cost = pairs that share a team."""

    kind = "apart"
    says = later("these people in different teams")
    example = later('[[rule]]\nkind = "apart"\npeople = ["Siti Rahma", "Budi Santoso"]')
    word = later("apart")

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        items = []
        for circle in self.circles(problem):
            for i, j in combinations(circle, 2):
                if team[i] == team[j]:
                    g = int(team[i])
                    text = _(
                        "{one} and {other} are both in {team}",
                        one=problem.roster.names[i],
                        other=problem.roster.names[j],
                        team=problem.teams.names[g],
                    )
                    items.append(Finding(text, 1, g, (i, j)))
        reached = plural("{n} pair met", "{n} pairs met", len(items))
        return Findings(len(items), reached, tuple(items))

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`: a pair as a pair, a larger circle as a counter."""
        circles = self.circles(problem)
        terms.pairs([(c[0], c[1]) for c in circles if len(c) == 2], 1)
        for circle in circles:
            if len(circle) > 2:
                held = np.arange(min(len(circle), int(problem.teams.high.max())) + 1)
                terms.tally(sorted(circle), held * (held - 1) // 2)
