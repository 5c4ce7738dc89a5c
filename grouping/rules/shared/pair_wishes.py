"""What prefer and avoid share: pairs of people, or one person's list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

from grouping.errors import InputError
from grouping.language import _, later, plural
from grouping.problem.rule import Rule, option, people_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index


@dataclass(frozen=True, kw_only=True, eq=False)
class Wish(Rule):
    """Pairs of people: named pairs, all pairs of `people`, or one person with each of a list."""

    reason_place = 0
    word: ClassVar[str]

    people: Sequence[str] = option(later("names or ids: each pair of them"), [])
    pairs: Sequence[Sequence[str]] = option(later("several pairs"), [])
    person: str = option(later("instead: the person whose wish it is"), "")

    def describe(self) -> str:
        """See `Rule.describe`."""
        word = _(self.word)
        if self.person:
            return _("{word}: wish of {person}", word=word, person=self.person)
        if len(self.people) == 2 and not self.pairs:
            return f"{word}: " + ", ".join(self.people)
        size = len(self.people)
        pairs = size * (size - 1) // 2 + len(self.pairs)
        return plural("{word}: {n} pair", "{word}: {n} pairs", pairs, word=word)

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        for pair in self.pairs:
            if len(pair) != 2:
                raise InputError(
                    _("{list} is not a pair", list=list(pair)),
                    hint=_('write pairs = [["A", "B"]]'),
                )
        if len(self.people) == 1:
            raise InputError(_("'{kind}' needs at least two people", kind=self.kind))
        self.wished(problem.everyone)

    def wished(self, the_round: Round) -> list[tuple[int, int]]:
        """Return the pairs of participants, each once."""
        found = list(combinations(people_of(the_round, self.people), 2))
        for pair in self.pairs:
            found += combinations(people_of(the_round, pair), 2)  # none if one of them is absent
        return list(dict.fromkeys((min(p), max(p)) for p in found))

    def met(self, the_round: Round, team: Index, *, together: bool) -> Iterator[tuple[int, int]]:
        """Yield both ways the pairs that are on one team, or those that are not."""
        for i, j in self.wished(the_round):
            if (team[i] == team[j]) == together:
                yield i, j
                yield j, i
