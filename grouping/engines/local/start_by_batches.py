"""A start by sorted batches and linear assignment, in two levels if there are many teams."""

from __future__ import annotations

import math

import numpy as np

from grouping.engines.kernels.batch_assignment import Reals, deal_batches
from grouping.terms.arrays import Index, Ints

# More teams than this are shared out among groups of teams first.
MOST_TEAMS = 128


def dealt_in_batches(places: Reals, seats: Ints) -> Index:
    """Return the team of each participant, every team full, by ABA; int32, shape (n,).

    Parameters
    ----------
    places
        Where everybody is; float64, shape (n, D).
    seats
        People in each team, at least 1; int64, shape (T,), with sum n.
    """
    team = np.zeros(len(places), dtype=np.int32)
    _deal(places, np.arange(len(places), dtype=np.int32), seats, 0, team)
    return team


def _deal(places: Reals, people: Index, seats: Ints, first: int, team: Index) -> None:
    """Put `people` on the teams from `first` on; groups of teams first, if they are many."""
    here = places[people]
    far = ((here - here.mean(axis=0)) ** 2).sum(axis=1)
    order = people[np.argsort(-far, kind="stable")]
    if len(seats) <= MOST_TEAMS:
        deal_batches(places, order, seats, team)
        team[people] += first
        return
    count = min(MOST_TEAMS, math.isqrt(len(seats) - 1) + 1)
    ends = np.linspace(0, len(seats), count + 1).astype(np.int64)
    held = np.add.reduceat(seats, ends[:-1])
    deal_batches(places, order, held, team)
    groups = [people[team[people] == k] for k in range(count)]
    for k, members in enumerate(groups):
        _deal(places, members, seats[ends[k] : ends[k + 1]], first + int(ends[k]), team)
