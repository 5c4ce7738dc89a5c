"""Quadratic costs of sums.

A team's sum lies on a lattice (all amounts equal to r modulo m, a known number of people), so few
values are near its target: then the quadratic is a convex table.  Where they are many, as without
a good start, it is a product, with tangents of the square to help.
"""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from grouping.exact.frame import Cell, Frame
from grouping.exact.linear import Linear
from grouping.exact.tables import table_cost
from grouping.terms import Ints, Square

# More possible values than this and the quadratic becomes a product.
POINTS = 200
TANGENTS = 12


def curve(term: Square, g: int, values: Ints) -> Ints:
    """Return the cost of team g at each of `values`."""
    off = np.maximum(np.abs(values - int(term.targets[g])) - int(term.slack[g]), 0)
    return np.asarray(int(term.coefs[g]) * off**2, dtype=np.int64)


def square_cost(frame: Frame, cell: Cell, term: Square, g: int, values: Ints) -> Linear:
    """Return the cost of team g, which stands at one of `values`."""
    costs = curve(term, g, values)
    if len(values) <= POINTS or cell.value is None or not costs.any():
        return table_cost(frame, cell, values, costs)
    return _product(frame, cell.value, term, g, values)


def _product(frame: Frame, value: cp_model.IntVar, term: Square, g: int, values: Ints) -> Linear:
    cp, target, slack = frame.cp, int(term.targets[g]), int(term.slack[g])
    cp.add_linear_constraint(value, int(values[0]), int(values[-1]))
    most = int(np.abs(values - target).max()) - slack
    off = cp.new_int_var(0, max(0, most), "")
    cp.add(value - target - slack <= off)
    cp.add(target - slack - value <= off)
    square = cp.new_int_var(0, max(0, most) ** 2, "")
    cp.add_multiplication_equality(square, [off, off])
    for at in sorted({int(t) for t in np.geomspace(1, max(2, most), TANGENTS)}):
        # the line through the points at `at` and one more: no integer lies below it
        cp.add(square >= (2 * at + 1) * off - at * (at + 1))
    cost = Linear()
    cost.add(square, int(term.coefs[g]))
    return cost
