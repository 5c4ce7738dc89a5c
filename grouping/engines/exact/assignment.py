"""The assignment problem: if only places cost something, a minimum-cost flow gives the optimum.

Where costs say only who is on which team, people flow to teams and teams to the end, as many as
have seats.  The flow of least cost is whole and is the best assignment, so nothing is left to
prove (transportation problem: Hitchcock, J. Math. Phys. 20, 1941).
"""

from __future__ import annotations

import numpy as np

from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import Place, Terms

# Sums of costs stay this far inside 64 bits, with room for the price of an empty seat.
LARGEST = 2**60


def is_assignment(terms: Terms) -> bool:
    """Return whether costs of places are all there is."""
    rules = terms.rules
    only = all(isinstance(term, Place) for rule in rules for term in rule.terms)
    return only and any(rule.terms for rule in rules) and not any(rule.alone for rule in rules)


def assign(terms: Terms) -> Index | None:
    """Return a best assignment; None where costs are too large to be added exactly.

    Parameters
    ----------
    terms
        A problem of one round for which `is_assignment` holds.

    Returns
    -------
    int32, shape (1, n), or None
        No assignment within the seats has fewer must violations, or as few at less soft cost.
    """
    from ortools.graph.python import min_cost_flow

    cost = _costs(terms)
    if cost is None:
        return None
    n, teams = terms.n, terms.teams
    rows, which, supply = np.unique(cost, axis=0, return_inverse=True, return_counts=True)
    kinds = len(rows)
    # people with the same costs are one node; then the teams, then the end
    tails = np.repeat(np.arange(kinds), teams)
    heads = np.tile(np.arange(teams), kinds) + kinds
    # seats that must be filled earn more than all else can cost
    fill = -(int(np.abs(rows).max(initial=0)) * 2 * (n + 1) + 1)
    flow = min_cost_flow.SimpleMinCostFlow()
    between = flow.add_arcs_with_capacity_and_unit_cost(
        tails, heads, np.repeat(supply, teams), rows.ravel()
    )
    ends = np.full(teams, kinds + teams)
    of_team = np.arange(teams) + kinds
    flow.add_arcs_with_capacity_and_unit_cost(of_team, ends, terms.low, np.full(teams, fill))
    flow.add_arcs_with_capacity_and_unit_cost(of_team, ends, terms.high - terms.low, ends * 0)
    flow.set_nodes_supplies(np.arange(kinds), supply)
    flow.set_nodes_supplies(np.array([kinds + teams]), np.array([-n]))
    if flow.solve() != flow.OPTIMAL:
        return None
    sent = flow.flows(between).reshape(kinds, teams)
    team = np.full(n, -1, dtype=np.int32)
    for kind in range(kinds):
        team[which.ravel() == kind] = np.repeat(np.arange(teams), sent[kind])
    return team[None, :]


def _costs(terms: Terms) -> Ints | None:
    """Return what everybody costs on every team, must first; int64, shape (n, teams)."""
    must, soft = np.zeros((2, terms.n, terms.teams), dtype=np.int64)
    for rule, coef in zip(terms.rules, terms.coefs, strict=True):
        for term in rule.terms:
            assert isinstance(term, Place)
            placed = term.row >= 0
            layer = must if rule.must else soft
            layer[placed] += (1 if rule.must else coef) * term.costs[term.row[placed]]
    worst = int(np.abs(soft).max(initial=0)) * 2 * terms.n + 1
    most = int(np.abs(must).max(initial=0))
    if (most * worst + worst) * 2 * (terms.n + 1) > LARGEST:
        return None
    return must * worst + soft
