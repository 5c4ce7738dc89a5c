"""What all rules about one column have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grouping.language import _, later
from grouping.problem.condition_words import limited
from grouping.problem.question import Question
from grouping.problem.reason import HERE, Reason, Reasons, value_said
from grouping.problem.round import Round
from grouping.problem.rule import Rule, option
from grouping.terms.arrays import Index


@dataclass(frozen=True, kw_only=True, eq=False)
class ColumnRule(Rule):
    """A rule about one column, for all or for those who meet a condition."""

    column: str = option(later("the column"))
    where: Mapping[str, Any] = option(later("only people who meet this condition count"), {})

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        problem.roster.column(self.column)
        problem.roster.select(self.where)

    @property
    def subject(self) -> str:
        """The column, and the condition if there is one."""
        return limited(self.column, self.where)

    def codes(self, the_round: Round) -> Index:
        """Return the label code of each participant, -1 for those who do not count."""
        column = the_round.roster.column(self.column)
        return np.where(the_round.roster.select(self.where), column.codes, -1).astype(np.int32)

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`: how many have the same value on the team."""
        column, codes = the_round.roster.column(self.column), self.codes(the_round)
        known = codes >= 0
        held = np.zeros((len(column.labels), len(the_round.teams)), dtype=np.int64)
        np.add.at(held, (codes[known], team[known]), 1)
        every = held.sum(axis=1).tolist()
        for i in np.flatnonzero(known).tolist():
            code, g = int(codes[i]), int(team[i])
            if every[code] > 1:
                value = limited(value_said(column, code), self.where)
                text = self.value_reason(the_round, g, value, every[code])
                yield i, Reason(text, str(held[code, g]))

    def value_reason(self, the_round: Round, g: int, value: str, every: int) -> str:
        """Say of a value that `every` people have how many of them are on team `g`: `HERE`."""
        return _(
            "{value}: {here} of {all} here ({rule})",
            value=value,
            here=HERE,
            all=every,
            rule=self.title,
        )
