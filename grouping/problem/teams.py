"""The teams and their seats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grouping.errors import InputError, did_you_mean
from grouping.language import _, either
from grouping.problem.column import fold
from grouping.problem.roster import Roster
from grouping.terms.arrays import Ints
from grouping.terms.bounds.allocation import planned_seats

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
    intended
        The sizes that shares refer to, if these are not the most equal ones within the seats; they
        count where as many people come.  int64, shape (teams,).
    """

    names: tuple[str, ...]
    low: Ints
    high: Ints
    intended: Ints | None = None

    def __post_init__(self) -> None:
        if not self.names:
            raise InputError(_("there are no teams"), hint=_("ask for at least one"))
        if not len(self.names) == len(self.low) == len(self.high):
            raise InputError(
                _(
                    "{teams} teams are named, seats are given for {seats}",
                    teams=len(self.names),
                    seats=len(self.low),
                )
            )
        folded = [fold(name) for name in self.names]
        if len(set(folded)) < len(folded):
            twice = next(n for n, f in zip(self.names, folded, strict=True) if folded.count(f) > 1)
            raise InputError(
                _("two teams are called '{team}'", team=twice), hint=_("give them distinct names")
            )
        for name, low, high in zip(self.names, self.low, self.high, strict=True):
            if not 0 <= low <= high or high < 1:
                raise InputError(
                    _(
                        "team '{team}' cannot hold {low} to {high} people",
                        team=name,
                        low=low,
                        high=high,
                    )
                )

    @classmethod
    def of_count(cls, people: int, count: int, *, prefix: str | None = None) -> Teams:
        """Make `count` teams, sizes as equal as they go, the larger ones first.

        They are called by `prefix`, or 'Team' in the language in use, and their number.
        """
        prefix = _("Team") if prefix is None else prefix
        if count < 1:
            raise InputError(_("{n} teams are asked for", n=count), hint=_("ask for at least one"))
        if count > people:
            raise InputError(
                _("{people} people cannot fill {teams} teams", people=people, teams=count),
                hint=_("ask for at most {n} teams", n=people),
            )
        size, larger = divmod(people, count)
        sizes = np.array([size + (g < larger) for g in range(count)], dtype=np.int64)
        return cls(tuple(f"{prefix} {g + 1}" for g in range(count)), sizes, sizes.copy())

    @classmethod
    def of_size(cls, people: int, size: int, *, prefix: str | None = None) -> Teams:
        """Make teams of about `size`: as many as keep the sizes nearest to it, none tiny."""
        if size < 1:
            raise InputError(
                _("teams of {size} are asked for", size=size), hint=_("ask for at least 1")
            )
        if size > people:
            raise InputError(
                _("{people} people cannot fill a team of {size}", people=people, size=size)
            )
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
            raise InputError(
                _("there is no team '{team}'", team=name), hint=did_you_mean(name, self.names)
            )
        return found

    def fitted(self, people: int) -> Teams:
        """Return these teams with seats that `people` can fill, as equal as the seats allow.

        Fewer people than the fewest take these away from the largest teams, and all seats that are
        left are filled.
        """
        low, high = int(self.low.sum()), int(self.high.sum())
        if low <= people <= high:
            return self
        if people > high or people < 1:
            raise InputError(
                _("the teams hold at most {seats} people, {people} come", seats=high, people=people)
            )
        seats = self.low.copy()
        for _seat in range(low - people):
            seats[len(seats) - 1 - int(np.argmax(seats[::-1]))] -= 1
        return Teams(self.names, seats, np.maximum(seats, 1))

    def planned(self, people: int) -> Ints:
        """Share `people` out over low..high, as equal as can be; int64, shape (teams,)."""
        if self.intended is not None and int(self.intended.sum()) == people:
            return self.intended.copy()
        return planned_seats(self.low, self.high, people)

    def subset(self, chosen: Sequence[int]) -> Teams:
        """Return the teams at these positions."""
        at, intended = list(chosen), self.intended
        names = tuple(self.names[g] for g in at)
        some = None if intended is None else intended[at]
        return Teams(names, self.low[at], self.high[at], some)


def teams_of_request(
    n: int, teams: int | Sequence[str] | Teams | None, size: int | None, prefix: str | None
) -> Teams:
    """Return the teams that are asked for: their number, names, `Teams`, or about their size."""
    if isinstance(teams, Teams):
        return teams
    if (teams is None) == (size is None):
        raise InputError(
            _("say either how many teams or of what size"), hint=either(["teams=10", "size=8"])
        )
    if size is not None:
        return Teams.of_size(n, size, prefix=prefix)
    if isinstance(teams, (int, np.integer)):
        return Teams.of_count(n, int(teams), prefix=prefix)
    if isinstance(teams, str) or not isinstance(teams, Sequence):
        raise InputError(
            _("teams = {teams} is neither a number nor a list of names", teams=repr(teams))
        )
    assert teams is not None
    equal = Teams.of_count(n, len(teams))
    return Teams(tuple(teams), equal.low, equal.high)


def check_seats(teams: Teams, people: int, roster: Roster, round: str) -> None:  # noqa: A002
    """Raise InputError unless the teams can seat `people` of the roster, in the round named so."""
    low, high = int(teams.low.sum()), int(teams.high.sum())
    # where somebody is absent the fewest may be lowered
    few = people < low and people == roster.n
    if few or people > high:
        said = _("the roster has {n}", n=people)
        if people < roster.n:
            said = _("those present are {n}", n=people)
        raise InputError(
            f"{_seats_said(low, high, few, round)}, {said}",
            where=roster.source,
            hint=_("take away seats or teams") if few else _("add seats or teams"),
        )
    if not people:
        said = _("nobody takes part in {round}", round=round) if round else _("nobody takes part")
        raise InputError(said, where=roster.source)


def _seats_said(low: int, high: int, few: bool, name: str) -> str:
    """Say how many people the teams hold, in the round `name` if there are several."""
    if few:
        said = _("the teams hold at least {n} people", n=low)
        return (
            _("the teams hold at least {n} people in {round}", n=low, round=name) if name else said
        )
    said = _("the teams hold at most {n} people", n=high)
    return _("the teams hold at most {n} people in {round}", n=high, round=name) if name else said
