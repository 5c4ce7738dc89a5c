"""Weights: what one unit of each wish's cost is worth, so that weight 1 means the same for all.

The yardstick of a rule is how much a random draw of teams costs beyond what arithmetic forces.
A rule's coefficient is its weight over its yardstick, brought to integers.  (For
distances, where arithmetic says little, the yardstick is ten standard deviations over draws.)
A problem with one soft rule has coefficient 1, so that its cost is the rule's own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.problem import Problem
from grouping.terms.arrays import Index, Ints
from grouping.terms.bounds.allocation import is_convex
from grouping.terms.bounds.lower_bounds import bounds_of_rules
from grouping.terms.cross_round import Meetings
from grouping.terms.fix_rounds import one_round
from grouping.terms.rounds import Joint
from grouping.terms.terms import Matrix, Pairs, Place, Points, RuleTerms, Square, Tally, Terms

DRAWS = 20
DRAWS_OF_MANY = 4
MANY = 20_000
# The largest yardstick gets at least this coefficient, so that rounding stays below one per cent.
FINEST = 64
# Sums are squared; their yardstick is so many times shorter.
SQUARED = 2.0
# The worst assignment must stay this far inside 64 bits, for prices of violations on top.
LARGEST = 2**57


@dataclass(frozen=True, eq=False)
class Weighed:
    """A problem as terms, with integer coefficients for its wishes.

    Attributes
    ----------
    joint
        All rounds: what bounds speak of.
    terms
        What engines search: `joint`, or the terms of the only round if it is all.
    random
        Mean raw cost of each rule over random draws.
    bounds
        Closed-form lower bound on the raw cost of each rule.
    """

    joint: Joint
    terms: Terms | Joint
    random: tuple[float, ...]
    bounds: tuple[int, ...]

    @property
    def bound(self) -> tuple[int, int]:
        """Lower bounds on (must violations, soft cost)."""
        return self.joint.total(self.bounds)

    @property
    def random_soft(self) -> float:
        """Mean soft cost of random draws."""
        parts = zip(self.joint.rules, self.joint.coefs, self.random, strict=True)
        return sum(coef * cost for rule, coef, cost in parts if not rule.must)


@lru_cache(maxsize=8)
def weigh(problem: Problem) -> Weighed:
    """Lower `problem` and give its soft rules their coefficients; the same for the same problem."""
    joint = problem.lower()
    bounds = bounds_of_rules(joint)
    draws = random_draws(problem)
    costs = np.array([joint.costs(draw) for draw in draws], dtype=float)
    costs = costs.reshape(len(draws), len(joint.rules))
    yardsticks = [_yardstick(joint, k, costs[:, k], bound) for k, bound in enumerate(bounds)]
    weights = [float(rule.weight) for rule in problem.rules]
    joint = joint.weighed(_coefficients(joint, yardsticks, weights))
    random = tuple(costs.mean(axis=0).tolist())
    return Weighed(joint, one_round(joint) or joint, random, tuple(bounds))


def random_draws(problem: Problem) -> list[Index]:
    """Return random assignments of the planned sizes, always the same; each (rounds, n)."""
    rng = np.random.default_rng(0)
    count = DRAWS if problem.n * problem.rounds <= MANY else DRAWS_OF_MANY
    draws = np.full((count, problem.rounds, problem.n), -1, dtype=np.int32)
    for draw in draws:
        for team, one in zip(draw, problem.by_round, strict=True):
            team[one.people] = rng.permutation(np.repeat(one.places, one.seats))
    return list(draws)


def _yardstick(joint: Joint, k: int, costs: np.ndarray, bound: int) -> float:
    lowered = [part.terms.rules[k] for part in joint.parts]
    if any(isinstance(t, Matrix | Points) for rule in lowered for t in (*rule.terms, *rule.alone)):
        return max(1.0, 10.0 * float(costs.std()))
    # what seldom happens at random must not outweigh all else: at least a unit for every 4 teams
    # of every round
    seldom = joint.rules[k].unit * max(1.0, joint.teams / 4) * joint.rounds
    excess = float(costs.mean()) - bound
    if any(isinstance(term, Square) for rule in lowered for term in rule.terms):
        # squares of what is off fall faster than what is off, and so would lose near the best
        excess /= SQUARED
    return max(seldom, excess)


def _coefficients(joint: Joint, yardsticks: list[float], weights: list[float]) -> tuple[int, ...]:
    rules = joint.rules
    soft = [k for k, rule in enumerate(rules) if not rule.must]
    dearest = [_worst_of_all(joint, k) for k in soft]
    if len(soft) < 2:
        coefs = [1 for _ in soft]
    else:
        scale = FINEST * max(yardsticks[k] / weights[k] for k in soft)
        worth = [weights[k] / yardsticks[k] for k in soft]
        scale = min(
            scale, LARGEST / max(sum(w * d for w, d in zip(worth, dearest, strict=True)), 1e-9)
        )
        coefs = [max(1, round(scale * w)) for w in worth]
    if sum(c * d for c, d in zip(coefs, dearest, strict=True)) > 2 * LARGEST:
        raise InputError(
            _("the costs of the wishes are too large, or too far apart, to be added exactly"),
            hint=_("bring the weights nearer to each other, or the numbers into smaller units"),
        )
    common = math.gcd(*coefs)
    by_rule = dict(zip(soft, (c // common for c in coefs), strict=True))
    return tuple(by_rule.get(k, 1) for k in range(len(rules)))


def _worst_of_all(joint: Joint, k: int) -> int:
    """Return more than any assignment can cost on a rule over all rounds."""
    total = abs(joint.rules[k].constant)
    for part in joint.parts:
        total += part.factors[k] * worst_cost(part.terms.rules[k], part.terms.high)
    for term in joint.rules[k].across:
        dearest = np.abs(term.tables).max(axis=1)
        if isinstance(term, Meetings):
            total += int((dearest * term.pairs_of_kind).sum())
        else:
            total += int(dearest[term.row[term.row >= 0]].sum()) * joint.teams
    return total


def worst_cost(rule: RuleTerms, high: Ints) -> int:
    """Return more than any assignment within the seats can cost on a rule, by size."""
    total = abs(rule.constant) + sum(term.most(high) for term in rule.alone)
    for term in rule.terms:
        if isinstance(term, Tally):
            total += _worst_tally(term)
        elif isinstance(term, Square):
            # no team's sum is above its seats times the largest amount, nor all above all amounts
            largest, every = int(np.abs(term.amounts).max()), int(np.abs(term.amounts).sum())
            off = min(int(high.max()) * largest, every) + int(np.abs(term.targets).max())
            total += int(term.coefs.max()) * off * (every + int(np.abs(term.targets).sum()))
        elif isinstance(term, Place):
            total += int(np.abs(term.costs).max()) * int((term.row >= 0).sum())
        elif isinstance(term, Pairs):
            total += int(np.abs(term.costs).sum())
        else:
            mates = min(int(high.max()), rule.n)
            total += int(np.abs(term.costs).max()) * rule.n * mates // 2
    return total


def _worst_tally(term: Tally) -> int:
    """Return more than a counter can cost, by size.

    Of convex costs the dearest has all teams but one at either end of the table.
    """
    dearest = np.abs(term.tables).max(axis=0)
    most, teams = len(dearest) - 1, len(term.which)
    if not (term.counts_heads and most and is_convex(dearest)):
        return int(np.abs(term.tables).max(axis=1)[term.which].astype(object).sum())
    full = min(teams, len(term.members) // most)
    empty = teams - full
    return int(dearest[-1]) * full + int(dearest[0]) * empty + int(dearest.max())
