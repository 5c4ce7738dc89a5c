"""One round as a problem of its own: who takes part, and which teams are open."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from grouping.problem.roster import Roster
from grouping.problem.teams import Teams
from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import RuleTerms


class AsksOfRound(Protocol):
    """What a rule may be asked by another rule of the same round."""

    @property
    def must(self) -> bool | None:
        """Whether the rule has to hold."""

    @property
    def spans_rounds(self) -> bool:
        """Whether the rule speaks of all rounds at once."""

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """State the costs of the rule as terms."""


@dataclass(frozen=True, eq=False)
class Round:
    """What a rule about one round is given.

    Attributes
    ----------
    roster
        Those who take part.
    teams
        The open teams, their seats fitted to the number of people.
    people
        Position of each participant among all people, ascending; int32, shape (n,).
    places
        Position of each open team among all teams, ascending; int32, shape (teams,).
    everybody
        All people, absent ones too.
    every_team
        All teams, closed ones too.
    rules
        Everything that is asked of all rounds.
    alone
        Whether this is the only round, everybody takes part and all teams are open.
    """

    roster: Roster
    teams: Teams
    people: Index
    places: Index
    everybody: Roster
    every_team: Teams
    rules: tuple[AsksOfRound, ...] = field(default=(), repr=False)
    alone: bool = False

    @property
    def n(self) -> int:
        """Number of participants."""
        return self.roster.n

    @cached_property
    def seats(self) -> Ints:
        """Planned size of every team: the people shared out over low..high; shape (teams,)."""
        return self.teams.planned(self.n)

    @property
    def complete(self) -> bool:
        """Whether everybody takes part."""
        return self.n == self.everybody.n

    def inside(self, team: Index) -> Index:
        """Return an assignment of all people to all teams as one of this round; int32, shape (n,).

        Everybody who takes part is on an open team.
        """
        return np.searchsorted(self.places, team[self.people]).astype(np.int32)

    def person(self, who: str) -> int | None:
        """Return the position of `who`, id or name, in this round; None if absent.

        Raises
        ------
        InputError
            If nobody, or more than one of all people, is called so.
        """
        i = self.everybody.person(who)
        at = int(np.searchsorted(self.people, i))
        return at if at < self.n and self.people[at] == i else None

    def team(self, name: str) -> int | None:
        """Return the position of the team `name` in this round; None if it is closed.

        Raises
        ------
        InputError
            If no team is called so.
        """
        g = self.every_team.position(name)
        at = int(np.searchsorted(self.places, g))
        return at if at < len(self.places) and self.places[at] == g else None
