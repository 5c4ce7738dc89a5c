"""apart: these people in different teams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
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
class Apart(Circle):
    """Nobody of a circle with another of it; cost = pairs that share a team."""

    kind = "apart"
    says = later("these people in different teams")
    example = later('[[rule]]\nkind = "apart"\npeople = ["Siti Rahma", "Budi Santoso"]')
    command_option = CommandOption(
        "'A; B'", "These people in different teams.", of_people, place=110
    )
    word = later("apart")

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        items = []
        for circle in self.circles(the_round):
            for i, j in combinations(circle, 2):
                if team[i] == team[j]:
                    g = int(team[i])
                    text = _(
                        "{one} and {other} are both in {team}",
                        one=the_round.roster.names[i],
                        other=the_round.roster.names[j],
                        team=the_round.teams.names[g],
                    )
                    items.append(Finding(text, 1, g, (i, j)))
        reached = plural("{n} pair met", "{n} pairs met", len(items))
        return Findings(len(items), reached, tuple(items))

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`; what a column keeps apart is told by counts of that column."""
        for i, here, elsewhere in self.sides(the_round, team):
            if here:
                said = names_said([names[j] for j in here])
                yield i, Reason(_("should be apart from {names}", names=said))
            elif not self.column:
                said = names_said([names[j] for j in elsewhere])
                yield i, Reason(_("apart from {names}", names=said))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`: a pair as a pair, a larger circle as a counter."""
        circles = self.circles(the_round)
        terms.pairs([(c[0], c[1]) for c in circles if len(c) == 2], 1)
        for circle in circles:
            if len(circle) > 2:
                held = np.arange(min(len(circle), int(the_round.teams.high.max())) + 1)
                terms.tally(sorted(circle), held * (held - 1) // 2)
