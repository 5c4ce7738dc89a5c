"""together: these people in one team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.language import _, later, plural
from grouping.problem.command_option import CommandOption, of_people
from grouping.problem.reason import Reason, names_said
from grouping.problem.rule import Finding, Findings
from grouping.rules.shared.people_groups import Circle

if TYPE_CHECKING:
    from grouping.problem.reason import Reasons
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Together(Circle):
    """Each circle in one team; cost = for every person, how many of the circle are elsewhere."""

    kind = "together"
    says = later("these people in one team")
    example = later('[[rule]]\nkind = "together"\npeople = ["Siti Rahma", "Budi Santoso"]')
    command_option = CommandOption("'A; B'", "These people in one team.", of_people, place=100)
    word = later("together")

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        cost, items, circles = 0, [], self.circles(the_round)
        for circle in circles:
            elsewhere = sum(team[i] != team[j] for i in circle for j in circle)
            cost += int(elsewhere)
            if elsewhere:
                names = ", ".join(the_round.roster.names[i] for i in circle[:6])
                used = len({int(team[i]) for i in circle})
                text = _("{names} are in {teams} teams", names=names, teams=used)
                items.append(Finding(text, int(elsewhere), None, tuple(circle)))
        kept = len(circles) - len(items)
        reached = plural(
            "{kept} of {n} circle kept", "{kept} of {n} circles kept", len(circles), kept=kept
        )
        return Findings(cost, reached, tuple(items))

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`."""
        for i, here, elsewhere in self.sides(the_round, team):
            said = names_said([names[j] for j in elsewhere or here])
            if elsewhere:
                yield i, Reason(_("should be together with {names}", names=said))
            else:
                yield i, Reason(_("together with {names}", names=said))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        for circle in self.circles(the_round):
            held = np.arange(min(len(circle), int(the_round.teams.high.max())) + 1)
            terms.tally(sorted(circle), held * (len(circle) - held))
