"""Engines together: what `solve` says is proven, and why must rules clash."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from grouping import Problem, Result, solve
from grouping.engines.budget import Budget
from grouping.engines.engine import ENGINES, engine_named
from grouping.scoring.weights import weigh
from tests.helpers import best_of_all, crew
from tests.strategies import problems

# Of three people on two teams two must meet; each pair by itself need not: arithmetic says 0.
CLASH = [
    {"kind": "avoid", "people": ["1", "2", "3"]},
    {"kind": "spread", "column": "Agency"},
]
# Distances of six people, of which arithmetic says less than is so.
_HALF = np.triu(np.random.default_rng(5).integers(1, 99, (6, 6)), 1)
APART = (_HALF + _HALF.T).tolist()
TRIANGLE = [{"kind": "apart", "people": pair} for pair in (["1", "2"], ["2", "3"], ["1", "3"])]


@pytest.mark.slow
def test_what_arithmetic_leaves_open_is_proven_by_the_exact_engine() -> None:
    result = solve(crew(*CLASH), seconds=3, threads=2)
    assert result.score.value == best_of_all(result.problem)
    assert result.status == "optimal"
    assert result.proof in ("CP-SAT", "exhausted")
    assert result.bound == result.score.value > result.score.bound


@pytest.mark.slow
def test_what_is_proven_of_the_only_wish_is_the_best_possible_of_it() -> None:
    result = solve(crew({"kind": "dispersion", "matrix": APART}), seconds=3, threads=2)
    assert result.proof == "CP-SAT"
    assert result.score.rules[0].proven
    assert result.score.bound == result.bound == result.score.value


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("threads", [1, 2])
def test_every_engine_finds_the_best_of_a_tiny_problem(engine: Any, threads: int) -> None:
    result = solve(crew(*CLASH), engine=engine, seconds=1, threads=threads)
    assert result.score.value == best_of_all(result.problem)


def test_the_local_engine_claims_no_more_than_arithmetic() -> None:
    result = solve(crew(*CLASH), engine="local", seconds=0.3, threads=1)
    assert result.proof == "arithmetic"
    assert result.status == "feasible"


def test_no_model_is_built_that_a_short_budget_has_no_time_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def late(*_: Any, **__: Any) -> None:
        raise AssertionError("a model was built")

    monkeypatch.setattr("grouping.engines.exact.improve", late)
    result = solve(crew(*CLASH), engine="auto", seconds=0.3, threads=1)
    assert result.score.value == best_of_all(result.problem)
    with pytest.raises(AssertionError, match="model"):
        solve(crew(*CLASH), engine="auto", seconds=3, threads=1)


def test_a_fault_of_the_proof_beside_a_search_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def faulty(*_: Any, **__: Any) -> None:
        raise AssertionError("the model and the terms disagree")

    monkeypatch.setattr("grouping.engines.exact.prove", faulty)
    with pytest.raises(AssertionError, match="disagree"):
        solve(crew(*CLASH), seconds=1, threads=2)


@pytest.mark.slow
@pytest.mark.parametrize("rules", [CLASH, [{"kind": "dispersion", "matrix": APART}]])
def test_ctrl_c_beside_a_proof_keeps_the_best_and_ends_the_proof(
    monkeypatch: pytest.MonkeyPatch, rules: list[dict[str, Any]]
) -> None:
    begun, stopped = threading.Event(), []

    def endless(_terms: Any, *, budget: Budget, **_: Any) -> Any:
        assert budget.stop is not None
        begun.set()
        stopped.append(budget.stop.wait(60))
        raise MemoryError  # which is no proof, and no fault

    def interrupt(_progress: Any) -> None:
        if begun.is_set():
            raise KeyboardInterrupt

    monkeypatch.setattr("grouping.engines.exact.prove", endless)
    result = solve(crew(*rules), seconds=30, threads=2, watch=interrupt)
    assert result.interrupted
    assert stopped == [True]


@given(problem=problems(rules=(1, 4), people=(4, 7), most_teams=3))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_bound_of_the_engines_is_above_the_best(problem: Problem) -> None:
    weighed = weigh(problem)
    answer = engine_named("exact")(
        weighed.terms,
        rng=np.random.default_rng(0),
        budget=Budget(0.5),
        threads=1,
        bound=weighed.bound,
    )
    assert weighed.bound <= answer.bound <= best_of_all(problem)


@pytest.mark.slow
def test_three_apart_on_two_teams_are_explained_by_all_three_rules() -> None:
    others = [{"kind": "spread", "column": "Agency"}, {"kind": "together", "people": ["4", "5"]}]
    result = solve(crew(*others, *TRIANGLE), seconds=1)
    assert result.status == "infeasible"
    assert {rule.describe() for rule in result.conflict} == {
        "apart: 1, 2",
        "apart: 2, 3",
        "apart: 1, 3",
    }
    assert result.relaxed == ("1 pair met",) * 3


def pin(who: str, team: str) -> dict[str, Any]:
    return {"kind": "pin", "people": [who], "teams": [team]}


def quota(kind: str, count: int, **where: str) -> dict[str, Any]:
    return {"kind": kind, "count": count, "where": where}


# Thirty ways to ask the crew (Ani P, Budi L, Citra P, Dedi L, Eka P, Fajar L; three of Police, two
# of Army, one of Health) for two teams of three that cannot be.
CLASHES: list[list[dict[str, Any]]] = [
    TRIANGLE,
    [*TRIANGLE, {"kind": "together", "people": ["5", "6"]}],
    [pin("1", "1"), pin("2", "1"), pin("3", "1"), pin("4", "1")],
    [pin("1", "1"), {"kind": "together", "people": ["1", "2"]}, pin("2", "2")],
    [pin("1", "1"), {"kind": "apart", "people": ["1", "2"]}, pin("2", "1")],
    [{"kind": "together", "people": ["1", "2"]}, {"kind": "together", "people": ["2", "3", "4"]}],
    [{"kind": "together", "people": ["1", "2"]}, {"kind": "apart", "people": ["1", "2"]}],
    [
        {"kind": "together", "people": ["1", "2"]},
        {"kind": "together", "people": ["2", "3"]},
        {"kind": "apart", "people": ["1", "3"]},
    ],
    [quota("at_least", 2, Gender="P")],
    [quota("at_most", 1, Gender="P")],
    [quota("exactly", 1, Gender="P")],
    [quota("at_least", 1, Agency="Health")],
    [quota("exactly", 2, Agency="Army")],
    [{"kind": "same_at_most", "column": "Gender", "count": 1}],
    [{"kind": "same_at_most", "column": "Agency", "count": 1}],
    [{"kind": "cover", "column": "Agency"}],
    [quota("at_least", 1, Agency="Army"), {"kind": "together", "people": ["3", "4"]}],
    [{"kind": "cover", "column": "Gender"}, {"kind": "together", "people": ["1", "3", "5"]}],
    [
        {"kind": "not_alone", "column": "Gender", "value": "P", "must": True},
        {"kind": "apart", "people": ["1", "3"]},
        {"kind": "apart", "people": ["3", "5"]},
        {"kind": "apart", "people": ["1", "5"]},
    ],
    [
        {"kind": "spread", "column": "Gender", "must": True},
        pin("1", "1"),
        pin("3", "1"),
        pin("5", "1"),
    ],
    [
        {"kind": "balance", "column": "Age", "within": 0.5, "must": True},
        pin("1", "1"),
        pin("4", "1"),
    ],
    [{"kind": "bar", "people": ["1"], "teams": ["1", "2"]}],
    [
        {"kind": "bar", "people": ["1"], "teams": ["1"]},
        {"kind": "bar", "people": ["2"], "teams": ["2"]},
        {"kind": "together", "people": ["1", "2"]},
    ],
    [{"kind": "bar", "where": {"Gender": "P"}, "teams": ["1"]}, quota("at_most", 2, Gender="P")],
    [{"kind": "pin", "where": {"Agency": "Police"}, "teams": ["1"]}, pin("3", "1")],
    [
        {"kind": "cluster", "column": "Gender", "must": True},
        {"kind": "together", "people": ["1", "2"]},
    ],
    [{"kind": "avoid", "people": ["1", "2", "3"], "must": True}],
    [
        {"kind": "prefer", "people": ["1", "2"], "must": True},
        {"kind": "apart", "people": ["1", "2"]},
    ],
    [
        {"kind": "keep", "earlier": {"1": "1", "2": "1"}, "must": True},
        {"kind": "apart", "people": ["1", "2"]},
    ],
    [
        {"kind": "prefer", "person": "1", "any_of": ["2", "3"], "must": True},
        pin("1", "1"),
        pin("2", "2"),
        pin("3", "2"),
    ],
]


@pytest.mark.slow
@pytest.mark.parametrize("rules", CLASHES, ids=range(len(CLASHES)))
def test_a_clash_is_explained_by_rules_of_which_none_can_be_dropped(
    rules: list[dict[str, Any]],
) -> None:
    problem = crew(*rules)
    assert best_of_all(problem)[0] > 0, "this can hold after all"
    result: Result = solve(problem, seconds=0.2, threads=1, anyway=True)
    assert result.status == "infeasible"
    assert result.conflict
    alone = replace(problem, rules=result.conflict)
    assert best_of_all(alone)[0] > 0
    for dropped in result.conflict:
        rest = tuple(rule for rule in result.conflict if rule is not dropped)
        assert best_of_all(replace(problem, rules=rest))[0] == 0
