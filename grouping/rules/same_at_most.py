"""same_at_most: no more than so many alike in a team."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.language import _, later, plural
from grouping.problem.column_rule import ColumnRule
from grouping.problem.command_option import CommandOption, Stated, counted
from grouping.problem.condition_words import limited
from grouping.problem.rule import Finding, Findings, check_count, members_of, option

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.round import Round
    from grouping.problem.rule import Rule
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


def _of_counted(text: str, option: str) -> Stated:
    count, column = counted(text, option)
    return {"count": count, "column": column}


@dataclass(frozen=True, kw_only=True, eq=False)
class SameAtMost(ColumnRule):
    """No more than `count` people with the same value in a team; cost = people too many."""

    kind = "same_at_most"
    says = later("no more than so many people with the same value in a team")
    example = later('[[rule]]\nkind = "same_at_most"\ncolumn = "Agency"\ncount = 2')
    command_option = CommandOption(
        "'N COLUMN'", "No more with the same value.", _of_counted, place=90
    )
    must_by_default = True

    count: int = option(later("how many at most"))

    def describe(self) -> str:
        """See `Rule.describe`."""
        words = _("at most {count} with the same {column}", count=self.count, column=self.column)
        return limited(words, self.where)

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        super().check(problem)
        check_count(self.count)

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        held = Counter(c for c in self.codes(problem.everyone).tolist() if c >= 0)
        if not held:
            return ""
        code, number = held.most_common(1)[0]
        label = problem.roster.column(self.column).labels[code]
        room = self.count * len(problem.teams)
        return _(
            "{people} people have '{label}', {teams} teams take {room}",
            people=number,
            label=label,
            teams=len(problem.teams),
            room=room,
        )

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        labels, codes = the_round.roster.column(self.column).labels, self.codes(the_round).tolist()
        items, cost = [], 0
        for g, members in enumerate(members_of(team, len(the_round.teams))):
            held = Counter(codes[i] for i in members if codes[i] >= 0)
            for code, number in sorted(held.items()):
                if number > self.count:
                    cost += number - self.count
                    text = _(
                        "{team} has {count} of '{label}'",
                        team=the_round.teams.names[g],
                        count=number,
                        label=labels[code],
                    )
                    who = tuple(i for i in members if codes[i] == code)
                    items.append(Finding(text, number - self.count, g, who))
        reached = plural("{n} person too many", "{n} people too many", cost)
        return Findings(cost, reached, tuple(items))

    def told_by(self, other: Rule) -> bool:
        """See `Rule.told_by`: the counts of a spread are the same."""
        return other.kind == "spread" and getattr(other, "column", "") == self.column

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        codes = self.codes(the_round)
        for code in np.unique(codes[codes >= 0]):
            members = np.flatnonzero(codes == code)
            values = np.arange(min(int(the_round.teams.high.max()), len(members)) + 1)
            terms.tally(members, np.maximum(0, values - self.count))
