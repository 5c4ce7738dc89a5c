"""What prefer and avoid share: pairs of people, or one person's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from grouping.errors import InputError
from grouping.rules.base import Rule, option, people_of

if TYPE_CHECKING:
    from grouping.problem import Problem


@dataclass(frozen=True, kw_only=True, eq=False)
class Wish(Rule):
    """Pairs of people: named pairs, all pairs of `people`, or one person with each of a list."""

    people: Sequence[str] = option("names or ids: each pair of them", [])
    pairs: Sequence[Sequence[str]] = option("several pairs", [])
    person: str = option("instead: the person whose wish it is", "")

    def describe(self) -> str:
        """See `Rule.describe`."""
        if self.person:
            return f"{self.kind}: wish of {self.person}"
        if len(self.people) == 2 and not self.pairs:
            return f"{self.kind}: " + ", ".join(self.people)
        size = len(self.people)
        return f"{self.kind}: {size * (size - 1) // 2 + len(self.pairs)} pairs"

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        for pair in self.pairs:
            if len(pair) != 2:
                raise InputError(f"{list(pair)} is not a pair", hint='write pairs = [["A", "B"]]')
        if len(self.people) == 1:
            raise InputError(f"'{self.kind}' needs at least two people")
        self.wished(problem)

    def wished(self, problem: Problem) -> list[tuple[int, int]]:
        """Return the pairs of participants, each once."""
        found = list(combinations(people_of(problem, self.people), 2))
        for pair in self.pairs:
            found += combinations(people_of(problem, pair), 2)  # none if one of them is absent
        return list(dict.fromkeys((min(p), max(p)) for p in found))
