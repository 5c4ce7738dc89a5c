"""A rotation built by algebra as the start of a search: people take its seats.

The design says who meets whom, seat by seat; which participant takes which seat is open.  Changing
whole seats keeps the meetings as they are and mends everything else.
"""

from __future__ import annotations

import numpy as np

from grouping.engines.designs import near_design
from grouping.terms.arrays import Index
from grouping.terms.cross_round import Meetings
from grouping.terms.rounds import Joint

# More people than this are not worth the table of all pairs.
MOST_PEOPLE = 2_000


def design_start(joint: Joint, *, rng: np.random.Generator) -> Index | None:
    """Return an assignment with as few repeated meetings as algebra knows, int32, (rounds, n).

    None if meetings do not matter, or people or sizes are not the same in every round.

    Parameters
    ----------
    joint
        The problem.
    rng
        Which participant takes which seat.
    """
    part = joint.parts[0]
    same = all(p is part for p in joint.parts) and part.terms.n == joint.n <= MOST_PEOPLE
    fixed = bool((part.terms.low == part.terms.high).all())
    meet = any(isinstance(term, Meetings) for rule in joint.rules for term in rule.across)
    if not (same and fixed and meet and joint.rounds > 1):
        return None
    sizes = tuple(int(size) for size in part.terms.low)
    if min(sizes) < 1:
        return None
    near = near_design(sizes, joint.rounds, rng=rng)
    seats = np.empty_like(near.teams)
    seats[:, rng.permutation(joint.n)] = near.teams
    return np.ascontiguousarray(part.teams[seats], dtype=np.int32)
