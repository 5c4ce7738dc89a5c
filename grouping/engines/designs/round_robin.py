"""Pairs: the round robin."""

from __future__ import annotations

import numpy as np

from grouping.engines.designs.verify import Teams


def round_robin(groups: int) -> Teams:
    """Return 2 groups - 1 rounds of pairs by the circle method (Kirkman 1847).

    The last participant stays, the others turn by one place in each round.
    """
    turning = 2 * groups - 1
    seat = np.arange(turning)
    teams = np.zeros((turning, 2 * groups), dtype=np.int32)
    for r in range(turning):
        place = (seat - r) % turning
        teams[r, :turning] = np.minimum(place, turning - place)
    return teams
