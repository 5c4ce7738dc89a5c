"""The cost of a value as linear pieces: exact for every table, no table constraint needed.

A value s with possible values v0 < v1 < ... is written ``s = v0 + sum (v[k+1] - v[k]) u[k]`` with
Booleans u[0] >= u[1] >= ..., the cost ``c0 + sum (c[k+1] - c[k]) u[k]``.  The linear relaxation is
the lower convex hull of the table, which for convex tables is the table itself.  A convex table
with few slopes, such as that of a quota, needs one integer per slope only: the cheap ones fill
first by themselves.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from grouping.engines.exact.frame import Cell, Frame, Values, domain_of
from grouping.engines.exact.linear import Linear
from grouping.terms.arrays import Ints


def table_cost(frame: Frame, cell: Cell, values: Ints, costs: Ints) -> Linear:
    """Return the cost of a cell that stands at one of `values`, with these costs.

    Values of the cell that are not among `values` are forbidden by this.
    """
    cost = Linear(int(costs[0]))
    restrict(frame, cell, values)
    if cell.value is None or len(values) == 1:
        return cost
    slopes = _slopes(values, costs)
    if slopes is not None and len(set(slopes)) == 1:
        cost.constant -= slopes[0] * int(values[0])
        cost.add(cell.value, slopes[0])
    elif slopes is not None and slopes == sorted(slopes) and 3 * len(set(slopes)) <= len(slopes):
        _add_pieces(frame, cell.value, int(values[0]), slopes, cost)
    else:
        for up, more in zip(_steps(frame, cell.value, values), np.diff(costs), strict=True):
            cost.add(up, int(more))
    return cost


def restrict(
    frame: Frame, cell: Cell, values: Values, literal: cp_model.IntVar | None = None
) -> None:
    """Allow a cell some values of its domain only, if need be only when a literal is true."""
    if len(values) == len(cell.domain):
        return
    if cell.value is None or not len(values):
        forbid(frame, literal)
        return
    stated = frame.cp.add_linear_expression_in_domain(cell.value, domain_of(values))
    if literal is not None:
        stated.only_enforce_if(literal)


def forbid(frame: Frame, literal: cp_model.IntVar | None = None) -> None:
    """Say that nothing is allowed, or that a literal is false."""
    frame.cp.add_bool_or([] if literal is None else [~literal])


def _slopes(values: Ints, costs: Ints) -> list[int] | None:
    """Return the slope of each unit step if the values have no gaps."""
    if int(values[-1]) - int(values[0]) + 1 != len(values):
        return None
    slopes: list[int] = np.diff(costs).tolist()
    return slopes


def _add_pieces(
    frame: Frame, value: cp_model.IntVar, first: int, slopes: list[int], cost: Linear
) -> None:
    pieces = [
        (frame.cp.new_int_var(0, slopes.count(slope), ""), slope) for slope in sorted(set(slopes))
    ]
    frame.cp.add(cp_model.LinearExpr.sum([piece for piece, _ in pieces]) + first == value)
    for piece, slope in pieces:
        cost.add(piece, slope)


def _steps(frame: Frame, value: cp_model.IntVar, values: Ints) -> list[cp_model.IntVar]:
    """Return Booleans that say whether the value is beyond each of `values` but the last.

    Rules that count the same share them.
    """
    key = (value.index, values.tobytes())
    if key not in frame.steps:
        ups = [frame.cp.new_bool_var("") for _ in values[1:]]
        for up, further in pairwise(ups):
            frame.cp.add_implication(further, up)
        beyond = cp_model.LinearExpr.weighted_sum(ups, np.diff(values).tolist())
        frame.cp.add(beyond + int(values[0]) == value)
        frame.steps[key] = ups
    return frame.steps[key]
