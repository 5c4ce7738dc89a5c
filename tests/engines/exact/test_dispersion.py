"""Proofs about the least distance within teams."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import Problem, Teams, solve
from grouping.engines.budget import Budget
from grouping.engines.exact import prove
from grouping.engines.exact import prove_dispersion as module
from grouping.scoring.weights import weigh
from tests.engines.local.test_dispersion_search import asked
from tests.helpers import best_of_all, open_teams

SECOND = Budget(None, 10_000_000)


@pytest.mark.parametrize("teams", [2, 3, open_teams([1, 2, 1], [4, 4, 6])])
@given(seed=st.integers(0, 1000))
@settings(max_examples=12, deadline=None)
def test_the_proof_ends_at_the_best_of_all_teams(teams: int | Teams, seed: int):
    problem = asked(seed, 8, teams)
    proof = prove(weigh(problem).terms, budget=SECOND)
    assert proof.optimal
    assert proof.assignment is not None
    assert proof.bound == best_of_all(problem)
    assert weigh(problem).terms.evaluate(proof.assignment) == proof.bound


@given(seed=st.integers(0, 1000))
@settings(max_examples=12, deadline=None)
def test_a_proof_about_those_with_many_mates_holds_for_all(seed: int):
    problem = asked(seed, 8, 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_PLACES", 0)
        proof = prove(weigh(problem).terms, budget=SECOND)
    assert proof.bound <= best_of_all(problem)


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 2])
def test_auto_proves_what_arithmetic_does_not(threads: int):
    problem = asked(1, 20, 3)
    result = solve(problem, seconds=4.0, threads=threads)
    assert result.status == "optimal"
    assert result.proof == "CP-SAT"


def test_a_start_that_is_the_best_is_only_proven():
    problem = asked(2, 8, 2)
    first = prove(weigh(problem).terms, budget=SECOND)
    assert first.assignment is not None
    again = prove(weigh(problem).terms, budget=SECOND, start=first.assignment)
    assert again.optimal
    assert again.assignment is not None
    assert np.array_equal(again.assignment, first.assignment)


def test_where_everybody_is_alike_nothing_is_left_to_prove():
    rule = {"kind": "dispersion", "matrix": np.zeros((6, 6)).tolist()}
    problem = Problem.of([{"id": str(k)} for k in range(6)], teams=2, rules=[rule])
    result = solve(problem, seconds=1.0)
    assert (result.status, result.score.soft) == ("optimal", 0)
