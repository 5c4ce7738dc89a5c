"""Teams cut from a Hermitian unital.

R. C. Bose, On the application of finite projective geometry for deriving a certain series of
balanced Kirkman arrangements, Calcutta Mathematical Society Golden Jubilee Volume (1958/59).
"""

from __future__ import annotations

import numpy as np

from grouping.engines.designs.field import Field, Table, field, prime_power
from grouping.engines.designs.verify import Teams


def hermitian_unital(groups: int, size: int) -> Teams | None:
    """Return q^2 rounds of q^2 - q + 1 teams of q + 1 from a unital in PG(2, q^2), q = size - 1.

    The unital has q^3 + 1 points; a line meets it in one point (a tangent) or in q + 1 (a secant).
    The secants through a point Q outside part the unital together with the polar line of Q, on
    which the tangents through Q touch it.  A secant meets the tangent of P in one point Q, or goes
    through P and is the polar line of one Q on it.  So the points Q other than P of one tangent
    give rounds that use every secant once: everyone meets everyone.
    """
    q = size - 1
    if q < 2 or groups != q * q - q + 1 or not prime_power(q):
        return None
    gf = field(q * q)
    plane = _plane(gf)
    # the elements of GF(q^2) to the q-th power
    conjugate = np.where(plane > 0, gf.power[gf.log[plane] * q % (q * q - 1)], 0)
    unital = plane[_dot(gf, plane, conjugate) == 0]
    tangent = _dot(gf, plane, conjugate[(plane == unital[0]).all(axis=1)]) == 0
    poles = tangent & (plane != unital[0]).any(axis=1)
    teams = []
    for point, polar in zip(plane[poles], conjugate[poles], strict=True):
        line = _through(gf, point, unital)
        line[_dot(gf, unital, polar) == 0] = 0  # no line has these coordinates
        teams.append(np.unique(line, axis=0, return_inverse=True)[1].reshape(-1))
    return np.stack(teams).astype(np.int32)


def _plane(gf: Field) -> Table:
    """Return the points of the projective plane, shape (points, 3), first nonzero entry one."""
    x, y = (axis.ravel() for axis in np.indices((gf.order, gf.order)))
    one, zero, short = np.ones_like(x), np.zeros_like(x), np.arange(gf.order)
    affine = np.stack([one, x, y], axis=1)
    infinite = np.stack([zero[: gf.order], one[: gf.order], short], axis=1)
    return np.concatenate([affine, infinite, [[0, 0, 1]]]).astype(np.int32)


def _dot(gf: Field, points: Table, line: Table) -> Table:
    """Return the sums of products of coordinates: zero where a point is on the line."""
    x, y, z = np.moveaxis(gf.times(points, line), -1, 0)
    total: Table = gf.add[gf.add[x, y], z]
    return total


def _through(gf: Field, point: Table, others: Table) -> Table:
    """Return the lines through a point and others, first nonzero coordinate one."""
    turned = [np.roll(point, -1), np.roll(point, -2)]
    first = gf.times(turned[0], np.roll(others, -2, axis=1))
    line = gf.minus(first, gf.times(turned[1], np.roll(others, -1, axis=1)))
    lead = np.take_along_axis(line, np.argmax(line > 0, axis=1)[:, None], axis=1)
    inverse = gf.power[-gf.log[lead] % (gf.order - 1)]
    return gf.times(line, inverse)
