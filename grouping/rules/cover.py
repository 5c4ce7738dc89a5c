"""cover: every value of a column in every team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later, plural
from grouping.problem.column_rule import ColumnRule
from grouping.problem.command_option import CommandOption, of_column
from grouping.problem.condition_words import limited
from grouping.problem.rule import MOST, Finding, Findings, members_of, option

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Cover(ColumnRule):
    """At least `count` people of each value in each team; cost = people missing."""

    kind = "cover"
    says = later("at least one person of every value of a column in every team")
    example = later('[[rule]]\nkind = "cover"\ncolumn = "Role"')
    command_option = CommandOption(
        "COLUMN", "Every value of the column in every team.", of_column, place=15
    )
    must_by_default = True

    count: int = option(later("how many of each value at least"), 1)

    def describe(self) -> str:
        """See `Rule.describe`."""
        words = _("{count} of every {column} in each team", count=self.count, column=self.column)
        if self.count == 1:
            words = _("every {column} in each team", column=self.column)
        return limited(words, self.where)

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if not 1 <= self.count <= MOST:
            raise InputError(
                _("count = {count} is below 1, or no number of people", count=self.count)
            )

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        codes = self.codes(problem.everyone)
        totals = np.bincount(codes[codes >= 0])
        code = int(np.argmin(np.where(totals > 0, totals, totals.max() + 1)))
        label = problem.roster.column(self.column).labels[code]
        return plural(
            "{n} person has '{label}', there are {teams} teams",
            "{n} people have '{label}', there are {teams} teams",
            int(totals[code]),
            label=label,
            teams=len(problem.teams),
        )

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        labels, codes = the_round.roster.column(self.column).labels, self.codes(the_round).tolist()
        values = sorted({code for code in codes if code >= 0})
        items, cost = [], 0
        for g, members in enumerate(members_of(team, len(the_round.teams))):
            held = [codes[i] for i in members]
            for code in values:
                missing = max(0, self.count - held.count(code))
                cost += missing
                if missing:
                    text = _(
                        "{team} has {count} of '{label}'",
                        team=the_round.teams.names[g],
                        count=held.count(code),
                        label=labels[code],
                    )
                    items.append(Finding(text, missing, g))
        return Findings(cost, _("{count} missing", count=cost), tuple(items))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        codes = self.codes(the_round)
        for code in np.unique(codes[codes >= 0]):
            members = np.flatnonzero(codes == code)
            held = np.arange(min(int(the_round.teams.high.max()), len(members)) + 1)
            terms.tally(members, np.maximum(0, self.count - held))
