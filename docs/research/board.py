"""The assignment on which these programs descend: rows of sums, and lists of members."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.distance_rows import WIDTH, Costs, count_rows, swap_rows
from grouping.engines.kernels.jit import inlined
from grouping.engines.local.sizes import Sizes
from grouping.files.instances.instance import Distances

Ints = NDArray[np.int64]

# Positions in `counts`.
WEIGHED, SWAPPED, CLOCK = range(3)


class Board(NamedTuple):
    """Arrays; n people, N the next multiple of `WIDTH`, T teams; see `kernels.distance_rows`.

    Attributes
    ----------
    cost, team, gain, own, mean, size
        Shapes (n, N), (N,), (T, N), (N,), (T,), (T,).
    members, seat
        People of each team in no order, shape (T, most), and the place of each there, shape (n,).
    changed
        When each team changed last, by the clock in `counts`; shape (T,).
    scanned, passed
        When pairs of teams, shape (T, T), and people, shape (n,), were last looked through.
    kept
        Best swap of each pair of teams (change, i, j), shape (T, T, 3).
    order
        People in the order of scans, shape (n,).
    counts
        See WEIGHED, SWAPPED, CLOCK.
    most
        The most that a pair costs, shape (1,).
    mine, below
        Room for a pass, shape (T + 1,); thresholds that let better swaps pass alone, shape (N,).
    """

    cost: Costs
    team: Costs
    gain: Costs
    own: Costs
    mean: Costs
    size: Costs
    members: Costs
    seat: Costs
    changed: Ints
    scanned: Ints
    passed: Ints
    kept: Ints
    order: Costs
    counts: Ints
    most: Costs
    mine: Costs
    below: Costs


def random_board(made: Distances, rng: np.random.Generator) -> Board:
    """Return people placed at random, in the sizes that the search begins with."""
    people, teams = len(made.scaled), len(made.low)
    padded = -(-people // WIDTH) * WIDTH
    cost = np.zeros((people, padded), dtype=np.int32)
    cost[:, :people] = -made.scaled
    sizes = Sizes(people, made.low, made.high, 1).draw(rng)
    board = Board(
        cost=cost,
        team=np.full(padded, teams, dtype=np.int32),
        gain=np.zeros((teams, padded), dtype=np.int32),
        own=np.zeros(padded, dtype=np.int32),
        mean=np.zeros(teams, dtype=np.int32),
        size=np.zeros(teams, dtype=np.int32),
        members=np.zeros((teams, int(made.high.max())), dtype=np.int32),
        seat=np.zeros(people, dtype=np.int32),
        changed=np.zeros(teams, dtype=np.int64),
        scanned=np.zeros((teams, teams), dtype=np.int64),
        passed=np.zeros(people, dtype=np.int64),
        kept=np.zeros((teams, teams, 3), dtype=np.int64),
        order=rng.permutation(people).astype(np.int32),
        counts=np.zeros(3, dtype=np.int64),
        most=np.array([cost[np.triu_indices(people, 1)].max()], dtype=np.int32),
        mine=np.zeros(teams + 1, dtype=np.int32),
        below=np.full(padded, -1, dtype=np.int32),
    )
    place(board, rng.permutation(np.repeat(np.arange(teams), sizes)))
    return board


def place(board: Board, team: NDArray[np.integer]) -> int:
    """Seat people as `team` says, shape (n,), everything to be looked through; return the cost."""
    board.team[: len(team)] = team
    value = count_rows(board.cost, board.team, board.gain, board.own, board.mean, board.size)
    for g in range(len(board.size)):
        here = np.flatnonzero(team == g)
        board.members[g, : len(here)] = here
        board.seat[here] = np.arange(len(here))
    board.counts[CLOCK] += 1
    board.changed[:] = board.counts[CLOCK]
    return int(value)


def least_change(board: Board) -> int:
    """Return what the best of all swaps would change: the slow twin of every scan."""
    people = len(board.cost)
    team, gain = board.team[:people], board.gain[:, :people].astype(np.int64)
    there = gain[team]  # there[j, i]: sum of i on the team of j
    here = np.diagonal(there)
    change = there + there.T - here[:, None] - here[None, :] - 2 * board.cost[:, :people]
    return int(np.where(team[:, None] == team[None, :], 1, change).min())


@inlined
def exchange(board: Board, i: int, j: int, a: int, b: int) -> None:
    """Let i (on a) and j (on b) change places, in everything that a board has."""
    swap_rows(board.cost, board.team, board.gain, board.own, board.mean, i, j, a, b)
    p, q = board.seat[i], board.seat[j]
    board.members[a, p], board.members[b, q] = j, i
    board.seat[i], board.seat[j] = q, p
    board.counts[SWAPPED] += 1
    board.counts[CLOCK] += 1
    board.changed[a] = board.changed[b] = board.counts[CLOCK]
