"""What pin and bar share: people, and teams they belong to or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later, plural
from grouping.problem.condition_words import first_names, n_people, those
from grouping.problem.reason import Reason, as_asked
from grouping.problem.rule import Finding, Findings, Rule, option, people_of, teams_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index, Ints
    from grouping.terms.terms import RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Placement(Rule):
    """People by name, id or condition, and teams; cost = people where they should not be."""

    must_by_default = True
    reason_place = 0

    people: str | Sequence[str] = option(later("names or ids"), [])
    where: Mapping[str, Any] = option(later("instead: all who meet this condition"), {})
    teams: str | Sequence[str] = option(later("the teams"))

    def words(self, people: str, teams: str) -> str:
        """Say the rule of people and teams that are in words already."""
        raise NotImplementedError

    def describe(self) -> str:
        """See `Rule.describe`."""
        teams = [self.teams] if isinstance(self.teams, str) else list(self.teams)
        who = first_names(self.people) or those(self.where)
        return self.words(who, ", ".join(map(str, teams)))

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if bool(self.people) == bool(self.where):
            raise InputError(
                _("'{kind}' needs either people or a condition", kind=self.kind),
                hint=_('for example people = ["A"], teams = ["Team 1"]'),
            )
        if not self.teams:
            raise InputError(_("'{kind}' names no team", kind=self.kind))
        self.who(problem.everyone)
        teams_of(problem.everyone, self.teams)

    def who(self, the_round: Round) -> list[int]:
        """Return the participants spoken of."""
        if self.people:
            return people_of(the_round, self.people)
        return np.flatnonzero(the_round.roster.select(self.where)).tolist()

    def wrong(self, the_round: Round) -> Ints:
        """Return 1 for every team on which these people should not be; int64, shape (teams,)."""
        raise NotImplementedError

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        open_teams = self.wrong(problem.everyone) == 0
        return plural(
            "{people}, {n} team is open to them, with {seats}",
            "{people}, {n} teams are open to them, with {seats}",
            int(open_teams.sum()),
            people=n_people(len(self.who(problem.everyone))),
            seats=plural("{n} seat", "{n} seats", int(problem.teams.high[open_teams].sum())),
        )

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        wrong, who = self.wrong(the_round).tolist(), self.who(the_round)
        items = []
        for i in who:
            g = int(team[i])
            if wrong[g]:
                text = _(
                    "{name} is in {team}",
                    name=the_round.roster.names[i],
                    team=the_round.teams.names[g],
                )
                items.append(Finding(text, 1, g, (i,)))
        kept = len(who) - len(items)
        reached = plural("{kept} of {n} person", "{kept} of {n} people", len(who), kept=kept)
        return Findings(len(items), reached, tuple(items))

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`."""
        wrong = self.wrong(the_round)
        for i in self.who(the_round):
            if wrong[team[i]]:
                yield i, Reason(_("against the rule: {rule}", rule=self.title))
            else:
                yield i, as_asked(self.title)

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        terms.place(self.who(the_round), self.wrong(the_round))
