"""avoid: pairs of people rather not together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grouping.errors import InputError
from grouping.language import _, later, plural
from grouping.problem.command_option import CommandOption, of_people
from grouping.problem.reason import Reason
from grouping.problem.rule import Finding, Findings, option, people_of
from grouping.rules.shared.pair_wishes import Wish

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Avoid(Wish):
    """Pairs rather in different teams; cost = pairs that share a team."""

    kind = "avoid"
    says = later("pairs of people rather not together (apart is the must)")
    example = later('[[rule]]\nkind = "avoid"\nperson = "Siti Rahma"\nany_of = ["Budi", "Rudi"]')
    command_option = CommandOption("'A; B'", "Rather not together.", of_people, place=130)
    word = later("avoid")

    any_of: Sequence[str] = option(later("whom `person` would rather not meet"), [])

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if bool(self.person) != bool(self.any_of) or not self.wished(problem.everyone):
            raise InputError(
                _("'{kind}' needs people, pairs, or person with any_of", kind=self.kind)
            )

    def wished(self, the_round: Round) -> list[tuple[int, int]]:
        """See `Wish.wished`."""
        found = super().wished(the_round)
        if self.person:
            who = people_of(the_round, self.person)
            others = people_of(the_round, self.any_of)
            if set(who) & set(others):
                raise InputError(
                    _("'{name}' is named twice", name=self.person),
                    hint=_("name each person once"),
                )
            found += [(min(i, j), max(i, j)) for i in who for j in others]
        return list(dict.fromkeys(found))

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        items = []
        for i, j in self.wished(the_round):
            if team[i] == team[j]:
                one, other = the_round.roster.names[i], the_round.roster.names[j]
                text = _("{one} and {other} share a team", one=one, other=other)
                items.append(Finding(text, 1, int(team[i]), (i, j)))
        reached = plural("{n} pair together", "{n} pairs together", len(items))
        return Findings(len(items), reached, tuple(items))

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`."""
        for i, j in self.met(the_round, team, together=False):
            yield i, Reason(_("not with {names}, as wished", names=names[j]))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        terms.pairs(self.wished(the_round), 1)
