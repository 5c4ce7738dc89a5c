"""Tabu search that parts people who are too near each other, nearer and nearer to what is possible.

Keeping apart all pairs up to a distance is colouring a graph, the teams being the colours: the
search is that of Hertz and de Werra (Computing 39, 1987), with swaps so that sizes stay.  Once
nobody too near shares a team, the distance is raised to that of the nearest two who do.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.best_so_far import keep
from grouping.engines.kernels.jit import CHECKED, inlined, kernel
from grouping.engines.kernels.rng import Bits, draw, lower, upper
from grouping.engines.kernels.state import Index, Ints

# Whoever left a team stays away for a random number of turns, more the more pairs are too near.
SHORTEST, SPREAD, PER_CONFLICT = 1, 10, 0.6
# Moves weighed in a turn, about; partners weighed for one person, if there are more: the next ones
# from a random one on; and of how many in conflict, if there are more.
WEIGHED, WINDOW = 1 << 15, 1 << 12
MOST_LOOKED = 64
# Turns without progress, per person, after which the best so far is shaken; by swaps of a share.
PATIENCE, SHAKEN = 20, 0.2
LAST_TURN = np.int64(2**31 - 2**20)

# Positions in `Near.figures`.
ACTIVE, CONFLICTS, LEAST, TURN, IDLE, CONFLICTED, BEST, EVALUATIONS, FIGURES = range(9)


class Near(NamedTuple):
    """Pairs that may matter, nearest first, and an assignment that keeps some of them apart.

    Attributes
    ----------
    first, second, apart
        Pairs and distances, ascending; int32, int32, int64, shape (pairs,).
    start, mate
        The mates of person i in these pairs, nearest first, are ``mate[start[i]:start[i + 1]]``;
        int64, shape (n + 1,); int32, shape (2 pairs,).
    known
        How many of these are *active*: too near to share a team; int64, shape (n,).
    low, high, size
        Seats and members of each team; int64, shape (T,).
    team, best, kept
        The assignment, the one with the largest distance, the one with the fewest conflicts at the
        present distance; int32, shape (n,).
    count
        How many active mates of person i are on team g; int32, shape (n, T).
    until
        The turn until which person i may not go back to team g; int32, shape (n, T).
    conflicted, place
        Those who share a team with an active mate, and where they stand in that list, -1 for the
        others; int32, shape (n,).
    mark
        Scratch; int32, shape (n,).
    figures
        int64, shape (FIGURES,): active pairs, those of them that share a team, fewest of these at
        this distance, turn, turns without progress, length of `conflicted`, best distance,
        moves weighed.
    bits
        State of the random numbers.
    """

    first: Index
    second: Index
    apart: Ints
    start: Ints
    mate: Index
    known: Ints
    low: Ints
    high: Ints
    size: Ints
    team: Index
    best: Index
    kept: Index
    count: NDArray[np.int32]
    until: NDArray[np.int32]
    conflicted: Index
    place: Index
    mark: Index
    figures: Ints
    bits: Bits


@kernel
def part_the_near(near: Near, steps: int, enough: int) -> int:
    """Run turns until at least `steps` moves have been weighed; return how many.

    It ends sooner once people who share a team are `enough` apart, or no listed pair does.
    """
    figures = near.figures
    before = figures[EVALUATIONS]
    while figures[EVALUATIONS] - before < steps:
        if figures[CONFLICTS] == 0:
            _raise_distance(near)
            if figures[CONFLICTS] == 0 or figures[BEST] >= enough:
                break
        _turn(near)
        if CHECKED:
            assert figures[CONFLICTS] == conflicts_of(near)
        if figures[IDLE] > PATIENCE * len(near.team):
            _shake(near)
    return figures[EVALUATIONS] - before


@kernel
def conflicts_of(near: Near) -> int:
    """Return how many active pairs share a team, counted anew."""
    found = 0
    for k in range(near.figures[ACTIVE]):
        found += near.team[near.first[k]] == near.team[near.second[k]]
    return found


@kernel
def _raise_distance(near: Near) -> None:
    """Note the assignment, and make all pairs active that are no farther apart than it has them.

    If no listed pair shares a team, all become active and no conflict is left.
    """
    figures, apart, pairs = near.figures, near.apart, len(near.apart)
    at = figures[ACTIVE]
    while at < pairs and near.team[near.first[at]] != near.team[near.second[at]]:
        at += 1
    reached = apart[min(at, pairs - 1)]
    if reached > figures[BEST] or at == pairs:
        figures[BEST] = reached
        keep(near.best, near.team)
    while figures[ACTIVE] < pairs and apart[figures[ACTIVE]] <= reached:
        i, j = near.first[figures[ACTIVE]], near.second[figures[ACTIVE]]
        near.known[i] += 1
        near.known[j] += 1
        near.count[i, near.team[j]] += 1
        near.count[j, near.team[i]] += 1
        if near.team[i] == near.team[j]:
            figures[CONFLICTS] += 1
            _note(near, i)
            _note(near, j)
        figures[ACTIVE] += 1
    figures[LEAST] = figures[CONFLICTS]
    figures[IDLE] = 0
    keep(near.kept, near.team)


@inlined
def _note(near: Near, i: int) -> None:
    """Put person i on the list of those in conflict, or take them off it."""
    listed = near.place[i]
    if near.count[i, near.team[i]] > 0:
        if listed < 0:
            near.place[i] = near.figures[CONFLICTED]
            near.conflicted[near.figures[CONFLICTED]] = i
            near.figures[CONFLICTED] += 1
    elif listed >= 0:
        near.figures[CONFLICTED] -= 1
        last = near.conflicted[near.figures[CONFLICTED]]
        near.conflicted[listed] = last
        near.place[last] = listed
        near.place[i] = -1


@kernel
def _move(near: Near, i: int, b: int) -> None:
    """Put person i on team b."""
    a = near.team[i]
    near.figures[CONFLICTS] += near.count[i, b] - near.count[i, a]
    near.team[i] = b
    near.size[a] -= 1
    near.size[b] += 1
    for k in range(near.start[i], near.start[i] + near.known[i]):
        j = near.mate[k]
        near.count[j, a] -= 1
        near.count[j, b] += 1
        if near.team[j] == a or near.team[j] == b:
            _note(near, j)
    _note(near, i)


@kernel
def _turn(near: Near) -> None:
    """Make the best move of some people in conflict that is not forbidden, if there is one."""
    figures, bits = near.figures, near.bits
    best, equal, who, partner, to = np.int64(2**62), 0, -1, -1, -1
    listed = figures[CONFLICTED]
    looked = min(MOST_LOOKED, WEIGHED // min(len(near.team), WINDOW))
    for k in range(min(looked, listed)):
        if listed > looked:
            k = upper(draw(bits), listed)
        i = near.conflicted[k]
        delta, same, mate, team = _best_move(near, i)
        if mate == -2 or delta > best:
            continue
        if delta < best:
            equal = 0
        equal += same
        if upper(draw(bits), equal) < same:
            who, partner, to = i, mate, team
        best = delta
    figures[TURN] += 1
    figures[IDLE] += 1
    if figures[TURN] > LAST_TURN:
        near.until[:] = 0
        figures[TURN] = 1
    if who < 0:
        return
    a, drawn = near.team[who], draw(bits)
    stay = figures[TURN] + SHORTEST + np.int64(PER_CONFLICT * figures[CONFLICTS])
    _move(near, who, to)
    near.until[who, a] = stay + upper(drawn, SPREAD)
    if partner >= 0:
        _move(near, partner, a)
        near.until[partner, to] = stay + lower(drawn, SPREAD)
    if figures[CONFLICTS] < figures[LEAST]:
        figures[LEAST] = figures[CONFLICTS]
        figures[IDLE] = 0
        keep(near.kept, near.team)


@kernel
def _best_move(near: Near, i: int) -> tuple[int, int, int, int]:
    """Return the best change of conflicts by moving i, of how many, the partner and the team.

    The partner is -1 for a move into a free seat, and -2 if every move is forbidden.
    """
    team, count, until, figures = near.team, near.count, near.until, near.figures
    a, turn = team[i], figures[TURN]
    wanted = figures[LEAST] - figures[CONFLICTS]
    for k in range(near.start[i], near.start[i] + near.known[i]):
        near.mark[near.mate[k]] = 1
    best, same, partner, to = np.int64(2**62), 0, -2, -1
    stays = count[i, a]
    people = len(team)
    weighed = min(people, WINDOW)
    j = upper(draw(near.bits), people) - 1 if people > WINDOW else -1
    for _ in range(weighed):
        j = j + 1 if j + 1 < people else 0
        b = team[j]
        if b == a:
            continue
        delta = np.int64(count[i, b]) - stays + count[j, a] - count[j, b] - 2 * near.mark[j]
        if delta > best:
            continue
        if delta >= wanted and (until[i, b] > turn or until[j, a] > turn):
            continue
        same = 1 if delta < best else same + 1
        if upper(draw(near.bits), same) == 0:
            partner, to = j, b
        best = delta
    figures[EVALUATIONS] += weighed
    for k in range(near.start[i], near.start[i] + near.known[i]):
        near.mark[near.mate[k]] = 0
    if near.size[a] > near.low[a]:
        for b in range(len(near.size)):
            delta = np.int64(count[i, b]) - stays
            if b == a or near.size[b] >= near.high[b] or delta > best:
                continue
            if delta >= wanted and until[i, b] > turn:
                continue
            same = 1 if delta < best else same + 1
            if upper(draw(near.bits), same) == 0:
                partner, to = -1, b
            best = delta
    return best, same, partner, to


@kernel
def _shake(near: Near) -> None:
    """Go back to the fewest conflicts and swap some people at random."""
    people, figures = len(near.team), near.figures
    for i in range(people):
        if near.team[i] != near.kept[i]:
            _move(near, i, near.kept[i])
    most = max(2, np.int64(SHAKEN * people))
    for _ in range(1 + upper(draw(near.bits), most)):
        drawn = draw(near.bits)
        i, j = upper(drawn, people), lower(drawn, people)
        a, b = near.team[i], near.team[j]
        if a != b:
            _move(near, i, b)
            _move(near, j, a)
    figures[IDLE] = 0
    near.until[:] = 0
    figures[TURN] = 1
