"""not_alone: nobody of a kind isolated in a team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.errors import InputError
from grouping.language import _, either, later, plural
from grouping.problem.command_option import CommandOption, Stated, condition
from grouping.problem.condition_words import n_people, n_teams
from grouping.problem.reason import numbers_here
from grouping.problem.rule import MOST, Finding, Findings, Rule, members_of, option

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index, Mask
    from grouping.terms.terms import RuleTerms


def _of_value(text: str, option: str) -> Stated:
    (column, value), *more = condition(text, option).items()
    if more:
        raise InputError(_("more than one column is named"), where=option, hint='"Gender = P"')
    return {"column": column, "value": value}


@dataclass(frozen=True, kw_only=True, eq=False)
class NotAlone(Rule):
    """No team in which people of a value are there but fewer than `least`.

    Cost = people missing to `least` in each team that has some; with `outnumbered` also how many
    more the others are, in each team that has some.
    """

    kind = "not_alone"
    says = later("no team with exactly one person of a value: none, or at least two")
    example = later('[[rule]]\nkind = "not_alone"\ncolumn = "Gender"\nvalue = "P"')
    command_option = CommandOption(
        "'COL = VALUE'", "No team with just one of them.", _of_value, place=50
    )

    column: str = option(later("the column"))
    value: str | Sequence[str] = option(later("the value, or several that count as one"))
    least: int = option(later("how many are enough company"), 2)
    outnumbered: bool = option(later("true: nor may they be outnumbered"), False)

    def describe(self) -> str:
        """See `Rule.describe`."""
        value = self.value if isinstance(self.value, str) else either(list(map(str, self.value)))
        who = f"{self.column} = {value}"
        words = _("none or at least {least}: {people}", least=self.least, people=who)
        if self.least == 2:
            words = _("nobody alone: {people}", people=who)
        return _("{words}, nor outnumbered", words=words) if self.outnumbered else words

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        self._mask(problem.everyone)
        if not 1 <= self.least <= MOST:
            raise InputError(
                _("least = {least} is below 1, or no number", least=self.least),
                hint=_("2 is usual"),
            )

    def _mask(self, the_round: Round) -> Mask:
        wanted: Any = self.value if isinstance(self.value, str) else list(self.value)
        return the_round.roster.column(self.column).matches(wanted)

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        number = int(self._mask(problem.everyone).sum())
        return _(
            "{people}, enough for {teams} of {least} or more",
            people=n_people(number),
            teams=n_teams(number // self.least),
            least=self.least,
        )

    def _cost(self, held: int, others: int) -> int:
        if not held:
            return 0
        alone = max(0, self.least - held)
        return alone + (max(0, others - held) if self.outnumbered else 0)

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        mask = self._mask(the_round).tolist()
        items, cost = [], 0
        for g, members in enumerate(members_of(team, len(the_round.teams))):
            who = tuple(i for i in members if mask[i])
            price = self._cost(len(who), len(members) - len(who))
            cost += price
            if price:
                text = _(
                    "{team} has {count} of {size}",
                    team=the_round.teams.names[g],
                    count=len(who),
                    size=len(members),
                )
                items.append(Finding(text, price, g, who))
        reached = plural("{n} team where it fails", "{n} teams where it fails", len(items))
        return Findings(cost, reached, tuple(items))

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`."""
        yield from numbers_here(self._mask(the_round), team, self.title)

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        mask = self._mask(the_round)
        low, high = the_round.teams.low, the_round.teams.high
        if self.outnumbered and (low != high).any():
            self._lower_with_open_sizes(the_round, terms)
            return
        members = np.flatnonzero(mask)
        sizes, which = np.unique(high, return_inverse=True)
        values = range(min(int(high.max()), len(members)) + 1)
        tables = [
            [self._cost(h, int(size) - h) if h <= size else 0 for h in values] for size in sizes
        ]
        terms.tally(members, tables, which=which)

    def _lower_with_open_sizes(self, the_round: Round, terms: RuleTerms) -> None:
        """Count the others too, each as `step`, so that one value says both numbers."""
        mask, most = self._mask(the_round), int(the_round.teams.high.max())
        step = most + 1
        amounts = np.where(mask, 1, step)
        table = [self._cost(v % step, v // step) for v in range(step * step)]
        terms.tally(np.arange(the_round.n), table, amounts=amounts)
