"""What is said to be proven is compared with trying everything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from grouping import Problem
from grouping.engines.budget import Budget, Progress
from grouping.engines.exact import prove
from grouping.scoring.weights import weigh
from grouping.terms.terms import RuleTerms, Terms
from tests.helpers import assignments, best_of_all, crew
from tests.strategies import RULES, judged_problems, problems

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def plenty() -> Budget:
    return Budget(30.0)


def matrix_terms(n: int, low: list[int], high: list[int], seed: int = 0) -> Terms:
    """Return the maximally diverse grouping of random integer distances."""
    upper = np.triu(np.random.default_rng(seed).integers(0, 100, (n, n)), 1)
    rule = RuleTerms(n, len(low), must=False)
    rule.matrix(-(upper + upper.T))
    seats = (np.array(bounds, dtype=np.int64) for bounds in (low, high))
    return Terms(n, *seats, (rule,), (1,))


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(problem=problems(people=(4, 7), most_teams=3))
def test_the_solver_proves_what_trying_everything_finds(problem: Problem):
    terms = weigh(problem).terms
    proof = prove(terms, budget=plenty(), few=0)
    best = best_of_all(problem)
    assert proof.optimal
    assert proof.bound == best == terms.evaluate(proof.assignment)
    assert proof.infeasible == (best[0] > 0)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(problem=problems(people=(4, 7), most_teams=3))
def test_trying_one_of_each_kind_finds_the_same(problem: Problem):
    proof = prove(weigh(problem).terms, budget=plenty())
    assert proof.bound == best_of_all(problem)
    assert proof.optimal
    assert proof.kind in ("arithmetic", "exhausted")


@pytest.mark.parametrize("kind", sorted(RULES))
def test_every_kind_of_rule_alone_is_proven(kind: str):
    @settings(max_examples=5, deadline=None, suppress_health_check=SLOW)
    @given(problem=problems(kind, people=(4, 7), most_teams=3))
    def holds(problem: Problem) -> None:
        proof = prove(weigh(problem).terms, budget=plenty(), few=0)
        assert proof.optimal
        assert proof.bound == best_of_all(problem)

    holds()


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(case=judged_problems(people=(4, 7), most_teams=3))
def test_a_start_does_not_change_what_is_proven(case: tuple):
    problem, team = case
    terms = weigh(problem).terms
    proof = prove(terms, budget=plenty(), start=team[None, :], few=0)
    assert proof.optimal
    assert proof.bound == best_of_all(problem) == terms.evaluate(proof.assignment)


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(case=judged_problems(people=(4, 7), most_teams=3))
def test_a_bound_cut_short_is_below_every_assignment(case: tuple):
    problem, team = case
    terms = weigh(problem).terms
    # a step is far too little for the solver to prove anything by search
    proof = prove(terms, budget=Budget(None, steps=1), start=team[None, :], few=0)
    assert all(proof.bound <= terms.evaluate(a) for a in assignments(problem))
    assert terms.evaluate(proof.assignment) <= terms.evaluate(team[None, :])


@pytest.mark.parametrize(
    ("low", "high"), [([3, 3, 3], [3, 3, 3]), ([2, 2, 2], [4, 4, 4]), ([2, 3, 4], [2, 3, 4])]
)
def test_distances_are_proven_for_equal_open_and_uneven_sizes(low: list[int], high: list[int]):
    terms = matrix_terms(9, low, high)
    everything = prove(terms, budget=plenty(), few=10**6)
    by_search = prove(terms, budget=plenty(), few=0)
    assert everything.kind == "exhausted"
    assert by_search.kind == "CP-SAT"
    assert everything.optimal
    assert by_search.optimal
    assert everything.bound == by_search.bound


def test_a_bound_met_by_the_start_needs_no_search():
    problem = crew({"kind": "at_most", "count": 3, "where": {"Gender": "P"}})
    start = np.array([[0, 0, 0, 1, 1, 1]], dtype=np.int32)
    proof = prove(weigh(problem).terms, budget=plenty(), start=start)
    assert proof.kind == "arithmetic"
    assert proof.optimal
    assert not proof.infeasible
    assert (proof.assignment == start).all()


def test_must_rules_that_clash_are_proven_infeasible_with_the_fewest_violations():
    problem = crew(
        {"kind": "together", "people": ["Ani", "Budi"]},
        {"kind": "apart", "people": ["Ani", "Budi"]},
        {"kind": "spread", "column": "Gender"},
    )
    proof = prove(weigh(problem).terms, budget=plenty(), few=0)
    assert proof.infeasible
    assert proof.optimal
    assert proof.bound == best_of_all(problem)


def test_whoever_watches_sees_ever_better_assignments():
    terms, seen = matrix_terms(9, [3, 3, 3], [3, 3, 3]), []

    def watch(progress: Progress) -> None:
        seen.append(terms.evaluate(progress.best))

    proof = prove(terms, budget=plenty(), few=0, watch=watch)
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == terms.evaluate(proof.assignment)


def test_sums_of_a_billion_are_proven_or_left_to_arithmetic():
    rule = RuleTerms(4, 2, must=False)
    rule.square(np.array([-(10**9), 10**9 + 7, 5, -3]), coefs=4)
    seats = np.array([2, 2], dtype=np.int64)
    terms = Terms(4, seats, seats, (rule,), (1,))
    start = np.array([[0, 1, 0, 1]], dtype=np.int32)
    proof = prove(terms, budget=plenty(), start=start, few=0)
    best = prove(terms, budget=plenty()).bound
    assert proof.bound <= best <= terms.evaluate(proof.assignment)
