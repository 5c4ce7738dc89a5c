"""Two orthogonal Latin squares of order 10 and their kin: V(m, t) vectors.

A vector over GF(m t + 1) gives a transversal design of m + 2 columns and order (m + 1) t + 1, with
t points at infinity (Wilson, A few more squares, 1974).
"""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np

from grouping.engines.designs.field import Field, field, prime_power
from grouping.engines.designs.verify import Teams


@cache
def squares(order: int) -> Teams | None:
    """Return 4 rounds of `order` teams of `order`: two orthogonal Latin squares, m = 2.

    Rounds are the rows of the transversal design, participants its blocks.  The first round
    parts the participants into columns.
    """
    t, rest = divmod(order - 1, 3)
    q = 2 * t + 1
    if rest or t < 3 or t % 2 == 0 or not prime_power(q):
        return None
    vector = _vector(field(q))
    return None if vector is None else _array(field(q), vector)


def _vector(gf: Field) -> tuple[int, int, int] | None:
    """Return the first V(2, t) vector: differences at each distance from both classes."""
    odd = np.mod(gf.log, 2)
    for a, b in itertools.product(range(1, gf.order), repeat=2):
        vector = (0, a, b)
        if a == b:
            continue
        near = [odd[gf.minus(vector[i + 1], vector[i])] for i in range(2)]
        # distance 2 around the hole: from the first to the third, both ways round
        far = [odd[gf.minus(vector[2], vector[0])], odd[gf.minus(vector[0], vector[2])]]
        if near[0] != near[1] and far[0] != far[1]:
            return vector
    return None


def _array(gf: Field, vector: tuple[int, int, int]) -> Teams | None:
    """Return the orthogonal array, shape (4, order**2), participants sorted by the first row."""
    q, t = gf.order, (gf.order - 1) // 2
    blocks = [np.zeros(4, dtype=np.int32)[:, None] + np.arange(q)]
    for k, turn in itertools.product(range(t), range(4)):
        factor = gf.power[2 * k]
        column = np.roll(np.array([-1, *vector]), turn)
        moved = gf.add[gf.times(factor, np.maximum(column, 0))[:, None], np.arange(q)]
        moved[column < 0] = q + k
        blocks.append(moved)
    # on the points at infinity: rows x, y, x + y, x + 2 y modulo t
    x, y = np.divmod(np.arange(t * t), t)
    hole = np.stack([x, y, x + y, x + 2 * y]) % t + q
    array = np.concatenate([*blocks, hole], axis=1).astype(np.int32)
    return array[:, np.lexsort(array[::-1])]
