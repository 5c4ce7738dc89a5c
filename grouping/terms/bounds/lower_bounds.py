"""Closed-form lower bounds: what no assignment can beat, term by term, by arithmetic alone.

Each term is bounded by itself and the bounds are added, so what two terms cost each other is not
seen.  Every bound is an integer that holds for every assignment within the seats.
"""

from __future__ import annotations

import heapq
import math
from functools import lru_cache

import numpy as np

from grouping.terms.arrays import Ints
from grouping.terms.bounds.cross_round_bounds import bound_across
from grouping.terms.bounds.cuts import cuts_bound
from grouping.terms.bounds.semidefinite import semidefinite_bound
from grouping.terms.bounds.tally import least_shared
from grouping.terms.rounds import Joint
from grouping.terms.terms import Matrix, Pairs, Place, RuleTerms, Square, Tally, Term, Terms


def bound_of_rule(rule: RuleTerms, low: Ints, high: Ints) -> int:
    """Return a lower bound on the raw cost of one rule in one round."""
    bound = rule.constant + sum(_bound(term, rule.n, low, high) for term in rule.terms)
    bound -= sum(term.most(high) for term in rule.alone)
    # violations are counted, so there are never fewer than none
    least = 0 if rule.must else rule.least
    return bound if least is None else max(bound, least)


def bounds_of_rules(terms: Terms | Joint) -> list[int]:
    """Return a lower bound on the raw cost of each rule over all rounds."""
    if isinstance(terms, Terms):
        return [bound_of_rule(rule, terms.low, terms.high) for rule in terms.rules]
    bounds = [bound_across(terms, k) for k in range(len(terms.rules))]
    known: dict[int, list[int]] = {}
    for part in terms.parts:
        if id(part) not in known:
            known[id(part)] = bounds_of_rules(part.terms)
        for k, bound in enumerate(known[id(part)]):
            bounds[k] += part.factors[k] * bound
    return bounds


def _bound(term: Term, n: int, low: Ints, high: Ints) -> int:
    if isinstance(term, Tally):
        return least_shared(term, n, low, high)
    if isinstance(term, Square):
        return _square(term, low, high)
    if isinstance(term, Place):
        return _places(term, high)
    if isinstance(term, Pairs):
        return int(np.minimum(term.costs, 0).sum())
    return _matrix(term, tuple(low.tolist()), tuple(high.tolist()))


def _places(term: Place, high: Ints) -> int:
    """Return what all cost at the cheapest, and those for whom there is no seat at the next.

    People whose cheapest teams are the same ones share the seats of these; as many as these do not
    hold go elsewhere, those first who lose least.
    """
    rows = term.row[term.row >= 0]
    least = term.costs.min(axis=1)
    total = int(least[rows].sum())
    cheapest = term.costs == least[:, None]
    elsewhere = np.where(cheapest, np.iinfo(np.int64).max, term.costs).min(axis=1)
    kinds, kind_of = np.unique(cheapest, axis=0, return_inverse=True)
    kind_of = kind_of.ravel()[rows]
    for k, teams in enumerate(kinds):
        who = rows[kind_of == k]
        over = len(who) - int(high[teams].sum())
        if over > 0 and not teams.all():
            total += int(np.sort((elsewhere - least)[who])[:over].sum())
    return total


def _square(term: Square, low: Ints, high: Ints) -> int:
    """Share the whole sum out over the teams; every team's sum lies on a lattice.

    With all amounts equal to rho modulo m, a team of s members has a sum of s rho modulo m.
    """
    amounts = term.amounts
    step = math.gcd(*{abs(v - int(amounts[0])) for v in set(amounts.tolist())})
    if (low != high).any():
        step = math.gcd(step, int(amounts[0]))
        rest = np.zeros_like(low)
    else:
        rest = low * int(amounts[0])
    if step == 0:
        return 0  # nobody differs, so with fixed sizes nothing can be said beyond 0
    rest = (rest - term.targets) % step
    teams = list(zip(rest.tolist(), term.slack.tolist(), term.coefs.tolist(), strict=True))

    def cost(g: int, z: int) -> int:
        value, slack, coef = teams[g]
        return int(coef * max(0, abs(value + step * z) - slack) ** 2)

    # each team at its cheapest lattice point, then the fewest cheap steps to the whole sum
    at = [0 if 2 * value <= step else -1 for value, _, _ in teams]
    due = (int(amounts.sum()) - int(term.targets.sum()) - sum(rest.tolist())) // step - sum(at)
    if abs(due) > 20 * len(at):
        return 0
    way = 1 if due > 0 else -1
    queue = [(cost(g, z + way) - cost(g, z), g) for g, z in enumerate(at)]
    heapq.heapify(queue)
    for _ in range(abs(due)):
        _, g = heapq.heappop(queue)
        at[g] += way
        heapq.heappush(queue, (cost(g, at[g] + way) - cost(g, at[g]), g))
    return sum(cost(g, z) for g, z in enumerate(at))


@lru_cache(maxsize=8)
def _matrix(term: Matrix, fewest: tuple[int, ...], most: tuple[int, ...]) -> int:
    """Return the best bound: by everybody's cheapest mates, by cuts, by a relaxation.

    Weights, search and proof ask for it in turn; a term is equal to itself alone.
    """
    low, high = np.array(fewest, dtype=np.int64), np.array(most, dtype=np.int64)
    found = [_cheapest_mates(term.costs, high)]
    if term.cuts:
        found.append(cuts_bound(term.cuts, low, high))
    # where there are cuts, they are mostly met
    relaxed = semidefinite_bound(term.costs, low, high, relax=not term.cuts)
    if relaxed is not None:
        found.append(relaxed)
    return max(found)


def _cheapest_mates(costs: Ints, high: Ints) -> int:
    """Give everyone the cheapest mates a largest team has room for; each pair counts twice."""
    mates = min(int(high.max()) - 1, len(costs) - 1)
    if mates < 1:
        return 0
    others = costs.copy()
    np.fill_diagonal(others, np.iinfo(np.int64).max)
    cheapest = np.partition(others, mates - 1, axis=1)[:, :mates]
    if (high == high[0]).all() and int(high.sum()) == len(costs):
        return -int(-cheapest.sum() // 2)
    return -int(-np.minimum(cheapest, 0).sum() // 2)
