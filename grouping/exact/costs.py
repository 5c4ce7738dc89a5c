"""Rules as linear costs over the variables of a frame, and rules that have to hold."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from ortools.sat.python import cp_model

from grouping.bounds import bound_of_rule
from grouping.exact.frame import Cell, Frame
from grouping.exact.linear import Linear
from grouping.exact.pairs import keep_apart, matrix_cost, pairs_cost
from grouping.exact.squares import curve, square_cost
from grouping.exact.tables import restrict, table_cost
from grouping.terms import Ints, Matrix, Pairs, Place, RuleTerms, Square, Tally, Term


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
    total = Linear(rule.constant)
    rest = rule.constant + sum(_least(frame, rule, term) for term in rule.terms)
    for term in rule.terms:
        spare = None if most is None else most - rest + _least(frame, rule, term)
        total.plus(_term_cost(frame, term, spare))
    bound = bound_of_rule(rule, frame.terms.low, frame.terms.high)
    if len(total.variables) > 1:
        frame.cp.add(total.expression() >= bound - total.constant)
    return total


def _least(frame: Frame, rule: RuleTerms, term: Term) -> int:
    """Return a lower bound on the cost of one term."""
    alone = RuleTerms(rule.n, rule.teams, must=False, terms=[term])
    return bound_of_rule(alone, frame.terms.low, frame.terms.high)


def _term_cost(frame: Frame, term: Term, most: int | None) -> Linear:
    if isinstance(term, Pairs):
        return pairs_cost(frame, term)
    if isinstance(term, Matrix):
        return matrix_cost(frame, term)
    if isinstance(term, Place):
        return _place_cost(frame, term)
    total = Linear()
    cells = list(_priced_cells(frame, term))
    cheapest = sum(int(costs.min()) for _, costs in cells)
    for g, (cell, costs) in enumerate(cells):
        near = np.ones(len(costs), dtype=bool)
        if most is not None:
            # all other teams at their cheapest: what is left for this one
            near = costs <= most - cheapest + int(costs.min())
        values = cell.domain[near]
        if not len(values):
            frame.cp.add_bool_or([])
        elif isinstance(term, Tally):
            total.plus(table_cost(frame, cell, values, costs[near]))
        else:
            total.plus(square_cost(frame, cell, term, g, values))
    return total


def _priced_cells(frame: Frame, term: Tally | Square) -> Iterator[tuple[Cell, Ints]]:
    """Yield each team's cell and the cost of each value of its domain."""
    if isinstance(term, Square):
        for g, cell in enumerate(frame.cells(term.amounts)):
            yield cell, curve(term, g, cell.domain)
        return
    amounts = np.zeros(frame.terms.n, dtype=np.int64)
    amounts[term.members] = term.amounts
    for kind, cell in zip(term.which.tolist(), frame.cells(amounts), strict=True):
        inside = cell.domain < term.tables.shape[1]  # beyond its end a table knows: never reached
        known = Cell(cell.value, cell.domain[inside])
        yield known, term.tables[kind, known.domain]


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
        frame.cp.add_bool_or([] if literal is None else [~literal])
    for term in rule.terms:
        _enforce_term(frame, term, literal)


def _is_positive(frame: Frame, term: Term) -> bool:
    """Return whether no part of a term can cost less than nothing."""
    if isinstance(term, Tally | Square):
        return all(not len(costs) or costs.min() >= 0 for _, costs in _priced_cells(frame, term))
    return bool((term.costs >= 0).all())


def _enforce_term(frame: Frame, term: Term, literal: cp_model.IntVar | None) -> None:
    """Let every part of a term that is never below zero cost nothing."""
    if isinstance(term, Tally | Square):
        for cell, costs in _priced_cells(frame, term):
            restrict(frame, cell, cell.domain[costs == 0], literal)
    elif isinstance(term, Pairs):
        keep_apart(frame, term, literal)
    else:
        cost = _term_cost(frame, term, None)
        for variable, coef in zip(cost.variables, cost.coefs, strict=True):
            stated = frame.cp.add(variable == 0)
            if coef and literal is not None:
                stated.only_enforce_if(literal)
