"""What annealing by visits to two teams has in common: which two, how warm, who sits where."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.best_so_far import log_move
from grouping.engines.kernels.jit import inlined
from grouping.engines.kernels.rng import draw, lower, upper
from grouping.engines.kernels.state import Index, Ints


@inlined
def cooled(visit: int, hot: float, half: float) -> float:
    """Return the temperature of a visit of a leg: hot at first, half of that after `half`, ...

    Falling as 1 / time it is low enough for what was done so far, so that a leg need not end.
    """
    return hot / (1.0 + visit / half)


@inlined
def two_teams(bits: Ints, teams: int) -> tuple[int, int]:
    """Draw two different teams."""
    drawn = draw(bits)
    a = upper(drawn, teams)
    return a, (a + 1 + lower(drawn, teams - 1)) % teams


@inlined
def change_places(
    who: Index, team: Index, figures: Ints, best: Index, log: Index, k: int, m: int, a: int, b: int
) -> None:
    """Let the people on seats k (of a) and m (of b) change places, and log it."""
    i, j = np.int64(who[k]), np.int64(who[m])
    who[k], who[m] = j, i
    team[i], team[j] = b, a
    log_move(figures, best, log, i, b)
    log_move(figures, best, log, j, a)
