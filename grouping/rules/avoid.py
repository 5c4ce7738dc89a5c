"""avoid: pairs of people rather not together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grouping.errors import InputError
from grouping.rules.base import Finding, Findings, counted, option, people_of
from grouping.rules.wish import Wish

if TYPE_CHECKING:
    from grouping.problem import Problem
    from grouping.terms import Index, RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Avoid(Wish):
    """Pairs rather in different teams; cost = pairs that share a team."""

    kind = "avoid"
    says = "pairs of people rather not together (apart is the must)"
    example = '[[rule]]\nkind = "avoid"\nperson = "Siti Rahma"\nany_of = ["Budi", "Rudi"]'

    any_of: Sequence[str] = option("whom `person` would rather not meet", [])

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if bool(self.person) != bool(self.any_of) or not self.wished(problem):
            raise InputError("'avoid' needs people, pairs, or person with any_of")

    def wished(self, problem: Problem) -> list[tuple[int, int]]:
        """See `Wish.wished`."""
        found = super().wished(problem)
        if self.person:
            who = people_of(problem, self.person)
            others = people_of(problem, self.any_of)
            if set(who) & set(others):
                raise InputError(f"'{self.person}' is named twice", hint="name each person once")
            found += [(min(i, j), max(i, j)) for i in who for j in others]
        return list(dict.fromkeys(found))

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        items = []
        for i, j in self.wished(problem):
            if team[i] == team[j]:
                names = f"{problem.roster.names[i]} and {problem.roster.names[j]}"
                items.append(Finding(f"{names} share a team", 1, int(team[i]), (i, j)))
        return Findings(len(items), counted(len(items), "pair") + " together", tuple(items))

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        terms.pairs(self.wished(problem), 1)
