"""Teams cut from a projective plane by a maximal arc (Denniston, J. Comb. Theory 6, 1969)."""

from __future__ import annotations

import numpy as np

from grouping.engines.designs.field import Field, field, prime_power
from grouping.engines.designs.verify import Teams


def maximal_arc(groups: int, size: int) -> Teams | None:
    """Return a resolvable design from a maximal arc of degree `size` in PG(2, q), q a power of 2.

    The arc has size * groups points with groups = q + 1 - q / size; every line meets it in `size`
    points or in none.  A line outside the arc has q + 1 points, and the other lines through one of
    them part the arc: a round.
    """
    found = prime_power(size)
    if found is None or found[0] != 2 or size < 2:
        return None
    q = next((q for q in (2**e for e in range(1, 11)) if q + 1 - q // size == groups), 0)
    if q <= size or q % size:
        return None
    gf = field(q)
    form = _form(gf)
    # elements below `size` are an additive subgroup: sums are taken digit by digit
    arc = np.argwhere(form < size).astype(np.int32)
    # affine lines through the point of infinity of slope m: y - m x = c; the last one: x = c
    rounds = [gf.minus(arc[:, 1], gf.times(np.int32(m), arc[:, 0])) for m in range(q)]
    rounds.append(arc[:, 0])
    teams = [np.unique(line, return_inverse=True)[1] for line in rounds]
    return np.stack(teams).astype(np.int32)


def _form(gf: Field) -> np.ndarray:
    """Return the values of an irreducible quadratic form x^2 + b x y + y^2, shape (q, q)."""
    x, y = np.arange(gf.order)[:, None], np.arange(gf.order)[None, :]
    squares = gf.add[gf.times(x, x), gf.times(y, y)]
    for b in range(1, gf.order):
        form = gf.add[squares, gf.times(np.int32(b), gf.times(x, y))]
        if np.count_nonzero(form == 0) == 1:
            return form
    raise AssertionError("every field has an irreducible quadratic form")
