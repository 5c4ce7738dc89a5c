"""Counting how often people meet: what every rotation is judged by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _

Teams = NDArray[np.int32]


def meetings(teams: Teams) -> NDArray[np.int64]:
    """Return how often each pair meets.

    Parameters
    ----------
    teams
        Team of each participant in each round, shape (rounds, n); a negative team is an absence.

    Returns
    -------
    int64, shape (n, n), symmetric, with zeros on the diagonal.
    """
    n = teams.shape[1]
    met = np.zeros((n, n), dtype=np.int64)
    for row in teams:
        met += (row[:, None] == row[None, :]) & (row >= 0)[:, None]
    np.fill_diagonal(met, 0)
    return met


def repeats(teams: Teams) -> int:
    """Return the number of repeated meetings: over pairs, the meetings beyond the first."""
    return int(np.maximum(meetings(teams) - 1, 0).sum()) // 2


def check_shape(groups: int, size: int) -> None:
    """Raise InputError unless there are groups of at least two people."""
    if groups < 1 or size < 2:
        raise InputError(
            _("{teams} teams of {size} are no rotation", teams=groups, size=size),
            hint=_("give at least one team and at least two people in a team"),
        )
