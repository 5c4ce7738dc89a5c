"""The teams and their seats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grouping.column import fold
from grouping.errors import InputError, did_you_mean
from grouping.meetings import Ints
from grouping.sharing import planned_seats

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

    def fitted(self, people: int) -> Teams:
        """Return these teams with seats that `people` can fill, as equal as the seats allow.

        Fewer people than the fewest take these away from the largest teams, and all seats that are
        left are filled.
        """
        low, high = int(self.low.sum()), int(self.high.sum())
        if low <= people <= high:
            return self
        if people > high or people < 1:
            raise InputError(f"the teams hold at most {high} people, {people} come")
        seats = self.low.copy()
        for _ in range(low - people):
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
    n: int, teams: int | Sequence[str] | Teams | None, size: int | None, prefix: str
) -> Teams:
    """Return the teams that are asked for: their number, names, `Teams`, or about their size."""
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
