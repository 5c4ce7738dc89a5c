"""Coefficients: weight 1 means the same for every rule."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from grouping import Problem
from grouping.scoring.weights import random_draws, weigh, worst_cost
from tests.helpers import assignments, crew
from tests.strategies import problems

SPREAD = {"kind": "spread", "column": "Agency"}
BALANCE = {"kind": "balance", "column": "Age"}
WISH = {"kind": "prefer", "people": ["Ani", "Budi"]}


def coefs(*rules: dict) -> tuple[int, ...]:
    return weigh(crew(*rules)).terms.coefs


def test_a_single_soft_rule_has_coefficient_one():
    assert coefs(SPREAD) == (1,)
    assert coefs(BALANCE | {"weight": 7}) == (1,)


def test_must_rules_have_coefficient_one_and_do_not_count_as_soft():
    must = {"kind": "together", "people": ["Ani", "Budi"]}
    assert coefs(must, SPREAD) == (1, 1)
    assert coefs(must, SPREAD, BALANCE)[0] == 1


@pytest.mark.parametrize("others", [[BALANCE], [BALANCE, WISH], [WISH]])
def test_doubling_a_weight_doubles_its_coefficient_against_the_others(others: list[dict]):
    single, *rest = coefs(SPREAD, *others)
    double, *rest_of_double = coefs(SPREAD | {"weight": 2}, *others)
    # coefficients are at least 64 before their common divisor is taken out: each is rounded by
    # at most half of 1 in 64, so a ratio of two ratios by about 4 * 0.8 per cent
    for one, other in zip(rest, rest_of_double, strict=True):
        assert (double / other) / (single / one) == pytest.approx(2, rel=0.035)


def test_the_order_of_rules_does_not_matter():
    forward, backward = coefs(SPREAD, BALANCE, WISH), coefs(WISH, BALANCE, SPREAD)
    assert forward == backward[::-1]


@given(problem=problems(rules=(2, 4), must=False))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_equal_problems_have_equal_positive_coefficients(problem: Problem):
    same = Problem(problem.roster, problem.teams, problem.rules)
    one, other = weigh(problem), weigh(same)
    assert one.terms.coefs == other.terms.coefs
    assert one.random == other.random
    assert one.bounds == other.bounds
    assert min(one.terms.coefs) >= 1
    assert np.gcd.reduce(one.terms.coefs) == 1


def test_random_draws_keep_the_planned_sizes_and_never_change():
    problem = crew(teams=["a", "b", "c", "d"])
    draws = random_draws(problem)
    # 6 people on 4 teams: 2, 2, 1, 1
    assert all(np.bincount(d[0]).tolist() == [2, 2, 1, 1] for d in draws)
    assert np.array_equal(draws, random_draws(problem))
    assert len({tuple(d[0]) for d in draws}) > 1


def test_a_random_draw_costs_each_rule_about_its_weight():
    # two spreads of the same yardstick weigh the same; thrice the weight costs thrice as much
    weighed = weigh(crew(SPREAD, SPREAD | {"weight": 3}))
    assert weighed.terms.coefs == (1, 3)
    assert weighed.random[0] == weighed.random[1]
    assert weighed.random_soft == pytest.approx(4 * weighed.random[0])


def test_the_worst_assignment_fits_in_64_bits_whatever_the_weights():
    people = [{"x": 1e9 * (k % 7)} for k in range(40)]
    rules = [
        {"kind": "balance", "column": "x", "weight": 1e-6},
        {"kind": "at_most", "count": 1, "where": {"x": "> 5e9"}, "must": False, "weight": 1e5},
        {"kind": "avoid", "people": ["1", "2"], "weight": 9e5},
    ]
    problem = Problem.of(people, teams=4, rules=rules)
    terms = weigh(problem).terms
    worst = [worst_cost(rule, problem.teams.high) for rule in terms.rules]
    assert sum(c * w for c, w in zip(terms.coefs, worst, strict=True)) < 2**59


def test_no_assignment_costs_more_than_the_worst_cost():
    problem = crew(
        {"kind": "spread", "column": "Agency"},
        {"kind": "balance", "column": "Age"},
        {"kind": "avoid", "people": ["1", "2", "3"]},
        {"kind": "distance", "columns": ["Age"]},
    )
    for rule in weigh(problem).terms.rules:
        worst = worst_cost(rule, problem.teams.high)
        assert all(abs(rule.evaluate(a)) <= worst for a in assignments(problem))
