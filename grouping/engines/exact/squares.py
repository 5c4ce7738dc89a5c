"""Quadratic costs of sums.

A team's sum lies on a lattice (all amounts equal to r modulo m, a known number of people), so few
values are near its target: then the quadratic is a convex table.  Where they are many, as without
a good start, it is a product, with tangents of the square to help.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import isqrt

import numpy as np
from ortools.sat.python import cp_model

from grouping.engines.exact.frame import Cell, Frame, Values
from grouping.engines.exact.linear import Linear
from grouping.engines.exact.piecewise import forbid, restrict, table_cost
from grouping.terms.arrays import Ints
from grouping.terms.terms import Square

# More possible values than this and the quadratic becomes a product.
POINTS = 200
TANGENTS = 12
# Costs beyond this do not fit into int64 once they are added up.
LARGEST = 2**62


def squares_cost(frame: Frame, term: Square, most: int | None) -> Linear:
    """Return the cost of a square, which is at most `most` in assignments of interest."""
    total = Linear()
    cells = frame.cells(term.amounts)
    cheapest = [_cheapest(term, g, cell.domain) for g, cell in enumerate(cells)]
    for g, cell in enumerate(cells):
        values = cell.domain
        if most is not None:
            # all other teams at their cheapest: what is left for this one
            values = _near(term, g, values, most - sum(cheapest) + cheapest[g])
        if not len(values):
            forbid(frame)
        else:
            total.plus(_cell_cost(frame, cell, term, g, values))
    return total


def enforce_square(frame: Frame, term: Square, literal: cp_model.IntVar | None) -> None:
    """Let every sum stay within its slack, if need be only when a literal is true."""
    for g, cell in enumerate(frame.cells(term.amounts)):
        restrict(frame, cell, _near(term, g, cell.domain, 0), literal)


def _curve(term: Square, g: int, values: Ints) -> Ints:
    off = np.maximum(np.abs(values - int(term.targets[g])) - int(term.slack[g]), 0)
    return np.asarray(int(term.coefs[g]) * off**2, dtype=np.int64)


def _cheapest(term: Square, g: int, domain: Values) -> int:
    """Return the cost of team g at the possible value nearest to its target."""
    target = int(term.targets[g])
    k = bisect_left(domain, target)
    off = min(abs(int(value) - target) for value in domain[max(0, k - 1) : k + 1])
    return int(term.coefs[g]) * max(0, off - int(term.slack[g])) ** 2


def _near(term: Square, g: int, domain: Values, most: int) -> Values:
    """Return the values at which team g costs at most `most`."""
    coef, target = int(term.coefs[g]), int(term.targets[g])
    if most < 0:
        return domain[:0]
    if not coef:
        return domain
    reach = int(term.slack[g]) + isqrt(most // coef)
    return domain[bisect_left(domain, target - reach) : bisect_right(domain, target + reach)]


def _cell_cost(frame: Frame, cell: Cell, term: Square, g: int, values: Values) -> Linear:
    """Return the cost of team g, which stands at one of `values`."""
    if len(values) <= POINTS or cell.value is None:
        listed = np.array(values, dtype=np.int64)
        return table_cost(frame, cell, listed, _curve(term, g, listed))
    restrict(frame, cell, values)
    target, slack = int(term.targets[g]), int(term.slack[g])
    most = max(0, max(abs(int(values[0]) - target), abs(int(values[-1]) - target)) - slack)
    cost = Linear()
    if most and term.coefs[g]:
        cost.add(_square(frame.cp, cell.value - target, slack, most), int(term.coefs[g]))
    return cost


def _square(
    cp: cp_model.CpModel, value: cp_model.LinearExpr, slack: int, most: int
) -> cp_model.IntVar:
    """Return a variable that is at least the square of what `value` is off beyond a slack."""
    off = cp.new_int_var(0, most, "")
    cp.add(value - slack <= off)
    cp.add(-value - slack <= off)
    square = cp.new_int_var(0, min(most**2, LARGEST), "")
    cp.add_multiplication_equality(square, [off, off])
    for at in sorted({int(t) for t in np.geomspace(1, max(2, most), TANGENTS)}):
        # the line through the points at `at` and one more: no integer lies below it
        cp.add(square >= (2 * at + 1) * off - at * (at + 1))
    return square
