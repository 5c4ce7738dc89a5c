"""stay: people on one and the same team in every round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.language import _, later, plural
from grouping.problem.command_option import CommandOption, Stated, condition, is_condition, listed
from grouping.problem.reason import as_asked
from grouping.problem.rule import Finding, Findings
from grouping.rules.shared.people_over_rounds import PeopleOverRounds
from grouping.terms.cross_round import visits_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


def _of_people(text: str, option: str) -> Stated:
    if is_condition(text):
        return {"where": condition(text, option)}
    return {"people": listed(text)}


@dataclass(frozen=True, kw_only=True, eq=False)
class Stay(PeopleOverRounds):
    """People who do not change teams; cost = pairs of rounds that a person is on two teams."""

    kind = "stay"
    says = later("people (hosts, captains) on the same team in every round")
    example = later('[[rule]]\nkind = "stay"\nwhere = { Role = "Host" }')
    command_option = CommandOption(
        "'COL = VALUE'", "These on the same team in every round.", _of_people, place=190
    )
    must_by_default = True
    reason_place = 0

    def describe(self) -> str:
        """See `Rule.describe`."""
        return _("the same team in every round: {people}", people=self.who_words())

    def findings_over_rounds(self, problem: Question, team: Index) -> Findings:
        """See `RuleOverRounds.findings_over_rounds`."""
        visits, who = visits_of(team, len(problem.teams)), self.who(problem)
        cost, items = 0, []
        for i in who:
            held = visits[i][visits[i] > 0].tolist()
            price = _pairs(sum(held)) - sum(map(_pairs, held))
            cost += price
            if price:
                names = [problem.teams.names[g] for g in np.flatnonzero(visits[i])]
                text = _("{name} is in {team}", name=problem.roster.names[i], team=", ".join(names))
                items.append(Finding(text, price, None, (i,)))
        kept = len(who) - len(items)
        reached = plural(
            "{kept} of {n} person stay", "{kept} of {n} people stay", len(who), kept=kept
        )
        return Findings(cost, reached, tuple(items))

    def reasons_over_rounds(
        self, problem: Question, team: Index, r: int, names: Sequence[str]
    ) -> Reasons:
        """See `RuleOverRounds.reasons_over_rounds`."""
        visits = visits_of(team, len(problem.teams))
        for i, g in self.changing(problem, team, r):
            if visits[i, g] == visits[i].sum():
                yield i, as_asked(self.title)

    def lower_over_rounds(self, problem: Question, terms: RuleTerms) -> None:
        """See `RuleOverRounds.lower_over_rounds`: all pairs of rounds, less those on one team."""
        who = self.who(problem)
        come = np.full(problem.n, problem.rounds)
        if problem.present is not None:
            come = problem.present.sum(axis=0)
        terms.constant += sum(_pairs(int(come[i])) for i in who)
        terms.visits(who, [-_pairs(w) for w in range(problem.rounds + 1)])


def _pairs(number: int) -> int:
    return number * (number - 1) // 2
