"""What together and apart share: circles of people, named or by a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later, plural
from grouping.problem.condition_words import n_people, n_teams
from grouping.problem.rule import Rule, option, people_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index


@dataclass(frozen=True, kw_only=True, eq=False)
class Circle(Rule):
    """People named as one circle, as several, or all who share a value of a column."""

    must_by_default = True
    reason_place = 0
    word: ClassVar[str]

    people: Sequence[str] = option(later("names or ids of one circle"), [])
    groups: Sequence[Sequence[str]] = option(later("several circles"), [])
    column: str = option(later("instead: all who have the same value here"), "")

    def describe(self) -> str:
        """See `Rule.describe`."""
        word = _(self.word)
        if self.column:
            return _("same {column} {word}", column=self.column, word=word)
        circles = [c for c in (self.people, *self.groups) if c]
        if len(circles) == 1 and len(circles[0]) <= 3:
            return f"{word}: " + ", ".join(str(p) for p in circles[0])
        return plural(
            "{word}: {people} in {n} circle",
            "{word}: {people} in {n} circles",
            len(circles),
            word=word,
            people=n_people(sum(map(len, circles))),
        )

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        largest = max(map(len, self.circles(problem.everyone)), default=0)
        seats = int(problem.teams.high.max())
        return _(
            "a circle of {people} people, {teams} of at most {seats}",
            people=largest,
            teams=n_teams(len(problem.teams)),
            seats=seats,
        )

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if bool(self.column) == bool(self.people or self.groups):
            raise InputError(
                _("'{kind}' needs either people (or groups) or a column", kind=self.kind),
                hint=_('for example people = ["A", "B"]'),
            )
        if not self.column:
            for circle in self.circles(problem.everyone):
                if len(circle) < 2:
                    raise InputError(
                        _("'{kind}' needs at least two people", kind=self.kind),
                        hint=_('write people = ["A", "B"]'),
                    )
        self.circles(problem.everyone)

    def circles(self, the_round: Round) -> list[list[int]]:
        """Return the participants of each circle."""
        if self.column:
            column = the_round.roster.column(self.column)
            every = [np.flatnonzero(column.codes == c).tolist() for c in range(len(column.labels))]
            return [circle for circle in every if len(circle) > 1]
        named = [people_of(the_round, c) for c in (self.people, *self.groups) if c]
        # of a circle with absent people those who are there belong together
        return [c for c in named if the_round.complete or len(c) > 1]

    def sides(self, the_round: Round, team: Index) -> Iterator[tuple[int, list[int], list[int]]]:
        """Yield each person of a circle with the others of it who are on the same team, and not."""
        for circle in self.circles(the_round):
            for i in circle if len(circle) > 1 else []:
                here = [j for j in circle if j != i and team[j] == team[i]]
                yield i, here, [j for j in circle if team[j] != team[i]]
