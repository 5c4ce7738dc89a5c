"""meet: these people share a team at least once over the rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.errors import InputError
from grouping.rules.base import MOST, Finding, Findings, condition_words, option, people_of
from grouping.rules.chosen import Chosen

if TYPE_CHECKING:
    from grouping.problem import Problem
    from grouping.terms import Index, RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Meet(Chosen):
    """Pairs meet at least `least` times over all rounds; cost = meetings missing.

    The pairs are those of the people named, or each of them with each of `others`.
    """

    kind = "meet"
    says = "these people share a team at least once over the rounds"
    example = '[[rule]]\nkind = "meet"\npeople = ["Siti Rahma"]\nothers = ["Budi", "Rudi"]'

    others: str | Sequence[str] = option("whom each of them should meet", [])
    others_where: Mapping[str, Any] = option("instead: all who meet this condition", {})
    least: int = option("how often", 1)

    def describe(self) -> str:
        """See `Rule.describe`."""
        named = [self.others] if isinstance(self.others, str) else list(self.others)
        whom = ", ".join(map(str, named[:3])) + (", ..." if len(named) > 3 else "")
        whom = whom or ("those" + condition_words(self.others_where) if self.others_where else "")
        times = "" if self.least == 1 else f" at least {self.least} times"
        return f"{self.who_words()} meet {whom or 'each other'}{times}"

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if self.others and self.others_where:
            raise InputError("'meet' takes either others or a condition, not both")
        if not 1 <= self.least <= MOST:
            raise InputError(f"least = {self.least} is below 1, or no number of meetings")
        if not self._pairs(problem):
            raise InputError("'meet' names no two people", hint='people = ["A"], others = ["B"]')

    def limits(self, problem: Problem) -> str:
        """See `Rule.limits`."""
        mates = sum(int(one.teams.high.max()) - 1 for one, _, _ in problem.sittings)
        whom = np.bincount(np.array(self._pairs(problem)).ravel())
        return f"somebody is to meet {whom.max()} people and has {mates} places beside others"

    def _pairs(self, problem: Problem) -> list[tuple[int, int]]:
        who = self.who(problem)
        if not (self.others or self.others_where):
            return list(combinations(sorted(who), 2))
        others = people_of(problem, self.others)
        if self.others_where:
            others = np.flatnonzero(problem.roster.select(self.others_where)).tolist()
        return sorted({(min(i, j), max(i, j)) for i in who for j in others if i != j})

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        names, cost, items = problem.roster.names, 0, []
        pairs = self._pairs(problem)
        for i, j in pairs:
            met = int(((team[:, i] == team[:, j]) & (team[:, i] >= 0)).sum())
            missing = max(0, self.least - met)
            cost += missing
            if missing:
                how = "never meet" if not met else f"meet only {met} times"
                items.append(Finding(f"{names[i]} and {names[j]} {how}", missing, None, (i, j)))
        kept = len(pairs) - len(items)
        return Findings(cost, f"{kept} of {len(pairs)} pairs meet", tuple(items))

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        missing = [max(0, self.least - c) for c in range(problem.rounds + 1)]
        none = [0] * len(missing)
        terms.meetings([none, missing], special=[(i, j, 1) for i, j in self._pairs(problem)])
