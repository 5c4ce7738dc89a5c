"""meet: these people share a team at least once over the rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later, plural
from grouping.problem.command_option import CommandOption, of_people
from grouping.problem.condition_words import first_names, those
from grouping.problem.reason import Reason
from grouping.problem.rule import MOST, Finding, Findings, option, people_of
from grouping.rules.shared.people_over_rounds import PeopleOverRounds

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Meet(PeopleOverRounds):
    """Pairs meet at least `least` times over all rounds; cost = meetings missing.

    The pairs are those of the people named, or each of them with each of `others`.
    """

    kind = "meet"
    says = later("these people share a team at least once over the rounds")
    example = later('[[rule]]\nkind = "meet"\npeople = ["Siti Rahma"]\nothers = ["Budi", "Rudi"]')
    command_option = CommandOption(
        "'A; B'", "These people meet in some round.", of_people, place=200
    )

    reason_place = 0

    others: str | Sequence[str] = option(later("whom each of them should meet"), [])
    others_where: Mapping[str, Any] = option(later("instead: all who meet this condition"), {})
    least: int = option(later("how often"), 1)

    def describe(self) -> str:
        """See `Rule.describe`."""
        others = first_names(self.others)
        if not others:
            others = those(self.others_where) if self.others_where else _("each other")
        words = _("{people} meet {others}", people=self.who_words(), others=others)
        return (
            words if self.least == 1 else _("{words} at least {n} times", words=words, n=self.least)
        )

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if self.others and self.others_where:
            raise InputError(_("'meet' takes either others or a condition, not both"))
        if not 1 <= self.least <= MOST:
            raise InputError(
                _("least = {least} is below 1, or no number of meetings", least=self.least)
            )
        if not self.pairs(problem):
            raise InputError(_("'meet' names no two people"), hint='people = ["A"], others = ["B"]')

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        mates = sum(int(one.teams.high.max()) - 1 for one in problem.by_round)
        whom = np.bincount(np.array(self.pairs(problem)).ravel())
        return _(
            "somebody is to meet {people} people and has {places} places beside others",
            people=whom.max(),
            places=mates,
        )

    def pairs(self, problem: Question) -> list[tuple[int, int]]:
        """Return the pairs that are to meet, each with the lower position first."""
        who = self.who(problem)
        if not (self.others or self.others_where):
            return list(combinations(sorted(who), 2))
        others = people_of(problem.everyone, self.others)
        if self.others_where:
            others = np.flatnonzero(problem.roster.select(self.others_where)).tolist()
        return sorted({(min(i, j), max(i, j)) for i in who for j in others if i != j})

    def findings_over_rounds(self, problem: Question, team: Index) -> Findings:
        """See `RuleOverRounds.findings_over_rounds`."""
        names, cost, items = problem.roster.names, 0, []
        pairs = self.pairs(problem)
        for i, j in pairs:
            met = int(((team[:, i] == team[:, j]) & (team[:, i] >= 0)).sum())
            missing = max(0, self.least - met)
            cost += missing
            if missing:
                text = _meet_words(names[i], names[j], met)
                items.append(Finding(text, missing, None, (i, j)))
        kept = len(pairs) - len(items)
        reached = _("{kept} of {pairs} pairs meet", kept=kept, pairs=len(pairs))
        return Findings(cost, reached, tuple(items))

    def reasons_over_rounds(
        self, problem: Question, team: Index, r: int, names: Sequence[str]
    ) -> Reasons:
        """See `RuleOverRounds.reasons_over_rounds`."""
        for i, j in self.pairs(problem):
            if team[r, i] == team[r, j] >= 0:
                yield i, Reason(_("meets {name} here, as asked", name=names[j]))
                yield j, Reason(_("meets {name} here, as asked", name=names[i]))

    def lower_over_rounds(self, problem: Question, terms: RuleTerms) -> None:
        """See `RuleOverRounds.lower_over_rounds`."""
        missing = [max(0, self.least - c) for c in range(problem.rounds + 1)]
        none = [0] * len(missing)
        terms.meetings([none, missing], special=[(i, j, 1) for i, j in self.pairs(problem)])


def _meet_words(one: str, other: str, met: int) -> str:
    if not met:
        return _("{one} and {other} never meet", one=one, other=other)
    return plural(
        "{one} and {other} meet only once",
        "{one} and {other} meet only {n} times",
        met,
        one=one,
        other=other,
    )
