"""avoid: pairs of people rather not together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grouping.errors import InputError
from grouping.language import _, later, plural
from grouping.problem.rule import Finding, Findings, option, people_of
from grouping.rules.shared.pair_wishes import Wish

if TYPE_CHECKING:
    from grouping.problem.problem import Problem
    from grouping.terms.terms import Index, RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Avoid(Wish):
    """Pairs rather in different teams; cost = pairs that share a team."""

    kind = "avoid"
    says = later("pairs of people rather not together (apart is the must)")
    example = later('[[rule]]\nkind = "avoid"\nperson = "Siti Rahma"\nany_of = ["Budi", "Rudi"]')
    word = later("avoid")

    any_of: Sequence[str] = option(later("whom `person` would rather not meet"), [])

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if bool(self.person) != bool(self.any_of) or not self.wished(problem):
            raise InputError(
                _("'{kind}' needs people, pairs, or person with any_of", kind=self.kind)
            )

    def wished(self, problem: Problem) -> list[tuple[int, int]]:
        """See `Wish.wished`."""
        found = super().wished(problem)
        if self.person:
            who = people_of(problem, self.person)
            others = people_of(problem, self.any_of)
            if set(who) & set(others):
                raise InputError(
                    _("'{name}' is named twice", name=self.person),
                    hint=_("name each person once"),
                )
            found += [(min(i, j), max(i, j)) for i in who for j in others]
        return list(dict.fromkeys(found))

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        items = []
        for i, j in self.wished(problem):
            if team[i] == team[j]:
                one, other = problem.roster.names[i], problem.roster.names[j]
                text = _("{one} and {other} share a team", one=one, other=other)
                items.append(Finding(text, 1, int(team[i]), (i, j)))
        reached = plural("{n} pair together", "{n} pairs together", len(items))
        return Findings(len(items), reached, tuple(items))

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        terms.pairs(self.wished(problem), 1)
