"""balance: equal means of a number, if asked equal variances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _, figures, later, number
from grouping.problem.column_rule import ColumnRule
from grouping.problem.command_option import CommandOption, of_column
from grouping.problem.condition_words import limited
from grouping.problem.reason import HERE, Reason, mean_figure
from grouping.problem.rule import Finding, Findings, members_of, option
from grouping.rules.shared.centred_numbers import SIZE_OF_BOTH, Centred, centre, with_slack

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index, Ints
    from grouping.terms.terms import RuleTerms

# Weights of teams are exact up to this; larger ones are rounded, the smallest to this.
LARGEST_WEIGHT, ROUND_WEIGHT = 1_000, 64
# Where rounds differ a unit has at least so many steps of cost, or rounding it would show.
FINE_UNIT = 64


@dataclass(frozen=True, kw_only=True, eq=False)
class Balance(ColumnRule):
    """Team means of a number equal to the mean of all.

    With D the sum over a team of (value - mean of all): soft cost = sum over teams of
    w(g) (|D| - within x seats)+ ^2, w(g) = 1 / (seats x mean seats), which is the between-team sum
    of squares; it is exact where `with_slack` and `_coefs` say so.  A blank counts as the mean.
    `variance` adds the same for (value - mean)^2.
    """

    kind = "balance"
    says = later("team means of a number as equal as can be")
    example = later('[[rule]]\nkind = "balance"\ncolumn = "Age"')
    command_option = CommandOption("COLUMN", "Equal means of a number.", of_column, place=30)

    reason_place = 2

    variance: bool = option(later("true: equal variances too"), False)
    within: float | None = option(
        later("how far a team mean may be off, in the column's units"), None
    )

    def describe(self) -> str:
        """See `Rule.describe`."""
        words = _("balance {column}", column=self.column)
        if self.variance:
            words = _("balance {column} and its variance", column=self.column)
        if self.within is not None:
            words = _("{balance} within {within}", balance=words, within=figures(self.within))
        return limited(words, self.where)

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        super().check(problem)
        column = problem.roster.column(self.column)
        if column.numbers is None:
            raise InputError(
                _(
                    "column '{column}' is not a number, so its mean means nothing",
                    column=column.name,
                ),
                hint=_("use spread for categories"),
            )
        if not np.isfinite(column.numbers[~np.isnan(column.numbers)]).all():
            raise InputError(_("column '{column}' has a number without end", column=column.name))
        if self.must and (problem.teams.low != problem.teams.high).any():
            raise InputError(
                _("balance as a must rule needs teams of fixed size"),
                hint=_("give each team its seats, or make it a wish with must = false"),
            )
        if self.must and self.within is None:
            raise InputError(
                _("balance as a must rule needs 'within'"), hint=_("for example within = 1.5")
            )
        if self.within is not None and not self.within >= 0:
            raise InputError(
                _("within = {within} is not a number of at least 0", within=self.within)
            )

    def _values(self, the_round: Round) -> NDArray[np.float64]:
        numbers = the_round.roster.column(self.column).numbers
        assert numbers is not None
        return np.where(the_round.roster.select(self.where), numbers, np.nan)

    def _parts(self, the_round: Round) -> list[tuple[Centred, Ints]]:
        """Return the centred amounts and each team's slack, for the mean and the variance."""
        values, seats = self._values(the_round), np.maximum(the_round.seats, 1)
        if not self.variance:
            least = 0.0
            if not (the_round.alone or self.must):
                # costs of rounds with other units are added by way of the unit
                least = FINE_UNIT / float(_unit_of_teams(the_round))
            first, slack = with_slack(
                centre(values), self.within or 0.0, seats, least, forgive=bool(self.must)
            )
            return [(first, slack)]
        # with variances too, both are rounded to one size, so that they weigh alike
        first = centre(values, SIZE_OF_BOTH, exact=False)
        parts = [with_slack(first, self.within or 0.0, seats, 0.0, forgive=bool(self.must))]
        off = values - np.nanmean(values) if (~np.isnan(values)).any() else values
        second = centre(off**2, SIZE_OF_BOTH, exact=False)
        parts.append((second, np.zeros(len(the_round.teams), dtype=np.int64)))
        return parts

    def _unit(self, the_round: Round) -> int:
        """Cost of one team of mean size whose mean is off by one unit of the column."""
        per_unit = self._parts(the_round)[0][0].per_unit
        return max(1, round(per_unit**2 * _unit_of_teams(the_round)))

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        values, coefs = self._values(the_round).tolist(), _coefs(the_round)[0].tolist()
        unit, inside = self._unit(the_round), members_of(team, len(the_round.teams))
        costs = [0] * len(inside)
        for centred, slack in self._parts(the_round):
            amounts = centred.amounts.tolist()
            for g, members in enumerate(inside):
                off = abs(sum(amounts[i] for i in members)) - int(slack[g])
                costs[g] += coefs[g] * max(0, off) ** 2
        items, means = [], []
        for g, members in enumerate(inside):
            known = [values[i] for i in members if values[i] == values[i]]
            if known:
                means.append(sum(known) / len(known))
                if costs[g]:
                    text = _(
                        "{team} has a mean {column} of {mean}",
                        team=the_round.teams.names[g],
                        column=self.column,
                        mean=number(means[-1], 2, group=False),
                    )
                    items.append(Finding(text, costs[g] // unit, g, tuple(members)))
        return Findings(sum(costs), _means_words(means), tuple(items))

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`."""
        values = self._values(the_round)
        known = np.flatnonzero(~np.isnan(values))
        if not len(known):
            return
        every = mean_figure(float(values[known].mean()))
        means = {
            int(g): mean_figure(float(np.nanmean(values[team == g])))
            for g in np.unique(team[known])
        }
        column = the_round.roster.column(self.column).name
        for i in known.tolist():
            value = number(values[i], 0 if values[i] == round(values[i]) else 1, group=False)
            text = _(
                "{column} {value}: mean here {here}, of all {all}",
                column=column,
                value=value,
                here=HERE,
                all=every,
            )
            yield i, Reason(text, means[int(team[i])])

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        terms.unit = self._unit(the_round)
        for centred, slack in self._parts(the_round):
            terms.square(centred.amounts, slack=slack, coefs=_coefs(the_round)[0])


def _coefs(the_round: Round) -> tuple[Ints, Fraction]:
    """Return what squares of each team weigh, in proportion to 1 / seats, and weight x seats.

    Exact if these numbers are small, else the smallest are `ROUND_WEIGHT`, and all are rounded.
    """
    seats = np.maximum(the_round.seats, 1)
    common = math.lcm(*(sizes := set(seats.tolist())))
    if common <= LARGEST_WEIGHT * min(sizes):
        return common // seats, Fraction(common)
    whole = ROUND_WEIGHT * int(seats.max())
    return np.asarray(np.rint(whole / seats), dtype=np.int64), Fraction(whole)


def _unit_of_teams(the_round: Round) -> Fraction:
    """Return the cost of a team of mean size, over all teams, with a sum off by its size."""
    mean_size = Fraction(the_round.everybody.n, len(the_round.every_team))
    return _coefs(the_round)[1] * mean_size


def _means_words(means: list[Any]) -> str:
    if not means:
        return _("team means unknown")
    low, high = number(min(means), 2, group=False), number(max(means), 2, group=False)
    return _("team means {low} to {high}", low=low, high=high)
