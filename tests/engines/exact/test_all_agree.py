"""Small random problems of all kinds of rules: search and proof find what trying all finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from grouping import Problem
from grouping.engines.budget import Budget
from grouping.engines.exact import prove
from grouping.engines.local import search
from grouping.problem.registry import kinds
from grouping.scoring.weights import weigh
from tests.helpers import best_of_all
from tests.strategies import problems

STEPS = 100_000
ALONE, MIXED = 6, 120


def agree(problem: Problem, **options: int) -> None:
    """Say that exact and local engine reach the least cost of all assignments."""
    weighed = weigh(problem)
    best = best_of_all(problem)
    proof = prove(weighed.terms, budget=Budget(30.0), **(options or {"few": 0}))
    assert proof.optimal
    assert proof.bound == best == weighed.terms.evaluate(proof.assignment)
    rng = np.random.default_rng(0)
    found = search(weighed.terms, rng=rng, budget=Budget(None, STEPS), target=weighed.bound[1])
    assert weighed.terms.evaluate(found.assignment) == best


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_one_rule_of_every_kind(kind: str):
    @settings(max_examples=ALONE, deadline=None, suppress_health_check=list(HealthCheck))
    @given(problem=problems(kind, people=(4, 7), most_teams=3))
    def holds(problem: Problem) -> None:
        # models of anticlustering have squares of large numbers and take minutes to close
        agree(problem, **({"few": 10_000} if kind == "anticluster" else {}))

    holds()


@settings(max_examples=MIXED, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems(rules=(2, 6), people=(4, 7), most_teams=3))
def test_several_rules_of_any_kinds(problem: Problem):
    agree(problem)


def test_they_are_two_hundred_problems_of_all_kinds():
    assert len(kinds()) * ALONE + MIXED >= 200
