"""A problem without its rules: who takes part, which teams there are, and which rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.past_events import Earlier
from grouping.problem.roster import Roster
from grouping.problem.round import AsksOfRound, Round
from grouping.problem.teams import Teams
from grouping.terms.arrays import Index, Ints


@dataclass(frozen=True, eq=False)
class Question:
    """Who takes part, which teams and which rounds.  Rules that span rounds are given it.

    Attributes
    ----------
    roster
        The participants.
    teams
        The teams and their seats.
    rules
        What must hold and what is wished.
    rounds
        Number of rounds; assignments have shape (rounds, n).
    present
        Who takes part in which round; bool, shape (rounds, n); None: everybody in all.
    teams_by_round
        Teams of each round, if they are not those of `teams` throughout; their names are among
        those of `teams`.
    history
        Earlier events, whose meetings count too.
    round_names
        What the rounds are called; empty: by number.
    """

    roster: Roster
    teams: Teams
    rules: tuple[AsksOfRound, ...] = field(default=())
    rounds: int = 1
    present: NDArray[np.bool_] | None = None
    teams_by_round: tuple[Teams, ...] = ()
    history: tuple[Earlier, ...] = ()
    round_names: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """Number of participants."""
        return self.roster.n

    @cached_property
    def seats(self) -> Ints:
        """Planned size of every team: the people shared out over low..high; shape (teams,)."""
        return self.teams.planned(self.n)

    def round_name(self, r: int) -> str:
        """Return what the round at position `r` is called."""
        return self.round_names[r] if self.round_names else _("round {n}", n=r + 1)

    @property
    def undivided(self) -> bool:
        """Whether there is one round, in which everybody takes part and all teams are open."""
        return self.rounds == 1 and self.present is None and not self.teams_by_round

    @cached_property
    def everyone(self) -> Round:
        """All people and all teams, as if they made one round."""
        return Round(
            self.roster,
            self.teams,
            np.arange(self.n, dtype=np.int32),
            np.arange(len(self.teams), dtype=np.int32),
            self.roster,
            self.teams,
            self.rules,
        )

    @cached_property
    def by_round(self) -> tuple[Round, ...]:
        """Each round as a problem of its own.  Rounds that do not differ are one object."""
        made: dict[tuple[object, ...], Round] = {}
        for r in range(self.rounds):
            if self._key(r) not in made:
                made[self._key(r)] = self._round(r)
        return tuple(made[self._key(r)] for r in range(self.rounds))

    def people_in(self, r: int) -> Index:
        """Return who takes part in the round at position `r`, ascending; int32."""
        if self.present is None:
            return np.arange(self.n, dtype=np.int32)
        return np.flatnonzero(self.present[r]).astype(np.int32)

    def teams_stated(self, r: int) -> Teams:
        """Return the teams of the round at position `r`, as they were stated."""
        return self.teams_by_round[r] if self.teams_by_round else self.teams

    def _key(self, r: int) -> tuple[object, ...]:
        present = b"" if self.present is None else self.present[r].tobytes()
        teams = self.teams_stated(r)
        intended = b"" if teams.intended is None else teams.intended.tobytes()
        return present, teams.names, teams.low.tobytes(), teams.high.tobytes(), intended

    def _round(self, r: int) -> Round:
        people, stated = self.people_in(r), self.teams_stated(r)
        fitted = stated.fitted(len(people))
        places = np.array([self.teams.position(name) for name in stated.names], dtype=np.int32)
        order = np.argsort(places)
        whole = len(people) == self.n
        roster = self.roster if whole else self.roster.subset(people.tolist())
        alone = self.rounds == 1 and whole and fitted is self.teams
        teams = fitted if alone else fitted.subset(order.tolist())
        return Round(
            roster, teams, people, places[order], self.roster, self.teams, self.rules, alone
        )

    def assignment(self, teams_by_person: Mapping[str, str]) -> Index:
        """Return the one-round assignment that names give (person -> team); shape (1, n).

        Raises
        ------
        InputError
            If a person or team is unknown, or somebody has no team.
        """
        team = np.full(self.n, -1, dtype=np.int32)
        for who, name in teams_by_person.items():
            team[self.roster.person(who)] = self.teams.position(name)
        if (team < 0).any():
            missing = [self.roster.names[i] for i in np.flatnonzero(team < 0)]
            names, more = ", ".join(missing[:3]), len(missing) - 3
            if more > 0:
                names = _("{names} and {n} more", names=names, n=more)
            raise InputError(_("no team is given for {names}", names=names))
        return team[None, :]
