"""Base rounds that some translations map to themselves: resolvable group divisible designs.

Points are copies of an abelian group.  A base round that a subgroup maps to itself is unfolded
into as many rounds as the subgroup has cosets, so a large group leaves few choices.  Eight teams
of four in ten rounds (a 4-RGDD of type 2^16) come from Z4 x Z4: one base round gives eight rounds,
the other two.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from grouping.engines.designs.point_symmetry import Points, Symmetry
from grouping.engines.designs.verify import Teams

Block = tuple[int, ...]
Round = tuple[Block, ...]

MODULI = (4, 4)
STABILIZERS = ((0, 2), (0, 1, 2, 3, 8, 9, 10, 11))
# what search_rounds(Symmetry(MODULI, 2), 4, STABILIZERS, ...) finds with seed 0
BASE = (
    "0 12 15 20, 2 13 14 22, 1 7 16 29, 3 5 18 31, 4 11 21 27, 6 9 23 25, 8 19 26 30, 10 17 24 28",
    "0 10 21 31, 1 11 22 28, 2 8 23 29, 3 9 20 30, 4 6 13 15, 5 7 12 14, 16 17 18 19, 24 25 26 27",
)


def type_two_sixteen(groups: int, size: int) -> Teams | None:
    """Return ten rounds of eight teams of four; None for other shapes."""
    if (groups, size) != (8, 4):
        return None
    return unfold_rounds(Symmetry(MODULI, 2), shipped())


def shipped() -> tuple[Round, ...]:
    """Return the base rounds of `type_two_sixteen`."""
    return tuple(tuple(tuple(map(int, b.split())) for b in one.split(",")) for one in BASE)


def unfold_rounds(symmetry: Symmetry, base: tuple[Round, ...]) -> Teams:
    """Return the different images of base rounds under the translations, shape (rounds, points)."""
    found: dict[bytes, Points] = {}
    for one in base:
        for move in symmetry.translations:
            team = np.empty(symmetry.points, dtype=np.int32)
            for number, block in enumerate(one):
                team[move[list(block)]] = number
            # teams are numbered by their first points, so that equal rounds look equal
            first = np.unique(team, return_index=True)[1]
            row = np.argsort(np.argsort(first)).astype(np.int32)[team]
            found.setdefault(row.tobytes(), row)
    return np.stack(list(found.values()))


@dataclass(frozen=True)
class _Choice:
    """Blocks of a round that a subgroup permutes; points and orbits of pairs as bits."""

    blocks: Round
    points: int
    pairs: int


def search_rounds(
    symmetry: Symmetry,
    size: int,
    stabilizers: tuple[tuple[int, ...], ...],
    *,
    rng: np.random.Generator,
    nodes: int,
) -> tuple[Round, ...] | None:
    """Search one base round for each subgroup, by backtracking.

    Parameters
    ----------
    symmetry
        Points and translations; neither fixed points nor fibres are used.
    size
        People in a team.
    stabilizers
        Numbers of the translations that map each base round to itself: subgroups.
    rng
        Shuffles the choices.
    nodes
        Choices tried before giving up.

    Returns
    -------
    Blocks of each base round, None if none were found within the nodes.
    """
    levels = []
    for stabilizer in stabilizers:
        choices = _choices(symmetry, size, stabilizer)
        order = rng.permutation(len(choices))
        by_least: list[list[_Choice]] = [[] for _ in range(symmetry.points)]
        for choice in (choices[k] for k in order):
            by_least[(choice.points & -choice.points).bit_length() - 1].append(choice)
        levels.append(by_least)
    every = (1 << symmetry.points) - 1
    rounds: list[list[_Choice]] = [[] for _ in levels]
    left = nodes

    def extend(level: int, covered: int, used: int) -> bool:
        nonlocal left
        if covered == every:
            level, covered = level + 1, 0
        if level == len(levels):
            return True
        least = (~covered & (covered + 1)).bit_length() - 1
        for choice in levels[level][least]:
            if choice.points & covered or choice.pairs & used:
                continue
            left -= 1
            rounds[level].append(choice)
            if extend(level, covered | choice.points, used | choice.pairs):
                return True
            rounds[level].pop()
            if left < 0:
                return False
        return False

    if not extend(0, 0, 0):
        return None
    return tuple(tuple(b for choice in one for b in choice.blocks) for one in rounds)


def _choices(symmetry: Symmetry, size: int, stabilizer: tuple[int, ...]) -> list[_Choice]:
    """Return the orbits of disjoint blocks under a subgroup that use no orbit of pairs twice."""
    orbit, sizes = symmetry.orbits
    moves = symmetry.translations[list(stabilizer)]
    cosets = symmetry.order // len(stabilizer)
    blocks = np.array(list(combinations(range(symmetry.points), size)), dtype=np.int32)
    images = np.sort(moves[:, blocks], axis=2)
    code = images @ symmetry.points ** np.arange(size)[::-1]
    found = []
    for k in np.flatnonzero(code[0] == code.min(axis=0)):
        alike = {tuple(block) for block in images[:, k].tolist()}
        points = {point for block in alike for point in block}
        if len(points) != size * len(alike):
            continue
        pairs = [int(orbit[x, y]) for x, y in combinations(blocks[k].tolist(), 2)]
        # every pair of an orbit is met as often: the blocks of all rounds, over its pairs
        if all(pairs.count(o) * len(alike) * cosets <= sizes[o] for o in pairs):
            bits = sum(1 << o for o in set(pairs))
            found.append(_Choice(tuple(sorted(alike)), sum(1 << x for x in points), bits))
    return found
