"""spread: every value of a column over the teams, in proportion to their seats."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from grouping.language import _, either, later
from grouping.problem.column_rule import ColumnRule
from grouping.problem.command_option import CommandOption, of_column
from grouping.problem.condition_words import limited
from grouping.problem.reason import HERE
from grouping.problem.rule import Finding, Findings, members_of

if TYPE_CHECKING:
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms

# Shares of seats are fractions with denominator n; beyond this they are rounded to 1/1024.
FINEST = 1024


class _Share(NamedTuple):
    label: str
    code: int
    total: int
    fair: list[int]
    """Fair share of each team in units of 1/fine."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Spread(ColumnRule):
    """Each value's people over the teams as their seats share it out.

    With c people of a value in team g and t = (people of the value) x seats(g) / n its fair share:
    soft cost = sum over teams and values of (c - t)^2, for equal teams twice the number of pairs
    alike in a team plus a constant; must violations = people below floor(t) or above ceil(t).
    """

    kind = "spread"
    says = later("the values of a column over all teams, each team its fair share of each")
    example = later('[[rule]]\nkind = "spread"\ncolumn = "Agency"')
    command_option = CommandOption(
        "COLUMN", "Each value of the column over all teams.", of_column, place=10
    )

    def describe(self) -> str:
        """See `Rule.describe`."""
        return limited(_("spread {column}", column=self.column), self.where)

    def _shares(self, the_round: Round) -> tuple[int, list[_Share]]:
        """Return (fine, the fair shares of every value that somebody has)."""
        column, codes = the_round.roster.column(self.column), self.codes(the_round)
        totals = np.bincount(codes[codes >= 0], minlength=len(column.labels)).tolist()
        seats = the_round.seats.tolist()
        parts = math.gcd(the_round.n, *{s * t for s in set(seats) for t in set(totals) if t})
        fine = min(the_round.n // parts, FINEST)
        fair_of = {
            t: [(2 * fine * t * s + the_round.n) // (2 * the_round.n) for s in seats]
            for t in set(totals)
        }
        return fine, [
            _Share(label, code, total, fair_of[total])
            for code, (label, total) in enumerate(zip(column.labels, totals, strict=True))
            if total
        ]

    def _cost(self, the_round: Round, share: _Share, g: int, count: int, fine: int) -> int:
        if not self.must:
            return (fine * count - share.fair[g]) ** 2
        floor, over = divmod(share.total * int(the_round.seats[g]), the_round.n)
        return max(0, floor - count, count - floor - (over > 0))

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        fine, shares = self._shares(the_round)
        codes = self.codes(the_round).tolist()
        unit = 1 if self.must else fine * fine
        cost = pairs = outside = 0
        items = []
        for g, members in enumerate(members_of(team, len(the_round.teams))):
            held: dict[int, list[int]] = {}
            for i in members:
                held.setdefault(codes[i], []).append(i)
            for share in shares:
                who = held.get(share.code, [])
                price = self._cost(the_round, share, g, len(who), fine)
                floor, over = divmod(share.total * int(the_round.seats[g]), the_round.n)
                off = max(0, floor - len(who), len(who) - floor - (over > 0))
                cost += price
                pairs += len(who) * (len(who) - 1) // 2
                outside += off
                if off:
                    fair = either([str(floor), str(floor + 1)] if over else [str(floor)])
                    text = _(
                        "{team} has {count} of '{label}', a fair share is {fair}",
                        team=the_round.teams.names[g],
                        count=len(who),
                        label=share.label,
                        fair=fair,
                    )
                    items.append(Finding(text, price // unit, g, tuple(who)))
        reached = _(
            "{outside} outside a fair share, {pairs} pairs alike", outside=outside, pairs=pairs
        )
        return Findings(cost, reached, tuple(items))

    def value_reason(self, the_round: Round, g: int, value: str, every: int) -> str:
        """See `ColumnRule.value_reason`: beside it the fair share."""
        floor, over = divmod(every * int(the_round.seats[g]), the_round.n)
        share = either([str(floor), str(floor + 1)] if over else [str(floor)])
        return _(
            "{value}: {here} of {all} here, fair share {share}",
            value=value,
            here=HERE,
            all=every,
            share=share,
        )

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        fine, shares = self._shares(the_round)
        terms.unit = 1 if self.must else fine * fine
        codes = self.codes(the_round)
        by_code = np.argsort(codes, kind="stable")
        starts = np.searchsorted(codes[by_code], [s.code for s in shares])
        sizes, which = np.unique(the_round.seats, return_inverse=True)
        one_of = [int(np.flatnonzero(the_round.seats == s)[0]) for s in sizes]
        most = int(the_round.teams.high.max())
        for share, start in zip(shares, starts.tolist(), strict=True):
            members = np.sort(by_code[start : start + share.total])
            values = range(min(most, share.total) + 1)
            tables = [[self._cost(the_round, share, g, c, fine) for c in values] for g in one_of]
            terms.tally(members, tables, which=which)
