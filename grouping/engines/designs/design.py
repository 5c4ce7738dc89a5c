"""A rotation in which nobody meets twice, verified when it is made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.engines.designs.verify import Teams, repeats


class ConstructionError(RuntimeError):
    """A construction gave something that is no rotation: a mistake of ours, not of the input."""


@dataclass(frozen=True, eq=False)
class Design:
    """Rounds of teams of equal size in which no two participants meet twice.

    Attributes
    ----------
    groups, size
        Teams in each round and people in each team.
    teams
        Team of each participant in each round, int32, shape (rounds, groups * size).
    construction
        Name and source of the construction.
    column_rounds
        So many rounds at the start are *transversal*: participant x + groups * j stands in column
        j, and every team of these rounds has exactly one participant of each column.  So columns
        can carry hosts or strata.  0 if the design has no columns.

    Raises
    ------
    ConstructionError
        If a team has another size, two people meet twice, or a column is broken.
    """

    groups: int
    size: int
    teams: Teams
    construction: str
    column_rounds: int = 0

    def __post_init__(self) -> None:
        people = self.groups * self.size
        if self.teams.ndim != 2 or self.teams.shape[1] != people or not len(self.teams):
            raise ConstructionError(f"{self.construction}: shape {self.teams.shape}")
        for row in self.teams:
            if row.min() < 0 or (np.bincount(row, minlength=self.groups) != self.size).any():
                raise ConstructionError(f"{self.construction}: a team has not {self.size} people")
        if again := repeats(self.teams):
            raise ConstructionError(f"{self.construction}: {again} repeated meetings")
        columns = self.teams[: self.column_rounds].reshape(-1, self.size, self.groups)
        if (np.sort(columns, axis=2) != np.arange(self.groups)).any():
            raise ConstructionError(f"{self.construction}: a team without one person per column")

    @property
    def rounds(self) -> int:
        """Number of rounds."""
        return len(self.teams)

    @property
    def column(self) -> Teams | None:
        """Column of each participant, shape (groups * size,), or None without columns."""
        if not self.column_rounds:
            return None
        return (np.arange(self.groups * self.size) // self.groups).astype(np.int32)

    def first(self, rounds: int) -> Design:
        """Return the design of its first rounds."""
        return Design(
            self.groups,
            self.size,
            self.teams[:rounds],
            self.construction,
            min(self.column_rounds, rounds),
        )
