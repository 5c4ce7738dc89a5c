"""The frozen question: roster, teams, rounds and rules; and its lowering to terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grouping.column import fold
from grouping.errors import InputError, did_you_mean
from grouping.roster import Roster
from grouping.rules import Rule, rule_from_dict
from grouping.terms import Index, Ints, RuleTerms

# 'Team 3', 'kelompok3' or '3' means the third team, whatever it is called.
_NUMBERED = re.compile(r"(?:(?:team|group|kelompok|tim|regu|grup)\s*)?(\d{1,9})")


@dataclass(frozen=True, eq=False)
class Teams:
    """The teams and their seats.

    Attributes
    ----------
    names
        One per team, distinct.
    low, high
        Fewest and most people; int64, shape (teams,).
    """

    names: tuple[str, ...]
    low: Ints
    high: Ints

    def __post_init__(self) -> None:
        if not self.names:
            raise InputError("there are no teams", hint="ask for at least one")
        if not len(self.names) == len(self.low) == len(self.high):
            raise InputError(
                f"{len(self.names)} teams are named, seats are given for {len(self.low)}"
            )
        folded = [fold(name) for name in self.names]
        if len(set(folded)) < len(folded):
            twice = next(n for n, f in zip(self.names, folded, strict=True) if folded.count(f) > 1)
            raise InputError(f"two teams are called '{twice}'", hint="give them distinct names")
        for name, low, high in zip(self.names, self.low, self.high, strict=True):
            if not 0 <= low <= high or high < 1:
                raise InputError(f"team '{name}' cannot hold {low} to {high} people")

    @classmethod
    def of_count(cls, people: int, count: int, *, prefix: str = "Team") -> Teams:
        """Make `count` teams, sizes as equal as they go, the larger ones first."""
        if count < 1:
            raise InputError(f"{count} teams are asked for", hint="ask for at least one")
        if count > people:
            raise InputError(
                f"{people} people cannot fill {count} teams",
                hint=f"ask for at most {people} teams",
            )
        size, larger = divmod(people, count)
        sizes = np.array([size + (g < larger) for g in range(count)], dtype=np.int64)
        return cls(tuple(f"{prefix} {g + 1}" for g in range(count)), sizes, sizes.copy())

    @classmethod
    def of_size(cls, people: int, size: int, *, prefix: str = "Team") -> Teams:
        """Make teams of about `size`: as many as keep the sizes nearest to it, none tiny."""
        if size < 1:
            raise InputError(f"teams of {size} are asked for", hint="ask for at least 1")
        if size > people:
            raise InputError(f"{people} people cannot fill a team of {size}")
        fewer = people // size
        more = -(-people // size)
        nearest = fewer if people / fewer - size <= size - people / more else more
        return cls.of_count(people, nearest, prefix=prefix)

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {fold(name): g for g, name in enumerate(self.names)}

    def position(self, name: str) -> int:
        """Return the index of the team called `name` (or numbered so, from 1)."""
        found = self._positions.get(fold(name))
        numbered = _NUMBERED.fullmatch(fold(name))
        if found is None and numbered and 1 <= int(numbered[1]) <= len(self.names):
            found = int(numbered[1]) - 1
        if found is None:
            raise InputError(f"there is no team '{name}'", hint=did_you_mean(name, self.names))
        return found


@dataclass(frozen=True, eq=False)
class Problem:
    """What is asked: who, which teams, which rules.

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

    Raises
    ------
    InputError
        If the seats cannot hold everyone, or a rule speaks of what does not exist.
    """

    roster: Roster
    teams: Teams
    rules: tuple[Rule, ...] = ()
    rounds: int = 1

    def __post_init__(self) -> None:
        low, high = int(self.teams.low.sum()), int(self.teams.high.sum())
        if not low <= self.n <= high:
            side = f"at most {high}" if self.n > high else f"at least {low}"
            hint = "add seats or teams" if self.n > high else "take away seats or teams"
            raise InputError(
                f"the teams hold {side} people, the roster has {self.n}",
                where=self.roster.source,
                hint=hint,
            )
        for rule in self.rules:
            try:
                rule.check(self)
            except InputError as error:
                raise InputError(error.message, where=rule.place, hint=error.hint) from None

    @classmethod
    def of(
        cls,
        people: Roster | Any,
        *,
        teams: int | Sequence[str] | Teams | None = None,
        size: int | None = None,
        rules: Sequence[Rule | Mapping[str, Any]] = (),
        id: str | None = None,  # noqa: A002 - the word people use
        name: str | None = None,
        prefix: str = "Team",
    ) -> Problem:
        """Make a problem from what is at hand.

        Parameters
        ----------
        people
            A `Roster`, a pandas DataFrame, a list of dicts, one per participant, or a dict of
            columns.
        teams, size
            Number of teams, names of teams, or `Teams`; or about how many people in each.
        rules
            Rules, or dicts such as ``{"kind": "spread", "column": "agency"}``.
        id, name
            Columns of ids and names (DataFrame and dicts); without them people are numbered.
        prefix
            What teams are called if they have no names.
        """
        if isinstance(people, Roster):
            roster = people
        elif hasattr(people, "to_dict"):
            roster = Roster.from_frame(people, id=id, name=name)
        elif isinstance(people, Mapping):
            columns = {k: list(v) for k, v in people.items()}
            if len({len(v) for v in columns.values()}) > 1:
                raise InputError("the columns have different lengths")
            rows = [
                dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
            ]
            roster = Roster.from_records(rows, id=id, name=name)
        else:
            roster = Roster.from_records(people, id=id, name=name)
        if isinstance(rules, (Mapping, str)) or not all(
            isinstance(r, (Rule, Mapping)) for r in rules
        ):
            raise InputError("rules are a list of rules or dicts", hint='[{"kind": "spread", ...}]')
        made = tuple(r if isinstance(r, Rule) else rule_from_dict(r) for r in rules)
        return cls(roster, _teams(roster.n, teams, size, prefix), made)

    @property
    def n(self) -> int:
        """Number of participants."""
        return self.roster.n

    @cached_property
    def seats(self) -> Ints:
        """Planned size of every team: the people shared out over low..high; shape (teams,)."""
        seats = self.teams.low.copy()
        room = self.teams.high - seats
        left = self.n - int(seats.sum())
        while left > 0:
            # level by level, so that open sizes end as equal as they can
            open_teams = np.flatnonzero(room > 0)
            smallest = seats[open_teams].min()
            chosen = open_teams[seats[open_teams] == smallest][:left]
            seats[chosen] += 1
            room[chosen] -= 1
            left -= len(chosen)
        return seats

    def lower(self) -> tuple[RuleTerms, ...]:
        """Return the terms of every rule."""
        lowered = []
        for rule in self.rules:
            terms = RuleTerms(self.n, len(self.teams), bool(rule.must))
            rule.lower(self, terms)
            lowered.append(terms)
        return tuple(lowered)

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
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
            raise InputError(f"no team is given for {', '.join(missing[:3])}{more}")
        return team[None, :]


def _teams(
    n: int, teams: int | Sequence[str] | Teams | None, size: int | None, prefix: str
) -> Teams:
    if isinstance(teams, Teams):
        return teams
    if (teams is None) == (size is None):
        raise InputError("say either how many teams or of what size", hint="teams=10 or size=8")
    if size is not None:
        return Teams.of_size(n, size, prefix=prefix)
    if isinstance(teams, (int, np.integer)):
        return Teams.of_count(n, int(teams), prefix=prefix)
    if isinstance(teams, str) or not isinstance(teams, Sequence):
        raise InputError(f"teams = {teams!r} is neither a number nor a list of names")
    assert teams is not None
    equal = Teams.of_count(n, len(teams))
    return Teams(tuple(teams), equal.low, equal.high)
