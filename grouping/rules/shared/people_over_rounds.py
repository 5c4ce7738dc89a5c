"""What rules about some people over all rounds share: who they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later
from grouping.problem.condition_words import first_names, those
from grouping.problem.rule import RuleOverRounds, option, people_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.terms.arrays import Index


@dataclass(frozen=True, kw_only=True, eq=False)
class PeopleOverRounds(RuleOverRounds):
    """People by name, id or condition, or everybody, over all rounds."""

    people: str | Sequence[str] = option(later("names or ids; nobody named: everybody"), [])
    where: Mapping[str, Any] = option(later("instead: all who meet this condition"), {})

    def who_words(self) -> str:
        """Say who is spoken of."""
        return first_names(self.people) or (those(self.where) if self.where else _("everybody"))

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if self.people and self.where:
            raise InputError(
                _("'{kind}' takes either people or a condition, not both", kind=self.kind)
            )
        self.who(problem)

    def who(self, problem: Question) -> list[int]:
        """Return the participants spoken of."""
        if self.people:
            return people_of(problem.everyone, self.people)
        return np.flatnonzero(problem.roster.select(self.where)).tolist()

    def changing(self, problem: Question, team: Index, r: int) -> Iterator[tuple[int, int]]:
        """Yield those who are there in round `r` and in another, with their team in round `r`."""
        for i in self.who(problem):
            g = int(team[r, i])
            if g >= 0 and (team[:, i] >= 0).sum() > 1:
                yield i, g
