"""prefer: pairs of people rather together, or one person with somebody of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later
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
class Prefer(Wish):
    """Pairs rather in one team; cost = pairs in different teams, and 1 for a wish not met.

    The wish of `person` is met by at least one of `any_of` in the same team.
    """

    kind = "prefer"
    says = later(
        "pairs rather together, or a person with one of a list at least (the must is together)"
    )
    example = later('[[rule]]\nkind = "prefer"\nperson = "Siti Rahma"\nany_of = ["Budi", "Rudi"]')
    command_option = CommandOption("'A; B'", "Rather together.", of_people, place=120)
    word = later("prefer")

    any_of: Sequence[str] = option(later("of whom `person` wants at least one"), [])

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        super().check(problem)
        pairs = self.wished(problem.everyone)
        if bool(self.person) != bool(self.any_of) or not (self.person or pairs):
            raise InputError(
                _("'{kind}' needs people, pairs, or person with any_of", kind=self.kind)
            )
        self._wisher(problem.everyone)

    def _wisher(self, the_round: Round) -> tuple[int, list[int]] | None:
        if not self.person:
            return None
        who, others = people_of(the_round, self.person), people_of(the_round, self.any_of)
        if set(who) & set(others):
            raise InputError(
                _("'{name}' is named twice", name=self.person), hint=_("name each person once")
            )
        # who is absent, or whose whole list is, has no wish in that round
        return (who[0], others) if who and others else None

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        names, items = the_round.roster.names, []
        pairs = self.wished(the_round)
        for i, j in pairs:
            if team[i] != team[j]:
                text = _("{one} and {other} are apart", one=names[i], other=names[j])
                items.append(Finding(text, 1, None, (i, j)))
        wisher = self._wisher(the_round)
        if wisher and not any(team[wisher[0]] == team[j] for j in wisher[1]):
            who, g = wisher[0], int(team[wisher[0]])
            text = _("{name} has nobody of the list", name=names[who])
            items.append(Finding(text, 1, g, (who,)))
        asked = len(pairs) + (wisher is not None)
        reached = _("{met} of {asked} wishes met", met=asked - len(items), asked=asked)
        return Findings(len(items), reached, tuple(items))

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`."""
        for i, j in self.met(the_round, team, together=True):
            yield i, Reason(_("together with {names}, as wished", names=names[j]))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`: a met pair earns back what the constant charges."""
        pairs = self.wished(the_round)
        terms.constant += len(pairs)
        terms.pairs(pairs, -1)
        wisher = self._wisher(the_round)
        if wisher:
            who, others = wisher
            # the person counts so much that one value tells who is there
            amounts = {who: len(others) + 1} | dict.fromkeys(others, 1)
            table = np.zeros(2 * len(others) + 2, dtype=np.int64)
            table[len(others) + 1] = 1
            members = sorted(amounts)
            terms.tally(members, table, amounts=[amounts[i] for i in members])
