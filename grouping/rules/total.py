"""total: the sum of a column in every team between a low and a high."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.language import _, figures, later
from grouping.problem.column_rule import ColumnRule
from grouping.problem.command_option import CommandOption, Stated
from grouping.problem.rule import Finding, Findings, option, teams_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index, Ints
    from grouping.terms.terms import RuleTerms

# Decimals of a number that count.
DECIMALS = 3
# Sums stay this small, so that their squares add up exactly.
LARGEST = 10**8


def _of_total(text: str, option_name: str) -> Stated:
    """Read 'Column <= 12', 'Column >= 4', or 'Column = 4 - 12'."""
    for sign, keys in (("<=", ("high",)), (">=", ("low",)), ("=", ("low", "high"))):
        column, found, rest = text.rpartition(sign)
        numbers = rest.split(" - ") if sign == "=" else [rest]
        try:
            values = [float(number.strip()) for number in numbers]
        except ValueError:
            continue
        if found and column.strip() and len(values) in (1, len(keys)):
            ends = values * len(keys) if len(values) < len(keys) else values
            return {"column": column.strip(), **dict(zip(keys, ends, strict=True))}
    raise InputError(
        _("'{text}' does not say a column and its limits", text=text),
        where=option_name,
        hint=_('write {option} "Seats >= 4", "Hours <= 40" or "Beds = 4 - 6"', option=option_name),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Total(ColumnRule):
    """The sum of a number over the people of a team is at least `low` and at most `high`.

    With e the amount by which a team's sum is below or above, cost = sum of e^2 over the teams.
    A blank counts 0.  Amounts count with three decimals.
    """

    kind = "total"
    says = later("the sum of a number in every team between low and high (seats of cars, hours)")
    example = later('[[rule]]\nkind = "total"\ncolumn = "Car seats"\nlow = 5')
    must_by_default = True
    command_option = CommandOption(
        "'COLUMN <= N'", "Sum of a column in every team: '<= N', '>= N' or '= N - M'.", _of_total
    )

    low: float | None = option(later("least sum of a team"), None)
    high: float | None = option(later("largest sum of a team"), None)
    teams: str | Sequence[str] = option(later("only these teams"), [])

    def describe(self) -> str:
        """See `Rule.describe`."""
        if self.low is None or self.high is None:
            text = _("sum of {column} at most {n}") if self.low is None else ""
            text = text or _("sum of {column} at least {n}")
            end = self.high if self.low is None else self.low
            return text.format(column=self.subject, n=figures(end or 0.0))
        return _(
            "sum of {column} from {low} to {high}",
            column=self.subject,
            low=figures(self.low),
            high=figures(self.high),
        )

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        super().check(problem)
        if self.low is None and self.high is None:
            raise InputError(_("'total' needs low, high or both"), hint="low = 4")
        ends = [end for end in (self.low, self.high) if end is not None]
        if not all(math.isfinite(end) and abs(end) < LARGEST for end in ends):
            raise InputError(_("a limit of 'total' is no number that sums can have"))
        if len(ends) == 2 and ends[0] > ends[1]:
            raise InputError(
                _("low = {low} is above high = {high}", low=self.low, high=self.high),
                hint=_("exchange them"),
            )
        column = problem.roster.column(self.column)
        if column.numbers is None or column.kind != "number":
            raise InputError(
                _("column '{column}' has no numbers to add up", column=self.column),
                hint=_("take a column of numbers"),
            )
        teams_of(problem.everyone, self.teams)
        if np.nansum(np.abs(column.numbers)) * 10**DECIMALS > LARGEST * 10:
            raise InputError(
                _(
                    "the numbers of column '{column}' are too large to be added up",
                    column=self.column,
                ),
                hint=_("bring them into a larger unit"),
            )

    def _amounts(self, the_round: Round) -> tuple[Ints, int]:
        """Return everybody's amount in whole parts, and how many of these are 1."""
        numbers = the_round.everybody.column(self.column).numbers
        assert numbers is not None  # the check has seen to it
        fine = next(
            (10**d for d in range(DECIMALS) if _whole(numbers * 10**d, self.low, self.high, 10**d)),
            10**DECIMALS,
        )
        counts = the_round.roster.select(self.where)
        own = np.where(counts, np.nan_to_num(numbers[the_round.people]), 0.0)
        return np.rint(own * fine).astype(np.int64), fine

    def _limits(self, the_round: Round, amounts: Ints, fine: int) -> tuple[Ints, Ints]:
        """Return the least and the largest sum of every team, in parts; int64, shape (teams,)."""
        least = int(np.minimum(amounts, 0).sum())
        most = int(np.maximum(amounts, 0).sum())
        low, high = np.full((2, len(the_round.teams)), 0, dtype=np.int64)
        low[:], high[:] = least, most
        named = teams_of(the_round, self.teams)
        if self.low is not None:
            low[named] = round(self.low * fine)
        if self.high is not None:
            high[named] = round(self.high * fine)
        # an end that was not stated never forbids what the other allows
        return np.minimum(low, high) if self.low is None else low, np.maximum(low, high)

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        amounts, fine = self._amounts(problem.everyone)
        return _(
            "all people together have {sum}, there are {teams} teams",
            sum=figures(float(amounts.sum()) / fine, 10),
            teams=len(problem.teams),
        )

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        amounts, fine = self._amounts(the_round)
        low, high = self._limits(the_round, amounts, fine)
        sums = np.zeros(len(the_round.teams), dtype=np.int64)
        np.add.at(sums, team, amounts)
        items = []
        for g, total in enumerate(sums.tolist()):
            off = max(int(low[g]) - total, total - int(high[g]), 0)
            if off:
                text = _(
                    "{team} has {sum} of {column}",
                    team=the_round.teams.names[g],
                    sum=figures(total / fine, 10),
                    column=self.subject,
                )
                items.append(Finding(text, 4 * off * off, g))
        reached = _(
            "sums {low} to {high}",
            low=figures(float(sums.min()) / fine, 10),
            high=figures(float(sums.max()) / fine, 10),
        )
        return Findings(sum(item.cost for item in items), reached, tuple(items))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`: the middle of the limits is the target, half their distance free."""
        amounts, fine = self._amounts(the_round)
        low, high = self._limits(the_round, amounts, fine)
        terms.unit = 1 if self.must else 4 * fine * fine
        terms.square(2 * amounts, targets=low + high, slack=high - low)


def _whole(numbers: np.ndarray, low: float | None, high: float | None, fine: int) -> bool:
    """Whether numbers that were multiplied by `fine`, and the limits, are whole with it."""
    ends = [end * fine for end in (low, high) if end is not None]
    every = np.append(numbers[~np.isnan(numbers)], ends)
    return bool((np.abs(every - np.rint(every)) < 1e-6).all())
