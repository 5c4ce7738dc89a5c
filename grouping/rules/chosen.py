"""What rules about some people over all rounds share: who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.errors import InputError
from grouping.rules.base import Rule, condition_words, option, people_of

if TYPE_CHECKING:
    from grouping.problem import Problem


@dataclass(frozen=True, kw_only=True, eq=False)
class Chosen(Rule):
    """People by name, id or condition, or everybody, over all rounds."""

    across = True

    people: str | Sequence[str] = option("names or ids; nobody named: everybody", [])
    where: Mapping[str, Any] = option("instead: all who meet this condition", {})

    def who_words(self) -> str:
        """Say who is spoken of."""
        named = [self.people] if isinstance(self.people, str) else list(self.people)
        words = ", ".join(map(str, named[:3])) + (", ..." if len(named) > 3 else "")
        return words or ("those" + condition_words(self.where) if self.where else "everybody")

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        if self.people and self.where:
            raise InputError(f"'{self.kind}' takes either people or a condition, not both")
        self.who(problem)

    def who(self, problem: Problem) -> list[int]:
        """Return the participants spoken of."""
        if self.people:
            return people_of(problem, self.people)
        return np.flatnonzero(problem.roster.select(self.where)).tolist()
