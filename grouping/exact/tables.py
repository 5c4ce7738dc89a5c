"""The cost of a value as linear pieces: exact for every table, no table constraint needed.

A value s with possible values v0 < v1 < ... is written ``s = v0 + sum (v[k+1] - v[k]) u[k]`` with
Booleans u[0] >= u[1] >= ..., the cost ``c0 + sum (c[k+1] - c[k]) u[k]``.  The linear relaxation is
then the lower convex hull of the table, which for convex tables is the table itself.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from grouping.exact.frame import Cell, Frame
from grouping.exact.linear import Linear
from grouping.terms import Ints

# A convex cost of more values than this is left to a product of variables, see `squares`.
STEPS = 160


def table_cost(frame: Frame, cell: Cell, values: Ints, costs: Ints) -> Linear:
    """Return the cost of a cell that stands at one of `values`, with these costs.

    Values of the cell that are not among `values` are forbidden by this.
    """
    cost = Linear(int(costs[0]))
    if cell.value is None:
        return cost
    if len(values) < len(cell.domain):
        restrict(frame, cell, values)
    if len(values) == 1:
        return cost
    slope = _slope(values, costs)
    if slope is not None:
        cost.constant -= slope * int(values[0])
        cost.add(cell.value, slope)
        return cost
    points = _corners(values, costs)
    for variable, (k, after) in zip(_steps(frame, cell, values[points]), pairwise(points), strict=True):
        cost.add(variable, int(costs[after] - costs[k]))
    return cost


def restrict(
    frame: Frame, cell: Cell, values: Ints, literal: cp_model.IntVar | None = None
) -> None:
    """Allow a cell these values only, if need be only when a literal is true."""
    if cell.value is None:
        if not np.isin(cell.domain[0], values):
            frame.cp.add_bool_or([] if literal is None else [~literal])
        return
    inside = cp_model.Domain.from_values(np.intersect1d(values, cell.domain).tolist())
    stated = frame.cp.add_linear_expression_in_domain(cell.value, inside)
    if literal is not None:
        stated.only_enforce_if(literal)


def _slope(values: Ints, costs: Ints) -> int | None:
    """Return the slope if the costs lie on one line with a whole slope."""
    slope, rest = divmod(int(costs[1] - costs[0]), int(values[1] - values[0]))
    line = costs[0] + slope * (values - values[0])
    return slope if rest == 0 and bool((line == costs).all()) else None


def _corners(values: Ints, costs: Ints) -> list[int]:
    """Return all points: every step between two values gets a Boolean of its own."""
    return list(range(len(values)))


def _steps(frame: Frame, cell: Cell, values: Ints) -> list[cp_model.IntVar]:
    """Return Booleans that say whether the cell is beyond each of `values` but the last."""
    cp = frame.cp
    key = (cell.value.index if cell.value is not None else -1, values.tobytes())
    if key in frame.steps:
        return frame.steps[key]
    ups = [cp.new_bool_var("") for _ in values[1:]]
    for up, further in pairwise(ups):
        cp.add_implication(further, up)
    jumps = np.diff(values).tolist()
    cp.add(cp_model.LinearExpr.weighted_sum(ups, jumps) + int(values[0]) == cell.value)
    frame.steps[key] = ups
    return ups
