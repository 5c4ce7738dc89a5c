"""Points with a group of symmetries, and the orbits of pairs under it.

Points are `copies` copies of an abelian group and `fixed` points beside it, each of them `fibre`
times.  The *translations* unfold a base round into as many rounds as the group has elements.
What maps a base round to itself are the shifts within fibres and the *multiplier* x -> k x,
which may also permute the copies and the fixed points.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.int32]


@dataclass(frozen=True)
class Symmetry:
    """How a rotation is unfolded.

    Attributes
    ----------
    moduli
        The translations are a product of cyclic groups of these orders.
    copies, fixed, fibre
        Points are fibre x (copies x order + fixed).
    multiplier
        The factor k of x -> k x.
    turn
        Copy to which the multiplier takes each copy; empty for each to itself.
    turn_fixed
        The same for fixed points.
    base
        Base rounds; each becomes `order` rounds.
    still
        Rounds that translations map to themselves; each consists of the translates of one block
        with a point of every copy (and a block of the fixed points).
    """

    moduli: tuple[int, ...]
    copies: int
    fixed: int = 0
    fibre: int = 1
    multiplier: int = 1
    turn: tuple[int, ...] = ()
    turn_fixed: tuple[int, ...] = ()
    base: int = 1
    still: int = 0

    @property
    def order(self) -> int:
        """Number of translations."""
        return int(np.prod(self.moduli))

    @property
    def points(self) -> int:
        """Number of points."""
        return self.fibre * (self.copies * self.order + self.fixed)

    @property
    def rounds(self) -> int:
        """Number of rounds after unfolding."""
        return self.base * self.order + self.still

    @cached_property
    def elements(self) -> Points:
        """Elements of the group of translations, shape (order, factors)."""
        return np.array(list(itertools.product(*map(range, self.moduli))), dtype=np.int32)

    def number(self, elements: Points) -> Points:
        """Return the numbers of group elements given by coordinates, shape (..., factors)."""
        reduced = np.mod(elements, self.moduli)
        numbers = np.ravel_multi_index(tuple(np.moveaxis(reduced, -1, 0)), self.moduli)
        return np.asarray(numbers, dtype=np.int32)

    def _moved(self, moved: Points, turn: tuple[int, ...], shift: int) -> Points:
        """Return the images of all points where element x goes to moved[x]."""
        to = turn or tuple(range(self.copies))
        to_fixed = (self.turn_fixed if turn or self.turn_fixed else ()) or range(self.fixed)
        first = [c * self.order + moved for c in to]
        last = [np.array([self.copies * self.order + f]) for f in to_fixed]
        line = np.concatenate([*first, *last]).astype(np.int32)
        fibre = np.mod(np.arange(self.fibre) + shift, self.fibre)
        return (line[:, None] * self.fibre + fibre).ravel().astype(np.int32)

    @cached_property
    def translations(self) -> Points:
        """Images of points under the translations, shape (order, points)."""
        plain = Symmetry(self.moduli, self.copies, self.fixed, self.fibre)
        moved = [self.number(self.elements + shift) for shift in self.elements]
        return np.stack([plain._moved(line, (), 0) for line in moved])

    @cached_property
    def shifts(self) -> Points:
        """Images under the shifts within fibres, shape (fibre, points), identity first."""
        plain = Symmetry(self.moduli, self.copies, self.fixed, self.fibre)
        same = np.arange(self.order, dtype=np.int32)
        return np.stack([plain._moved(same, (), f) for f in range(self.fibre)])

    @cached_property
    def powers(self) -> Points:
        """Images under the powers of the multiplier, identity first."""
        step = self._moved(self.number(self.elements * self.multiplier), self.turn, 0)
        found = [np.arange(self.points, dtype=np.int32)]
        while not np.array_equal(after := step[found[-1]], found[0]):
            found.append(after)
        return np.stack(found)

    @cached_property
    def stabilizer(self) -> Points:
        """Images under all that maps a base round to itself, identity first."""
        return np.concatenate([power[self.shifts] for power in self.powers])

    @cached_property
    def orbits(self) -> tuple[Points, Points]:
        """Number of the orbit of each pair of points, and how many pairs each orbit has."""
        n = self.points
        least = np.full((n, n), n * n, dtype=np.int64)
        for inner in self.stabilizer:
            for outer in self.translations:
                image = outer[inner].astype(np.int64)
                code = image[:, None] * n + image[None, :]
                np.minimum(least, np.minimum(code, code.T), out=least)
        _, orbit = np.unique(least, return_inverse=True)
        orbit = orbit.reshape(n, n)
        sizes = np.bincount(orbit[np.triu_indices(n, 1)], minlength=int(orbit.max()) + 1)
        return np.asarray(orbit, dtype=np.int32), np.asarray(sizes, dtype=np.int32)
