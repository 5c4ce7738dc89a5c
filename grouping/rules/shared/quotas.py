"""What at_least, at_most and exactly share: so many people with a value in each team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later, plural
from grouping.problem.condition_words import limited, n_teams
from grouping.problem.reason import numbers_here
from grouping.problem.rule import Finding, Findings, Rule, check_count, members_of, option, teams_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Quota(Rule):
    """A number of people who meet a condition, for each team or for named teams.

    Cost = people missing or too many, summed over the teams.
    """

    must_by_default = True

    count: int = option(later("how many"))
    where: Mapping[str, Any] = option(later('who counts, for example { Position = "Camat" }'))
    teams: str | Sequence[str] = option(later("only these teams"), [])

    def quota(self) -> str:
        """Say how many there should be: ``'at most 2'``."""
        raise NotImplementedError

    def describe(self) -> str:
        """See `Rule.describe`."""
        named = [self.teams] if isinstance(self.teams, str) else list(self.teams)
        place = ", ".join(named) if named else _("each team")
        words = _("{quota} in {teams}", quota=self.quota(), teams=place)
        return limited(words, self.where)

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        check_count(self.count)
        if not self.where:
            raise InputError(
                _("'where' is empty"), hint=_('say who counts: where = { Column = "value" }')
            )
        problem.roster.select(self.where)
        teams_of(problem.everyone, self.teams)

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        number = int(problem.roster.select(self.where).sum())
        return plural(
            "{n} person meets the condition, for {teams} with {quota} each",
            "{n} people meet the condition, for {teams} with {quota} each",
            number,
            teams=n_teams(len(teams_of(problem.everyone, self.teams))),
            quota=self.quota(),
        )

    def off(self, held: int) -> int:
        """Return how many people are missing or too many where `held` are there."""
        raise NotImplementedError

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        counts = the_round.roster.select(self.where).tolist()
        inside = members_of(team, len(the_round.teams))
        items, cost, kept, wanted = [], 0, 0, teams_of(the_round, self.teams)
        for g in wanted:
            who = [i for i in inside[g] if counts[i]]
            off = self.off(len(who))
            cost += off
            kept += not off
            if off:
                text = _("{team} has {count}", team=the_round.teams.names[g], count=len(who))
                items.append(Finding(text, off, g, tuple(who)))
        reached = _("kept in {kept} of {teams} teams", kept=kept, teams=len(wanted))
        return Findings(cost, reached, tuple(items))

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`."""
        yield from numbers_here(the_round.roster.select(self.where), team, self.title)

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        members = np.flatnonzero(the_round.roster.select(self.where))
        which = np.zeros(len(the_round.teams), dtype=np.int32)
        which[teams_of(the_round, self.teams)] = 1
        values = range(min(int(the_round.teams.high.max()), len(members)) + 1)
        tables = [[0 for _ in values], [self.off(held) for held in values]]
        terms.tally(members, tables, which=which)
