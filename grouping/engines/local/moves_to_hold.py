"""How far counts are from where must rules hold: in people who come or go, not in violations.

Violations of a rule need not fall on the way to where it holds: three of five are company enough,
none is, and a team with one is worse off (four violations) than one with two (one).  A search that
weighs violations is walled in by that; weighed by the people who have to come or go, every step
on the way counts.  Where nothing is missing both are 0.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from grouping.engines.kernels.stack import Stack
from grouping.terms.arrays import Ints

# Counters whose members add more different amounts than this keep their violations.
MOST_AMOUNTS = 4


def with_own_tables(stack: Stack) -> Stack:
    """Return the stack with must tables that may be changed: others share those of `stack`."""
    packs = stack.packs
    tables, counters = packs.table_must.copy(), packs.counter_must.copy()
    return replace(stack, packs=replace(packs, table_must=tables, counter_must=counters))


def count_moves(stack: Stack) -> None:
    """Let the must tables of `stack` count people who have to come or go."""
    packs = stack.packs
    for p in range(len(packs.base)):
        ones = {int(b): np.array([1]) for b in np.unique(packs.base[p])}
        _rewrite(packs.table_must[p], ones)
        amounts: dict[int, Ints] = {}
        for c in range(packs.counter_base.shape[2]):
            here = packs.counter_amount[p][packs.counter[p] == c]
            for b in np.unique(packs.counter_base[p][:, c]):
                amounts[int(b)] = np.unique(here[here > 0])
        _rewrite(packs.counter_must[p], amounts)


def _rewrite(tables: Ints, amounts: dict[int, Ints]) -> None:
    """Rewrite the tables that begin at the keys of `amounts`, by what their members add."""
    starts = sorted(b for b in amounts if b > 1)  # 1 is the empty table of who counts nowhere
    for k, begin in enumerate(starts):
        # each is padded by one entry at both ends
        end = starts[k + 1] - 2 if k + 1 < len(starts) else len(tables) - 1
        inside = tables[begin:end]
        if inside.any() and not inside.all() and 0 < len(amounts[begin]) <= MOST_AMOUNTS:
            tables[begin:end] = moves_to_hold(inside, amounts[begin])


def moves_to_hold(table: Ints, amounts: Ints) -> Ints:
    """Return how many people have to come or go before a counter costs nothing.

    Parameters
    ----------
    table
        Violations by the counter's value from 0 on, somewhere 0; int64.
    amounts
        The different amounts that members add to it, all above 0; int64.

    Returns
    -------
    Ints
        Shape of `table`; 0 where it is 0.  What no moves lead out of keeps its violations.
    """
    moves = np.where(table == 0, 0, -1)
    step = 0
    while (moves == step).any():
        edge = np.flatnonzero(moves == step)
        near = np.concatenate([edge + a for a in amounts] + [edge - a for a in amounts])
        near = near[(near >= 0) & (near < len(table))]
        step += 1
        moves[near[moves[near] < 0]] = step
    return np.where(moves < 0, table, moves)
