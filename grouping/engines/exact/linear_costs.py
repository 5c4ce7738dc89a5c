"""Rules as linear costs over the variables of a frame, and rules that have to hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np
from ortools.sat.python import cp_model

from grouping.engines.exact.frame import Cell, Frame
from grouping.engines.exact.linear import Linear
from grouping.engines.exact.pairs import keep_apart, matrix_cost, pairs_cost
from grouping.engines.exact.piecewise import forbid, restrict, table_cost
from grouping.engines.exact.squares import enforce_square, squares_cost
from grouping.terms.arrays import Ints
from grouping.terms.bounds.cuts import tallies_of
from grouping.terms.terms import Matrix, Pairs, Place, RuleTerms, Square, Tally, Term


def rule_cost(frame: Frame, rule: RuleTerms, most: int | None = None) -> Linear:
    """Return the raw cost of a rule.

    Parameters
    ----------
    frame
        The variables.
    rule
        The rule.
    most
        If given, assignments in which the rule costs more are of no interest, and the model may
        leave out values at which a single team makes it cost more.
    """
    total, parts = Linear(rule.constant), frame.bounds.of_parts(rule)
    for term in rule.terms:
        spare = None if most is None else most - parts + frame.bounds.of_term(term)
        total.plus(_term_cost(frame, term, spare))
    if len(total.variables) > 1:
        frame.cp.add(total.expression() >= frame.bounds.of_rule(rule) - total.constant)
    return total


def _term_cost(frame: Frame, term: Term, most: int | None) -> Linear:
    if isinstance(term, Tally):
        return _tally_cost(frame, term, most)
    if isinstance(term, Square):
        return squares_cost(frame, term, most)
    if isinstance(term, Place):
        return _place_cost(frame, term)
    if isinstance(term, Pairs):
        return pairs_cost(frame, term)
    return _cuts_cost(frame, term, most) if term.cuts else matrix_cost(frame, term)


def _cuts_cost(frame: Frame, term: Matrix, most: int | None) -> Linear:
    """Return the cost of a table of distances by numbers of members, without its pairs."""
    tallies = tallies_of(term.cuts, frame.terms.low, frame.terms.high)
    bounds = [frame.bounds.of_term(tally) for tally in tallies]
    total = Linear()
    for tally, bound in zip(tallies, bounds, strict=True):
        spare = None if most is None else most - sum(bounds) + bound
        total.plus(_tally_cost(frame, tally, spare))
    return total


def _tally_cost(frame: Frame, term: Tally, most: int | None) -> Linear:
    total = Linear()
    cells = list(_priced_cells(frame, term))
    cheapest = sum(int(costs.min()) for _, costs in cells)
    for cell, costs in cells:
        near = np.ones(len(costs), dtype=bool)
        if most is not None:
            # all other teams at their cheapest: what is left for this one
            near = costs <= most - cheapest + int(costs.min())
        if not near.any():
            forbid(frame)
        else:
            total.plus(table_cost(frame, cell, np.asarray(cell.domain)[near], costs[near]))
    return total


def _priced_cells(frame: Frame, term: Tally) -> Iterator[tuple[Cell, Ints]]:
    """Yield each team's cell and the cost of each value of its domain."""
    amounts = np.zeros(frame.terms.n, dtype=np.int64)
    amounts[term.members] = term.amounts
    last = term.tables.shape[1] - 1
    for kind, cell in zip(term.which.tolist(), frame.cells(amounts), strict=True):
        # what lies beyond the end of a table is never reached
        known = np.array(cell.domain[: bisect_right(cell.domain, last)], dtype=np.int64)
        yield Cell(cell.value, known), term.tables[kind, known]


def _place_cost(frame: Frame, term: Place) -> Linear:
    cost = Linear()
    for row, members in zip(frame.flow, frame.classes.members, strict=True):
        k = int(term.row[members[0]])
        for variable, price in zip(row, term.costs[k].tolist(), strict=True) if k >= 0 else ():
            cost.add(variable, price)
    return cost


def enforce(frame: Frame, rule: RuleTerms, literal: cp_model.IntVar | None = None) -> None:
    """Let a must rule have no violation, if need be only when a literal is true."""
    if rule.constant < 0 or not all(_is_positive(frame, term) for term in rule.terms):
        cost = rule_cost(frame, rule)
        stated = frame.cp.add(cost.expression() <= -cost.constant)
        if literal is not None:
            stated.only_enforce_if(literal)
        return
    if rule.constant > 0:
        forbid(frame, literal)
    for term in rule.terms:
        _enforce_term(frame, term, literal)


def _is_positive(frame: Frame, term: Term) -> bool:
    """Return whether no part of a term can cost less than nothing."""
    if isinstance(term, Tally):
        return all(bool((costs >= 0).all()) for _, costs in _priced_cells(frame, term))
    return bool(((term.coefs if isinstance(term, Square) else term.costs) >= 0).all())


def _enforce_term(frame: Frame, term: Term, literal: cp_model.IntVar | None) -> None:
    """Let every part of a term that is never below zero cost nothing."""
    if isinstance(term, Tally):
        for cell, costs in _priced_cells(frame, term):
            restrict(frame, cell, np.asarray(cell.domain)[costs == 0], literal)
    elif isinstance(term, Square):
        enforce_square(frame, term, literal)
    elif isinstance(term, Pairs):
        keep_apart(frame, term, literal)
    else:
        cost = _term_cost(frame, term, None)
        for variable in cost.variables:
            stated = frame.cp.add(variable == 0)
            if literal is not None:
                stated.only_enforce_if(literal)
