"""The flat form of a problem (`Pack`) and of a search over it (`State`), as kernels take them.

n participants, T teams, C slots, K tags, S sums, G general counters, M rows of places, R rounds.

Every round has a pack and a state of its own shape; `stack` lays those of all rounds out behind
each other, with a leading axis more, and `rounds` takes one out.  What spans the rounds (meetings
and visits) is in every state, the same arrays each time.

A *tag* is a counter to which each of its members adds one.  Counters without a common member share
a *slot*, so a participant has one tag per slot, tag 0 if none: the list of what a participant
counts for is short and has the same length for all, and a tag that both partners of a swap have
cancels.  The cost of a step of a counter up or down is kept per team and tag in `margin`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grouping.engines.compiled.tables import Table, array
from grouping.engines.kernels.jit import inlined

Ints = NDArray[np.int64]
Index = NDArray[np.int32]
Codes = NDArray[np.int16]

# Positions in State.figures
MUST, SOFT, BEST_MUST, BEST_SOFT, EVALUATIONS, ACCEPTED, LOGGED, LOGGED_BEST = range(8)
FIGURES = 8
# Signs of steps, and no participant or team, as integers of one type: a bare -1 would be compiled
# for by itself wherever it is handed on.
LESS, MORE, NOBODY = np.int64(-1), np.int64(1), np.int64(-1)
# Parts of a leg that are counted apart.
BUCKETS = 32
# Entries of State.log.
LOG = 4096


@dataclass(frozen=True, eq=False)
class Pack(Table):
    """What does not change during a search."""

    counts = ("free",)

    low: Ints = array(np.int64, 1)
    """Fewest people, shape (T,)."""
    high: Ints = array(np.int64, 1)
    """Most people, shape (T,)."""
    free: Index = array(np.int32, 1)
    """Participants that may move, ascending."""
    tag: Index = array(np.int32, 2)
    """Tag in each slot, shape (n, C)."""
    base: Ints = array(np.int64, 2)
    """Where the table of a team and tag begins in `table_soft` and `table_must`, shape (T, K)."""
    table_soft: Ints = array(np.int64, 1)
    table_must: Ints = array(np.int64, 1)
    amount: Ints = array(np.int64, 2)
    """What a participant adds to each sum, shape (n, S)."""
    target: Ints = array(np.int64, 2)
    slack: Ints = array(np.int64, 2)
    square_soft: Ints = array(np.int64, 2)
    square_must: Ints = array(np.int64, 2)
    """Per team and sum, shape (T, S)."""
    place_row: Index = array(np.int32, 1)
    """Row of the places, shape (n,); row 0 costs nothing."""
    place_soft: Ints = array(np.int64, 2)
    place_must: Ints = array(np.int64, 2)
    """shape (M, T)."""
    kin: Index = array(np.int32, 1)
    """Class of those that may move and count for the same, -1 if alone in it, shape (n,)."""
    kin_start: Ints = array(np.int64, 1)
    """Members of class c are kin_start[c] .. kin_start[c + 1] of the next."""
    kin_member: Index = array(np.int32, 1)
    linked: NDArray[np.bool_] = array(np.bool_, 1)
    """Who has listed pairs or general counters, shape (n,)."""
    counter_start: Ints = array(np.int64, 1)
    """Participant i's counters are counter_start[i] .. counter_start[i + 1] of the next two."""
    counter: Index = array(np.int32, 1, of="rare")
    counter_amount: Ints = array(np.int64, 1, of="rare")
    counter_base: Ints = array(np.int64, 2, of="rare")
    """shape (T, G)."""
    counter_soft: Ints = array(np.int64, 1)
    counter_must: Ints = array(np.int64, 1)
    pair_start: Ints = array(np.int64, 1)
    """Participant i's pairs are pair_start[i] .. pair_start[i + 1] of the next three."""
    pair_other: Index = array(np.int32, 1, of="rare")
    pair_soft: Ints = array(np.int64, 1, of="rare")
    pair_must: Ints = array(np.int64, 1, of="rare")
    constant: Ints = array(np.int64, 1)
    """(must, soft) cost that every assignment has, shape (2,)."""
    distance: Ints = array(np.int64, 2, of="pairs")
    """Soft cost of every pair, shape (n, n), or (0, 0) if there is none."""
    meet_soft: Ints = array(np.int64, 1, shared=True)
    meet_must: Ints = array(np.int64, 1, shared=True)
    """Cost of a pair by its meeting code: kind x (R + 1) + meetings; empty if there is none."""
    visit_row: Index = array(np.int32, 1, shared=True, of="rounds")
    """Row of the visits, shape (n,); row 0 costs nothing; empty if there is none."""
    visit_soft: Ints = array(np.int64, 2, shared=True, of="rounds")
    visit_must: Ints = array(np.int64, 2, shared=True, of="rounds")
    """Cost of a team visited so many times, shape (rows, R + 1)."""
    across: Ints = array(np.int64, 1, shared=True)
    """(must, soft) cost that every assignment has by what spans the rounds, shape (2,)."""
    meet_label: Index = array(np.int32, 1, shared=True, of="mates")
    """Class of each participant, shape (n,); empty, as are the next six, unless meetings are
    counted without a table of all pairs (see `mates`)."""
    meet_kind: Index = array(np.int32, 2, shared=True, of="mates")
    """Meeting code of pairs of two classes that never meet, shape (classes, classes)."""
    meet_quiet: NDArray[np.bool_] = array(np.bool_, 1, shared=True, of="mates")
    """Whether the first meeting of a pair costs nothing by its classes, shape (1,)."""
    meet_start: Ints = array(np.int64, 1, shared=True, of="mates")
    """Participant i's listed pairs are meet_start[i] .. meet_start[i + 1] of the next two."""
    meet_other: Index = array(np.int32, 1, shared=True, of="mates")
    meet_special: Index = array(np.int32, 1, shared=True, of="mates")
    """Meeting code of the listed pair if it never meets."""
    meet_soft_step: Ints = array(np.int64, 1, shared=True, of="mates")
    meet_must_step: Ints = array(np.int64, 1, shared=True, of="mates")
    """Cost of one meeting more by meeting code; of must empty if there is none."""


@dataclass(frozen=True, eq=False)
class State(Table):
    """What a search changes in place.

    Costs that steer the search are soft + penalty x must ("steering" below).
    """

    team: Index = array(np.int32, 1)
    """Team of each participant, -1 for none yet, shape (n,)."""
    size: Ints = array(np.int64, 1)
    """People in each team, shape (T,)."""
    count: Index = array(np.int32, 2)
    """Value of each tag, shape (T, K)."""
    margin: Ints = array(np.int64, 3)
    """Steering cost of one more and of one less, shape (T, K, 2)."""
    total: Ints = array(np.int64, 2)
    """Sum minus target, shape (T, S)."""
    square: Ints = array(np.int64, 2)
    """Steering coefficients of the sums, shape (T, S)."""
    place: Ints = array(np.int64, 2)
    """Steering costs of the places, shape (M, T)."""
    general: Ints = array(np.int64, 2, of="rare")
    """Value of each general counter, shape (T, G)."""
    gain: Ints = array(np.int64, 2, of="pairs")
    """Steering cost of a participant with a team by distances and meetings, (T, n) or (0, 0)."""
    penalty: Ints = array(np.int64, 1)
    """Penalty of a must violation: [0] for counts, [1 + s] for sum s; shape (1 + S,)."""
    figures: Ints = array(np.int64, 1, shared=True)
    """See MUST, SOFT, ... above; of all rounds together."""
    best: Index = array(np.int32, 1, shared=True)
    """Best assignment so far, shape (R * n,), once the log is applied to it (see `best`)."""
    log: Index = array(np.int32, 2, shared=True)
    """Who (round x n + i) went where since `best` was in step, shape (LOG, 2)."""
    bits: NDArray[np.uint64] = array(np.uint64, 1, shared=True)
    """Random numbers."""
    heat: Ints = array(np.int64, 2, shared=True)
    """Moves weighed, and worsening moves made, by share of the leg; shape (BUCKETS, 2)."""
    number: Ints = array(np.int64, 1)
    """Number of the round, shape (1,)."""
    teams: Index = array(np.int32, 2, shared=True)
    """`team` of all rounds, shape (R, n)."""
    every: Index = array(np.int32, 1, shared=True)
    """The same memory, shape (R * n,)."""
    gains: Ints = array(np.int64, 3, shared=True, of="pairs")
    """`gain` of all rounds, shape (R, T, n) or (R, 0, 0)."""
    code: Codes = array(np.int16, 2, shared=True, of="rounds")
    """Meeting code of every pair, over all rounds, shape (n, n); 1 on the diagonal."""
    rise: Ints = array(np.int64, 1, shared=True)
    """Steering cost of one meeting more by meeting code."""
    visit: Codes = array(np.int16, 2, shared=True, of="rounds")
    """Visits of every participant to every team, shape (n, T)."""
    visit_rise: Ints = array(np.int64, 2, shared=True, of="rounds")
    """Steering cost of one visit more by row and visits, shape (rows, R)."""
    members: Index = array(np.int32, 2, of="mates")
    """Who is on each team, -1 behind the last, shape (T, most seats); this and the next three are
    empty unless meetings are counted without a table of all pairs (see `mates`)."""
    slot: Index = array(np.int32, 1, of="mates")
    """Where each participant stands there, shape (n,)."""
    lists: Index = array(np.int32, 3, shared=True, of="mates")
    """`members` of all rounds, shape (R, T, most seats)."""
    seen: Index = array(np.int32, 2, shared=True, of="mates")
    """Team in each round, shape (n, R); -1 - i for participant i where absent."""


@inlined
def square_cost(coef: int, off: int, slack: int) -> int:
    """Return coef * max(0, |off| - slack)^2."""
    over = abs(off) - slack
    return coef * over * over if over > 0 else 0
