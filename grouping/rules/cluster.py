"""cluster: like with like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.language import _, later
from grouping.problem.column_rule import ColumnRule
from grouping.problem.command_option import CommandOption, of_column
from grouping.problem.condition_words import limited
from grouping.problem.rule import Finding, Findings, members_of

if TYPE_CHECKING:
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Cluster(ColumnRule):
    """People with the same value together; cost = pairs in a team whose values differ."""

    kind = "cluster"
    says = later("people with the same value of a column in the same teams, like with like")
    example = later('[[rule]]\nkind = "cluster"\ncolumn = "Language"')
    command_option = CommandOption("COLUMN", "Like with like.", of_column, place=20)

    def describe(self) -> str:
        """See `Rule.describe`."""
        return limited(_("cluster {column}", column=self.column), self.where)

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        labels, codes = the_round.roster.column(self.column).labels, self.codes(the_round).tolist()
        cost, items, pure = 0, [], 0
        for g, members in enumerate(members_of(team, len(the_round.teams))):
            valued = [i for i in members if codes[i] >= 0]
            unlike = sum(codes[i] != codes[j] for k, i in enumerate(valued) for j in valued[:k])
            cost += unlike
            pure += not unlike
            if unlike:
                held = sorted({labels[codes[i]] for i in valued})
                text = _(
                    "{team} mixes {values}", team=the_round.teams.names[g], values=", ".join(held)
                )
                items.append(Finding(text, unlike, g, tuple(valued)))
        teams = len(the_round.teams)
        reached = _("{pure} of {teams} teams all alike", pure=pure, teams=teams)
        return Findings(cost, reached, tuple(items))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`: all pairs with a value, less the pairs of each value."""
        terms.least = 0
        codes = self.codes(the_round)
        most = np.arange(int(the_round.teams.high.max()) + 1)
        pairs = most * (most - 1) // 2
        terms.tally(np.flatnonzero(codes >= 0), pairs)
        for code in np.unique(codes[codes >= 0]):
            terms.tally(np.flatnonzero(codes == code), -pairs)
