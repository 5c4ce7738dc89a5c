"""new_team: nobody on the same team (at the same table, with the same host) again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later, plural
from grouping.problem.command_option import CommandOption, of_times
from grouping.problem.condition_words import n_rounds, n_teams
from grouping.problem.reason import Reason
from grouping.problem.rule import MOST, Finding, Findings, option
from grouping.rules.shared.people_over_rounds import PeopleOverRounds
from grouping.terms.cross_round import visits_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class NewTeam(PeopleOverRounds):
    """Nobody more than `most` times on one team.

    With v the visits of a person to a team beyond `most`: soft cost = sum of v (v + 1) / 2, must
    violations = sum of v.
    """

    kind = "new_team"
    says = later("nobody at the same team or table twice over the rounds")
    example = later('[[rule]]\nkind = "new_team"')
    command_option = CommandOption(
        "[N]", "Nobody on one team more than N (1) times.", of_times, alone="1", place=180
    )

    most: int = option(later("how often somebody may be on one team"), 1)

    def describe(self) -> str:
        """See `Rule.describe`."""
        who = self.who_words()
        if self.most == 1:
            return _("a new team each round: {people}", people=who)
        return _("a team at most {n} times: {people}", n=self.most, people=who)

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if not 1 <= self.most <= MOST:
            raise InputError(_("most = {most} is below 1, or no number of visits", most=self.most))

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        return _(
            "{rounds}, {teams} to be on at most {most} times",
            rounds=n_rounds(problem.rounds),
            teams=n_teams(len(problem.teams)),
            most=self.most,
        )

    def _cost(self, visits: int) -> int:
        over = max(0, visits - self.most)
        return over if self.must else over * (over + 1) // 2

    def findings_over_rounds(self, problem: Question, team: Index) -> Findings:
        """See `RuleOverRounds.findings_over_rounds`."""
        visits = visits_of(team, len(problem.teams))
        cost = again = 0
        items = []
        for i in self.who(problem):
            for g in np.flatnonzero(visits[i] > self.most).tolist():
                times = int(visits[i, g])
                cost += self._cost(times)
                again += times - self.most
                text = _(
                    "{name} is in {team} {times} times",
                    name=problem.roster.names[i],
                    team=problem.teams.names[g],
                    times=times,
                )
                items.append(Finding(text, self._cost(times), g, (i,)))
        reached = plural("{n} visit too many", "{n} visits too many", again)
        return Findings(cost, reached, tuple(items))

    def reasons_over_rounds(
        self, problem: Question, team: Index, r: int, names: Sequence[str]
    ) -> Reasons:
        """See `RuleOverRounds.reasons_over_rounds`."""
        visits = visits_of(team, len(problem.teams))
        for i, g in self.changing(problem, team, r):
            if visits[i, g] == 1:
                yield i, Reason(_("on this team in no other round"))

    def lower_over_rounds(self, problem: Question, terms: RuleTerms) -> None:
        """See `RuleOverRounds.lower_over_rounds`."""
        terms.visits(self.who(problem), [self._cost(w) for w in range(problem.rounds + 1)])
