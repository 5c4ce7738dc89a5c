"""Descents that look through all pairs of people."""

from __future__ import annotations

import numpy as np
from board import WEIGHED, Board, Ints, exchange

from grouping.engines.kernels.jit import kernel


@kernel
def first_of_pairs(board: Board) -> int:
    """Make any better swap that comes, until there is none; return the change of the cost."""
    cost, team, gain, order = board.cost, board.team, board.gain, board.order
    people = len(cost)
    pairs, since, total, weighed = people * (people - 1) // 2, 0, 0, 0
    while True:
        for p in range(people):
            i = order[p]
            for q in range(p + 1, people):
                j = order[q]
                a, b = team[i], team[j]
                since += 1
                if a != b:
                    weighed += 1
                    change = gain[b, i] - gain[a, i] + gain[a, j] - gain[b, j] - 2 * cost[i, j]
                    if change < 0:
                        exchange(board, i, j, a, b)
                        total += change
                        since = 0
                if since > pairs:
                    board.counts[WEIGHED] += weighed
                    return total


@kernel
def best_of_pairs(board: Board, list_: Ints) -> int:
    """Make the best of all swaps, then those remembered that still make it better; and again.

    Parameters
    ----------
    list_
        Room for the swaps remembered (change, i, j), shape (K, 3): K = 1 is the best alone.
    """
    cost, team, gain = board.cost, board.team, board.gain
    people, keep, total, weighed = len(cost), len(list_), 0, 0
    while True:
        list_[:, 0] = 0
        worst = 0
        for i in range(people):
            a = team[i]
            for j in range(i + 1, people):
                b = team[j]
                if a == b:
                    continue
                weighed += 1
                change = gain[b, i] - gain[a, i] + gain[a, j] - gain[b, j] - 2 * cost[i, j]
                if change < worst:
                    k = keep - 1
                    while k > 0 and list_[k - 1, 0] > change:
                        list_[k] = list_[k - 1]
                        k -= 1
                    list_[k, 0], list_[k, 1], list_[k, 2] = change, i, j
                    worst = list_[keep - 1, 0]
        if list_[0, 0] == 0:
            board.counts[WEIGHED] += weighed
            return total
        for k in range(keep):
            i, j = np.int32(list_[k, 1]), np.int32(list_[k, 2])
            a, b = team[i], team[j]
            if list_[k, 0] < 0 and a != b:
                change = gain[b, i] - gain[a, i] + gain[a, j] - gain[b, j] - 2 * cost[i, j]
                if change < 0:
                    exchange(board, i, j, a, b)
                    total += change
