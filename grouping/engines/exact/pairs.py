"""Costs of two people who share a team: listed pairs, and a table of all distances."""

from __future__ import annotations

from itertools import combinations

from ortools.sat.python import cp_model

from grouping.engines.exact.frame import Frame
from grouping.engines.exact.linear import Linear
from grouping.terms.terms import Matrix, Pairs


def pairs_cost(frame: Frame, term: Pairs) -> Linear:
    """Return the cost of the listed pairs that share a team."""
    cost = Linear()
    for i, j, price in zip(
        term.first.tolist(), term.second.tolist(), term.costs.tolist(), strict=True
    ):
        if price:
            cost.add(frame.same(i, j), price)
    return cost


def keep_apart(frame: Frame, term: Pairs, literal: cp_model.IntVar | None) -> None:
    """Let no listed pair that costs share a team, if need be only when a literal is true."""
    free = [] if literal is None else [~literal]
    for i, j, price in zip(
        term.first.tolist(), term.second.tolist(), term.costs.tolist(), strict=True
    ):
        for g in range(frame.terms.teams) if price else ():
            frame.cp.add_bool_or([~frame.person(i, g), ~frame.person(j, g), *free])


def matrix_cost(frame: Frame, term: Matrix) -> Linear:
    """Return the cost of all pairs that share a team."""
    frame.mates()
    cost = Linear()
    costs = term.costs.tolist()
    for i, j in combinations(range(frame.terms.n), 2):
        cost.add(frame.same(i, j), costs[i][j])
    return cost
