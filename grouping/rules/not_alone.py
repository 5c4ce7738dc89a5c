"""not_alone: nobody of a kind isolated in a team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.errors import InputError
from grouping.rules.base import MOST, Finding, Findings, Rule, counted, members_of, option

if TYPE_CHECKING:
    from grouping.column import Mask
    from grouping.problem import Problem
    from grouping.terms import Index, RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class NotAlone(Rule):
    """No team in which people of a value are there but fewer than `least`.

    Cost = people missing to `least` in each team that has some; with `outnumbered` also how many
    more the others are, in each team that has some.
    """

    kind = "not_alone"
    says = "no team with exactly one person of a value: none, or at least two"
    example = '[[rule]]\nkind = "not_alone"\ncolumn = "Gender"\nvalue = "P"'

    column: str = option("the column")
    value: str | Sequence[str] = option("the value, or several that count as one")
    least: int = option("how many are enough company", 2)
    outnumbered: bool = option("true: nor may they be outnumbered", False)

    def describe(self) -> str:
        """See `Rule.describe`."""
        value = self.value if isinstance(self.value, str) else " or ".join(map(str, self.value))
        few = "nobody alone" if self.least == 2 else f"none or at least {self.least}"
        return f"{few}: {self.column} = {value}{', nor outnumbered' if self.outnumbered else ''}"

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        self._mask(problem)
        if not 1 <= self.least <= MOST:
            raise InputError(f"least = {self.least} is below 1, or no number", hint="2 is usual")

    def _mask(self, problem: Problem) -> Mask:
        wanted: Any = self.value if isinstance(self.value, str) else list(self.value)
        return problem.roster.column(self.column).matches(wanted)

    def limits(self, problem: Problem) -> str:
        """See `Rule.limits`."""
        number = int(self._mask(problem).sum())
        teams = counted(number // self.least, "team")
        return f"{counted(number, 'person', 'people')}, enough for {teams} of {self.least} or more"

    def _cost(self, held: int, others: int) -> int:
        if not held:
            return 0
        alone = max(0, self.least - held)
        return alone + (max(0, others - held) if self.outnumbered else 0)

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        mask = self._mask(problem).tolist()
        items, cost = [], 0
        for g, members in enumerate(members_of(team, len(problem.teams))):
            who = tuple(i for i in members if mask[i])
            price = self._cost(len(who), len(members) - len(who))
            cost += price
            if price:
                text = f"{problem.teams.names[g]} has {len(who)} of {len(members)}"
                items.append(Finding(text, price, g, who))
        return Findings(cost, counted(len(items), "team") + " where it fails", tuple(items))

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        mask = self._mask(problem)
        low, high = problem.teams.low, problem.teams.high
        if self.outnumbered and (low != high).any():
            self._lower_with_open_sizes(problem, terms)
            return
        members = np.flatnonzero(mask)
        sizes, which = np.unique(high, return_inverse=True)
        values = range(min(int(high.max()), len(members)) + 1)
        tables = [
            [self._cost(h, int(size) - h) if h <= size else 0 for h in values] for size in sizes
        ]
        terms.tally(members, tables, which=which)

    def _lower_with_open_sizes(self, problem: Problem, terms: RuleTerms) -> None:
        """Count the others too, each as `step`, so that one value says both numbers."""
        mask, most = self._mask(problem), int(problem.teams.high.max())
        step = most + 1
        amounts = np.where(mask, 1, step)
        table = [self._cost(v % step, v // step) for v in range(step * step)]
        terms.tally(np.arange(problem.n), table, amounts=amounts)
