"""Base rounds that symmetries unfold into a rotation: starters, by search.

Two people of an orbit meet equally often, so a rotation is free of repeats exactly if no orbit of
pairs is used twice.  The principle is Bose's (Annals of Eugenics 9, 1939); with a fixed point it
gives 1-rotational designs, with a fibre of three the 4-RGDDs of type 3^u, with a multiplier a
search that is smaller by its order.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from grouping.engines.budget import Budget
from grouping.engines.designs.point_symmetry import Points, Symmetry
from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.starter_rounds import walk_starter

CHUNK = 200_000  # proposals between two looks at the clock
WALK = 20_000_000  # proposals before a new start
TEMPERATURES = (0.28, 0.24, 0.32)

Block = tuple[int, ...]


@dataclass(frozen=True)
class Starter:
    """Base blocks of a rotation.

    Attributes
    ----------
    symmetry
        How they are unfolded.
    whole
        For each base round, blocks that its symmetries map to themselves.
    blocks
        For each base round, one block of each orbit of the others.
    still
        One block of each orbit of rounds that translations map to themselves.
    """

    symmetry: Symmetry
    whole: tuple[tuple[Block, ...], ...]
    blocks: tuple[tuple[Block, ...], ...]
    still: tuple[Block, ...] = ()


def unfold(starter: Starter) -> Points:
    """Return the team of each point in each round, int32, shape (rounds, points)."""
    sym = starter.symmetry
    rounds = []
    for whole, blocks in zip(starter.whole, starter.blocks, strict=True):
        base = [np.array(block) for block in whole]
        base += [image[np.array(block)] for block in blocks for image in sym.stabilizer]
        rounds += [[move[block] for block in base] for move in sym.translations]
    for block in starter.still:
        rounds += _still_rounds(sym, block)
    teams = np.full((len(rounds), sym.points), -1, dtype=np.int32)
    for row, one in zip(teams, rounds, strict=True):
        for team, block in enumerate(one):
            row[block] = team
    return teams


def _still_rounds(sym: Symmetry, block: Block) -> list[list[Points]]:
    """Return the rounds of translates of a block and of its different images."""
    rounds: dict[frozenset[tuple[int, ...]], list[Points]] = {}
    for power in sym.powers:
        image = power[np.array(block)]
        one = [move[shift[image]] for move in sym.translations for shift in sym.shifts]
        if sym.fixed:
            one.append(np.arange(sym.points - sym.fixed, sym.points))
        rounds[frozenset(tuple(sorted(team.tolist())) for team in one)] = one
    return list(rounds.values())


def search_starter(
    symmetry: Symmetry, size: int, *, rng: np.random.Generator, budget: Budget
) -> tuple[Starter | None, int]:
    """Search base blocks of `size` points; return them, or None, and the proposals made."""
    _orbit, _sizes = symmetry.orbits
    done = 0
    walks = 0
    while not budget.over(done):
        frame = _frame(symmetry, size, rng)
        walks += 1
        if frame is None:
            done += 1000
            continue
        found, steps = _walk(symmetry, size, frame, TEMPERATURES[walks % 3], rng, budget, done)
        done += steps
        if found is not None:
            return found, done
    return None, done


@dataclass
class _Frame:
    """Blocks that symmetries map to themselves, and what is left for the search."""

    whole: tuple[tuple[Block, ...], ...]
    still: tuple[Block, ...]
    rest: list[Points]
    room: NDArray[np.int64]


def _frame(symmetry: Symmetry, size: int, rng: np.random.Generator) -> _Frame | None:
    """Choose at random the blocks that cover points with symmetries of their own."""
    orbit, sizes = symmetry.orbits
    room = sizes.astype(np.int64)
    if symmetry.still and symmetry.fixed:
        ends = range(symmetry.points - symmetry.fixed, symmetry.points)
        room[[orbit[x, y] for x in ends for y in ends if x < y]] = 0
    images = symmetry.stabilizer
    cycles = {tuple(sorted(set(images[:, x].tolist()))) for x in range(symmetry.points)}
    whole, rest = [], []
    for _ in range(symmetry.base):
        left = [cycle for cycle in sorted(cycles) if len(cycle) < len(images)]
        full = [cycle for cycle in sorted(cycles) if len(cycle) == len(images)]
        rng.shuffle(left)
        rng.shuffle(full)
        chosen: list[Block] = []
        while left:
            block: Block = left.pop()
            for cycle in (*left, *full):
                if len(block) + len(cycle) <= size and rng.random() < 0.7:
                    block = (*block, *cycle)
            if len(block) != size:
                return None
            pairs = [orbit[x, y] for x in block for y in block if x < y]
            np.subtract.at(room, pairs, symmetry.order)
            if (room < 0).any():
                return None
            left = [cycle for cycle in left if cycle[0] not in block]
            full = [cycle for cycle in full if cycle[0] not in block]
            chosen.append(block)
        if len(full) % size:
            return None
        whole.append(tuple(chosen))
        rest.append(np.array([rng.choice(cycle) for cycle in full], dtype=np.int32))
    still: list[Block] = []
    if symmetry.still % len(symmetry.powers):
        turned = _turned_block(symmetry, size, rng)
        if turned is None:
            return None
        pairs = [orbit[x, y] for x in turned for y in turned if x < y]
        np.subtract.at(room, pairs, symmetry.order)
        if (room < 0).any():
            return None
        still.append(turned)
    return _Frame(tuple(whole), tuple(still), rest, room)


def _turned_block(symmetry: Symmetry, size: int, rng: np.random.Generator) -> Block | None:
    """Return a random block with a point of every copy that the symmetries map to itself."""
    line = symmetry.order * symmetry.fibre
    block: Block = ()
    for copy in range(size):
        if any(x // line == copy for x in block):
            continue
        cycles = [set(symmetry.stabilizer[:, copy * line + x].tolist()) for x in range(line)]
        fitting = [c for c in cycles if len({x // line for x in c}) == len(c)]
        if not fitting:
            return None
        block = (*block, *sorted(fitting[rng.integers(len(fitting))]))
    return block


def _walk(
    symmetry: Symmetry,
    size: int,
    frame: _Frame,
    temperature: float,
    rng: np.random.Generator,
    budget: Budget,
    before: int,
) -> tuple[Starter | None, int]:
    """Walk from a random start."""
    orbit, _sizes = symmetry.orbits
    images = symmetry.stabilizer
    length = len(images) * symmetry.order
    uses = np.where(frame.room >= length, 0, 1).astype(np.int64)
    free = symmetry.still // len(symmetry.powers)
    line = symmetry.order * symmetry.fibre
    choice = np.arange(size * line, dtype=np.int32).reshape(size, line)
    slot = np.concatenate([rng.permutation(part) for part in frame.rest])
    slot = np.concatenate([slot, *[rng.choice(choice, axis=1) for _ in range(free)]])
    slot = slot.astype(np.int32)
    first = np.cumsum([0, *map(len, frame.rest)]).astype(np.int32)
    base_cost = int((uses * (uses - 1) // 2).sum())
    for block in slot.reshape(-1, size):
        for i in range(size):
            for j in range(i):
                uses[orbit[block[i], block[j]]] += 1
    cost = np.array([int((uses * (uses - 1) // 2).sum()) - base_cost], dtype=np.int64)
    bits = bits_from(rng)
    done = 0
    while cost[0] > 0 and done < WALK and not budget.over(before + done):
        done += walk_starter(
            orbit, images, choice, first, size, slot, uses, cost, bits, temperature, CHUNK
        )
    if cost[0] > 0:
        return None, done
    blocks = [tuple(int(x) for x in block) for block in slot.reshape(-1, size)]
    ends = [int(end) // size for end in first]
    rounds = tuple(tuple(blocks[a:b]) for a, b in pairwise(ends))
    return Starter(symmetry, frame.whole, rounds, frame.still + tuple(blocks[ends[-1] :])), done
