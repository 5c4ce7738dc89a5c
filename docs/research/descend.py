"""All descents under one name, and a search that disturbs a solution and descends again."""

from __future__ import annotations

import numpy as np
from board import CLOCK, WEIGHED, Board, Ints, exchange
from by_pairs import best_of_pairs, first_of_pairs
from by_rows import rows
from by_teams import best_of_teams, first_of_teams

from grouping.engines.kernels.jit import kernel
from grouping.engines.kernels.rng import Bits, draw, lower, upper

WAYS = (
    "first, all pairs",
    "best, all pairs",
    "best and second, all pairs",
    "best 16, all pairs",
    "first, changed teams",
    "first, changed teams, bounds",
    "best, changed teams",
    "best, changed teams, bounds",
    "passes, all people",
    "passes, changed teams",
)
FASTEST = WAYS.index("passes, changed teams")
# Numbers of swaps remembered by the ways from the second on.
KEPT = (1, 2, 16)


@kernel
def descend(way: int, board: Board, room: Ints) -> int:
    """Make swaps until none is better; return the change of the cost.  `room` has shape (16, 3)."""
    if way == 0:
        return first_of_pairs(board)
    if way <= 3:
        return best_of_pairs(board, room[: KEPT[way - 1]])
    if way <= 5:
        return first_of_teams(board, way == 5)
    if way <= 7:
        return best_of_teams(board, way == 7)
    return rows(board, way == 9)


@kernel
def disturb(board: Board, swaps: int, bits: Bits) -> int:
    """Let so many random people of different teams change places; return the change of the cost."""
    cost, team, gain = board.cost, board.team, board.gain
    total, left = 0, swaps
    while left:
        drawn = draw(bits)
        i, j = upper(drawn, len(cost)), lower(drawn, len(cost))
        a, b = team[i], team[j]
        if a != b:
            total += gain[b, i] - gain[a, i] + gain[a, j] - gain[b, j] - 2 * cost[i, j]
            exchange(board, i, j, a, b)
            left -= 1
    return total


@kernel
def copy(source: Board, target: Board) -> None:
    """Copy what swaps change."""
    target.team[:] = source.team
    target.gain[:] = source.gain
    target.own[:] = source.own
    target.members[:] = source.members
    target.seat[:] = source.seat
    target.changed[:] = source.changed
    target.scanned[:] = source.scanned
    target.passed[:] = source.passed
    target.kept[:] = source.kept
    target.counts[CLOCK] = source.counts[CLOCK]


@kernel
def iterate(
    way: int,
    board: Board,
    here: Board,
    best: Board,
    figures: Ints,
    bits: Bits,
    room: Ints,
    rounds: int,
    weak: int,
    strong: int,
    patience: int,
) -> None:
    """Disturb and descend: the iterated search of the literature, a part of it.

    A weak disturbance of the solution it is at, which the result replaces if it is no worse; after
    `patience` in a row that found nothing better, a strong one, which always does.  As in the
    iterated maxima search of Lai and Hao, EJOR 254 (2016), and those after it.

    Parameters
    ----------
    way
        Position in WAYS; -1 only disturbs, to tell what that costs.
    board, here, best
        To work on; the solution it is at, a local optimum; the best so far.
    figures
        Costs of `here` and `best`, and rounds in a row that found nothing better; shape (3,).
    room
        See `descend`.
    weak, strong
        Random swaps of each disturbance.
    patience
        0: every round begins where the first did.
    """
    for _ in range(rounds):
        strongly = patience > 0 and figures[2] >= patience
        value = figures[0] + disturb(board, strong if strongly else weak, bits)
        if way >= 0:
            value += descend(way, board, room)
        if patience > 0 and (strongly or value <= figures[0]):
            figures[2] = 0 if strongly or value < figures[0] else figures[2] + 1
            figures[0] = value
            copy(board, here)
            if value < figures[1]:
                figures[1] = value
                copy(board, best)
        else:
            figures[2] += 1
            copy(here, board)


def copied(board: Board) -> Board:
    """Return a board with arrays of its own."""
    return Board(*(array.copy() for array in board))


def room() -> Ints:
    """Return room for `descend`."""
    return np.zeros((max(KEPT), 3), dtype=np.int64)


def weighed(board: Board) -> int:
    """Return how many swaps were weighed so far."""
    return int(board.counts[WEIGHED])
