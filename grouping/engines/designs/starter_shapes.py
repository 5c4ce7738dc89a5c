"""Which symmetries a starter may have, for a cell of the table."""

from __future__ import annotations

from collections.abc import Iterator

from grouping.engines.designs.point_symmetry import Symmetry

MOST_POINTS = 400  # tables of orbits grow with the square


def shapes(groups: int, size: int, above: int, limit: int) -> list[Symmetry]:
    """Return symmetries that give more than `above` and at most `limit` rounds.

    Those with few base blocks come first: their searches are small.
    """
    if groups * size > MOST_POINTS:
        return []
    found = [
        symmetry
        for symmetry in _plain(groups, size)
        if above < symmetry.rounds <= limit and symmetry.order > 2
    ]
    found += [turned for symmetry in found for turned in _turned(symmetry)]
    return sorted(found, key=lambda symmetry: (_blocks(symmetry, groups), -symmetry.rounds))


def _blocks(symmetry: Symmetry, groups: int) -> float:
    """Return about how many base blocks a search has to place."""
    turns = 1 if symmetry.multiplier == 1 and not symmetry.turn else 3
    return (symmetry.base * groups / symmetry.fibre + symmetry.still) / turns


def _plain(groups: int, size: int) -> Iterator[Symmetry]:
    """Yield symmetries without multiplier for groups * size points."""
    for fibre in (fibre for fibre in range(1, groups) if groups % fibre == 0):
        line = groups * size // fibre
        # two fixed points of one block would meet in every round
        for fixed in range(groups // fibre + 1):
            for copies in range(1, min(line - fixed, 2 * size) + 1):
                order, rest = divmod(line - fixed, copies)
                if rest or order < 3:
                    continue
                for base in range(1, 2 * groups // order + 2):
                    yield Symmetry((order,), copies, fixed, fibre, base=base)
                    if copies == size and fixed == 0:
                        for still in range(1, order):
                            yield Symmetry((order,), copies, 0, fibre, base=base, still=still)
                    if copies == size == fixed and fibre == 1:
                        yield Symmetry((order,), copies, fixed, base=base, still=1)


def _turned(symmetry: Symmetry) -> Iterator[Symmetry]:
    """Yield the same with a multiplier of order three that turns three copies, or none."""
    order = symmetry.order
    if symmetry.fibre > 1 or symmetry.base > 1 or symmetry.still % 3 == 2:
        return
    cubes = [k for k in range(2, order) if k**3 % order == 1 and (k - 1) % order]
    rest = tuple(range(3, symmetry.copies))
    for k in cubes[:1]:
        for turn in ((), (1, 2, 0, *rest) if symmetry.copies >= 3 else ()):
            for turn_fixed in ((), (1, 2, 0, *range(3, symmetry.fixed))):
                if turn_fixed and symmetry.fixed < 3:
                    continue
                yield Symmetry(
                    symmetry.moduli,
                    symmetry.copies,
                    symmetry.fixed,
                    1,
                    k,
                    turn,
                    turn_fixed,
                    symmetry.base,
                    symmetry.still,
                )
