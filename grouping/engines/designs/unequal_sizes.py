"""Rotations of teams of unequal size: designs with people taken out or added, and greedy rounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grouping.engines.budget import Budget
from grouping.engines.designs.best_design import design
from grouping.engines.designs.rounds_bound import most_rounds
from grouping.engines.designs.verify import Teams, meetings, repeats
from grouping.errors import InputError
from grouping.language import _

Scores = NDArray[np.float64]

TRIES = 200  # random orders in which people to leave out are gathered


@dataclass(frozen=True, eq=False)
class NearDesign:
    """Rounds of teams of given sizes, not always without repeats: a start for a search.

    Attributes
    ----------
    sizes
        People in each team, the same in every round.
    teams
        Team of each participant in each round, int32, shape (rounds, sum of sizes).
    repeats
        Repeated meetings, counted pair by pair.
    construction
        What it was made from.
    """

    sizes: tuple[int, ...]
    teams: Teams
    repeats: int
    construction: str


def near_design(
    sizes: tuple[int, ...],
    rounds: int,
    *,
    rng: np.random.Generator,
    budget: Budget | None = None,
) -> NearDesign:
    """Return rounds of teams of the given sizes in which few people meet twice.

    A design of equal teams of the largest size loses people who never meet each other in it; so
    sizes s and s - 1 stay free of repeats wherever columns or groups are long enough.  Where it
    cannot be so, teams are mended greedily, and rounds beyond the design are dealt greedily.  With
    sizes s and s - 1, people may also join the teams of a design of size s - 1: what repeats fewer
    meetings is returned.

    Raises
    ------
    InputError
        If there is no team, an empty one, or no round.
    """
    if not sizes or min(sizes) < 1 or rounds < 1:
        raise InputError(
            _("{rounds} rounds of teams of {sizes} are no rotation", rounds=rounds, sizes=sizes)
        )
    groups, size = len(sizes), max(sizes)
    if size == 1:
        alone = np.tile(np.arange(groups, dtype=np.int32), (rounds, 1))
        return NearDesign(sizes, alone, 0, "everyone alone")
    best = _from_base(sizes, size, rounds, rng, budget)
    smallest = min(sizes)
    if best.repeats and 2 <= smallest == size - 1:
        # one more person in some teams of a design of the smaller size
        other = _from_base(sizes, smallest, rounds, rng, budget)
        best = min(best, other, key=lambda found: found.repeats)
    return best


def _from_base(
    sizes: tuple[int, ...], size: int, rounds: int, rng: np.random.Generator, budget: Budget | None
) -> NearDesign:
    """Return rounds made from a design of teams of one size, the largest or the smallest."""
    groups, people = len(sizes), sum(sizes)
    asked = min(rounds, most_rounds(groups, size))
    base = design(groups, size, asked, rng=rng, budget=budget) or design(groups, size, rng=rng)
    assert base is not None
    start = base.teams[:rounds]
    away = _unmet(start, max(groups * size - people, 0), rng)
    kept = np.delete(start, away, axis=1)
    added = max(people - groups * size, 0)
    kept = np.pad(kept, ((0, 0), (0, added)), constant_values=-1)
    met = np.zeros((people, people), dtype=np.int64)
    teams = []
    for r in range(rounds):
        row = kept[r] if r < len(kept) else np.full(people, -1, dtype=np.int32)
        if added and r < len(kept):
            row = _joined(row, groups, met, rng)
        teams.append(_seated(row, sizes, met, rng))
        met += meetings(teams[-1][None])
    every = np.stack(teams)
    how = base.construction
    if len(away):
        how += f"; people: {len(away)} taken out"
    if added:
        how += f"; people: {added} added"
    if rounds > base.rounds:
        how += f"; {rounds - base.rounds} rounds dealt greedily"
    return NearDesign(sizes, every, repeats(every), how)


def _joined(row: Teams, groups: int, met: np.ndarray, rng: np.random.Generator) -> Teams:
    """Return the round with everyone without a team in another team, of people met least."""
    joined = row.copy()
    free = set(range(groups))
    for person in rng.permutation(np.flatnonzero(row < 0)):
        cost = {g: met[person, row == g].sum() + 0.5 * rng.random() for g in sorted(free)}
        chosen = min(cost, key=lambda g: cost[g])
        joined[person] = chosen
        free.remove(chosen)
    return joined


def _unmet(teams: Teams, count: int, rng: np.random.Generator) -> list[int]:
    """Return `count` people who meet each other as little as a few random tries find."""
    n = teams.shape[1]
    together = meetings(teams)
    best: list[int] = []
    fewest = float("inf")
    for _try in range(TRIES if count else 0):
        seen: Scores = 0.5 * rng.random((n,))  # ties at random
        chosen: list[int] = []
        for _more in range(count):
            seen[np.array(chosen, dtype=np.intp)] = np.inf
            chosen.append(int(np.argmin(seen)))
            seen += together[chosen[-1]]
        inside = float(together[np.ix_(chosen, chosen)].sum())
        if inside < fewest:
            best, fewest = chosen, inside
        if fewest == 0:
            break
    return best


def _seated(row: Teams, sizes: tuple[int, ...], met: np.ndarray, rng: np.random.Generator) -> Teams:
    """Return the round with the right sizes; who must move, or has no team, is dealt greedily."""
    groups = len(sizes)
    there = np.bincount(row[row >= 0], minlength=groups)
    # the fullest team becomes the largest one
    to = np.empty(groups, dtype=np.int32)
    to[np.argsort(-there, kind="stable")] = np.argsort(-np.array(sizes), kind="stable")
    team = np.where(row >= 0, to[row], -1).astype(np.int32)
    for g, size in enumerate(sizes):
        members = np.flatnonzero(team == g)
        if len(members) > size:
            often = met[np.ix_(members, members)].sum(axis=1) + rng.random(len(members))
            team[members[np.argsort(-often)[: len(members) - size]]] = -1
    for person in rng.permutation(np.flatnonzero(team < 0)):
        open_teams = [g for g in range(groups) if np.count_nonzero(team == g) < sizes[g]]
        cost = [met[person, team == g].sum() + 0.5 * rng.random() for g in open_teams]
        team[person] = open_teams[int(np.argmin(cost))]
    return team
