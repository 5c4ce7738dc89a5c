"""Weights: what a unit of each wish's cost is worth, so that weight 1 means the same for all.

The yardstick of a rule is how much a random draw of teams costs beyond what arithmetic forces.
A rule's coefficient is its weight over its yardstick, brought to integers.  (For a table of
distances, where arithmetic says little, the yardstick is ten standard deviations over draws.)
A problem with one soft rule has coefficient 1, so that its cost is the rule's own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from grouping.bounds import bounds_of_rules
from grouping.problem import Problem
from grouping.terms import Index, Matrix, RuleTerms, Terms

DRAWS = 20
DRAWS_OF_MANY = 4
MANY = 20_000
# The largest yardstick gets at least this coefficient, so that rounding stays below one per cent.
FINEST = 64
# Random draws must stay this far inside int64, for assignments far worse than random.
LARGEST = 2**52


@dataclass(frozen=True, eq=False)
class Weighed:
    """A problem lowered and weighed.

    Attributes
    ----------
    terms
        What engines search and bounds speak of.
    random
        Mean raw cost of each rule over random draws.
    bounds
        Closed-form lower bound on the raw cost of each rule.
    """

    terms: Terms
    random: tuple[float, ...]
    bounds: tuple[int, ...]

    @property
    def bound(self) -> tuple[int, int]:
        """Lower bounds on (must violations, soft cost)."""
        return self.terms.total(self.bounds)

    @property
    def random_soft(self) -> float:
        """Mean soft cost of random draws."""
        parts = zip(self.terms.rules, self.terms.coefs, self.random, strict=True)
        return sum(coef * cost for rule, coef, cost in parts if not rule.must)


@lru_cache(maxsize=8)
def weigh(problem: Problem) -> Weighed:
    """Lower `problem` and give its soft rules their coefficients; the same for the same problem."""
    rules = problem.lower()
    unweighed = Terms(
        problem.n, problem.teams.low, problem.teams.high, rules, tuple(1 for _ in rules)
    )
    bounds = bounds_of_rules(unweighed, problem.rounds)
    draws = random_draws(problem)
    costs = np.array([[rule.evaluate(draw) for rule in rules] for draw in draws], dtype=float)
    costs = costs.reshape(len(draws), len(rules))
    yardsticks = [
        _yardstick(rule, costs[:, k], bound)
        for k, (rule, bound) in enumerate(zip(rules, bounds, strict=True))
    ]
    weights = [float(rule.weight) for rule in problem.rules]
    coefs = _coefficients(rules, yardsticks, weights, costs)
    terms = Terms(problem.n, problem.teams.low, problem.teams.high, rules, coefs)
    return Weighed(terms, tuple(costs.mean(axis=0).tolist()), tuple(bounds))


def random_draws(problem: Problem) -> list[Index]:
    """Return random assignments of the planned sizes, always the same; each (rounds, n)."""
    rng = np.random.default_rng(0)
    seats = np.repeat(np.arange(len(problem.teams), dtype=np.int32), problem.seats)
    count = DRAWS if problem.n <= MANY else DRAWS_OF_MANY
    return [np.stack([rng.permutation(seats) for _ in range(problem.rounds)]) for _ in range(count)]


def _yardstick(rule: RuleTerms, costs: np.ndarray, bound: int) -> float:
    if any(isinstance(term, Matrix) for term in rule.terms):
        return max(1.0, 10.0 * float(costs.std()))
    # what seldom happens at random must not outweigh all else: at least a unit for every 4 teams
    seldom = rule.unit * max(1.0, rule.teams / 4)
    return max(seldom, float(costs.mean()) - bound)


def _coefficients(
    rules: tuple[RuleTerms, ...], yardsticks: list[float], weights: list[float], costs: np.ndarray
) -> tuple[int, ...]:
    soft = [k for k, rule in enumerate(rules) if not rule.must]
    if len(soft) < 2:
        return tuple(1 for _ in rules)
    scale = FINEST * max(yardsticks[k] / weights[k] for k in soft)
    dearest = sum(float(np.abs(costs[:, k]).max()) * weights[k] / yardsticks[k] for k in soft)
    scale = min(scale, LARGEST / max(dearest, 1e-9))
    coefs = [max(1, round(scale * weights[k] / yardsticks[k])) for k in soft]
    common = math.gcd(*coefs)
    by_rule = dict(zip(soft, (c // common for c in coefs), strict=True))
    return tuple(by_rule.get(k, 1) for k in range(len(rules)))
