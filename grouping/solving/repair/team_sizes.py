"""Which sizes teams may have when people drop out or come late."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.problem.teams import Teams
from grouping.terms.arrays import Ints


def seats_after(
    teams: Teams, sizes: Ints, left: Ints, new: int, closed: NDArray[np.bool_]
) -> Teams:
    """Return the teams with seats for those who are left and those who are new.

    Everybody who is left may stay, whatever became of the size; beyond that a team may be as small
    or as large as the plan says, or as an even share of the people makes a team of its kind.

    Parameters
    ----------
    teams
        The teams of one round by the plan.
    sizes, left
        How many people each had, and how many of these are left; int64, shape (teams,).
    new
        How many people come in addition.
    closed
        Teams that stay as they are; bool, shape (teams,).

    Returns
    -------
    Teams
        Shares refer to the sizes held before, made smaller from the largest on, or larger from the
        smallest on; of equal ones, those that have lost most stay smallest.
    """
    intended = np.where(closed, left, sizes).astype(np.int64)
    free = np.flatnonzero(~closed)
    over = int(intended.sum() - left.sum()) - new
    holes = sizes - left
    for _ in range(abs(over) if len(free) else 0):
        if over > 0:
            g = max(free, key=lambda g: (intended[g], holes[g] - (sizes[g] - intended[g])))
            intended[g] -= 1
        else:
            g = min(free, key=lambda g: (intended[g], -holes[g]))
            intended[g] += 1
    low, high = left.copy(), left.copy()
    for g in free:
        alike = free[(teams.low[free] == teams.low[g]) & (teams.high[free] == teams.high[g])]
        low[g] = min(teams.low[g], left[g], intended[alike].min())
        high[g] = max(teams.high[g], left[g], intended[alike].max())
    whole = int(intended.sum()) == int(left.sum()) + new
    return Teams(teams.names, low, np.maximum(high, 1), intended if whole else None)
