"""A start by dealing: people are sorted by what they count for and dealt to teams like cards."""

from __future__ import annotations

import numpy as np

from grouping.terms.arrays import Index, Ints


def dealt(tag: Index, amount: Ints, seats: Ints, rng: np.random.Generator) -> Index:
    """Return the team of each participant, every team full; int32, shape (n,).

    Sorted by one column after the other, people of every value of the first are dealt to all teams
    in turn, so each team gets its share of it but for rounding, and nearly so of the next ones;
    within equals, sums are dealt to and fro.

    Parameters
    ----------
    tag
        What each counts for, a column per slot; shape (n, C).
    amount
        What each adds to the sums; shape (n, S).
    seats
        People in each team; int64, shape (T,), with sum n.
    rng
        Says which team has the first turn.
    """
    n, teams = len(tag), len(seats)
    scale = np.maximum(amount.std(axis=0), 1e-9)
    total = (amount / scale).sum(axis=1)
    # the last key is the first to sort by
    order = np.lexsort((total, *(tag[:, c] for c in reversed(range(tag.shape[1])))))
    turns = rng.permutation(teams).astype(np.int32)
    team = np.empty(n, dtype=np.int32)
    # a seat of every team that has one left is a round; odd rounds go backwards
    done = 0
    for level in range(int(seats.max())):
        open_teams = turns[seats[turns] > level]
        dealt_now = order[done : done + len(open_teams)]
        team[dealt_now] = open_teams if level % 2 == 0 else open_teams[::-1]
        done += len(open_teams)
    return team
