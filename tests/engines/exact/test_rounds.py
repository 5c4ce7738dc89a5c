"""Several rounds in the exact engine: never worse, bounds that hold, and all engines agree."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from grouping import InfeasibleError, Problem, solve
from grouping.engines.budget import Budget
from grouping.engines.exact import conflict_rounds, improve_rounds, prove_rounds
from grouping.scoring.score import score, seat_errors
from grouping.scoring.weights import weigh
from grouping.terms.terms import Index
from tests.helpers import assignments, best_of_rounds, crew_roster
from tests.strategies import judged_rounds, rounds_problems

SLOW = list(HealthCheck)
NEVER = -(10**15)


def few(problem: Problem, most: int = 400) -> bool:
    return prod(sum(1 for _ in assignments(one)) for one in problem.by_round) <= most


def improved(problem: Problem, start: Index, seconds: float = 0.1) -> Index:
    return improve_rounds(
        weigh(problem).joint,
        start,
        rng=np.random.default_rng(1),
        budget=Budget(seconds),
        threads=1,
        target=NEVER,
    ).assignment


@given(case=judged_rounds(people=(4, 7), rules=(1, 4)))
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_rounds_made_better_are_never_worse_and_keep_their_seats(case: tuple[Problem, Index]):
    problem, start = case
    before = start.copy()
    found = improved(problem, start)
    assert np.array_equal(start, before)
    assert score(problem, found).value <= score(problem, start).value
    assert not seat_errors(problem, found)
    assert ((found >= 0) == (start >= 0)).all()


@pytest.mark.parametrize("must", [True, False])
def test_a_round_is_made_better_for_what_spans_the_rounds(must: bool):
    # Ani is with Budi in both rounds and with Citra in none: one exchange mends both
    rules = [
        {"kind": "new_faces", "must": must},
        {"kind": "meet", "people": ["Ani", "Citra"], "must": must},
        {"kind": "new_team", "people": ["Ani"], "must": must},
    ]
    problem = Problem.of(crew_roster(), teams=3, rounds=2, rules=rules)
    start = np.array([[0, 0, 1, 1, 2, 2], [0, 0, 1, 2, 1, 2]], dtype=np.int32)
    assert score(problem, start).value != (0, 0)
    assert score(problem, improved(problem, start, 5.0)).value == (0, 0)


def test_a_person_who_is_to_stay_goes_back():
    rules = [{"kind": "stay", "people": ["Ani"]}, {"kind": "new_faces"}]
    problem = Problem.of(crew_roster(), teams=3, rounds=3, rules=rules)
    start = np.array([[0, 1, 0, 1, 2, 2], [0, 1, 2, 0, 1, 2], [1, 0, 0, 1, 2, 2]], dtype=np.int32)
    assert score(problem, start).must == 2
    found = improved(problem, start, 5.0)
    assert score(problem, found).must == 0


@given(problem=rounds_problems(people=(4, 6), rounds=(1, 3), most_teams=2, rules=(1, 4)))
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_a_bound_proven_round_by_round_is_not_above_the_best(problem: Problem):
    assume(few(problem))
    proof = prove_rounds(weigh(problem).joint, budget=Budget(5.0))
    assert weigh(problem).bound <= proof.bound <= best_of_rounds(problem)
    assert proof.infeasible == (proof.bound[0] > 0)
    assert not proof.optimal


def test_what_each_round_has_to_cost_is_proven_for_all():
    # of three who avoid each other two share a team, in each of three rounds; arithmetic says 0
    rules = [{"kind": "avoid", "people": ["1", "2", "3"]}]
    problem = Problem.of(crew_roster(), teams=2, rounds=3, rules=rules)
    joint = weigh(problem).joint
    start = np.array([[0, 0, 1, 1, 0, 1]] * 3, dtype=np.int32)
    proof = prove_rounds(joint, budget=Budget(5.0), start=start)
    assert weigh(problem).bound == (0, 0)
    assert proof.bound == (0, 3) == joint.evaluate(start)
    assert proof.optimal


@given(problem=rounds_problems(people=(4, 6), rounds=(1, 2), most_teams=2, must=True))
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_rules_named_as_a_conflict_cannot_hold(problem: Problem):
    assume(few(problem))
    core = conflict_rounds(weigh(problem).joint, Budget(5.0))
    if core is None:
        return
    from dataclasses import replace

    alone = replace(problem, rules=tuple(problem.rules[k] for k in core))
    assert best_of_rounds(alone)[0] > 0


@pytest.mark.slow
def test_rules_that_clash_in_one_of_the_rounds_are_named():
    pairs = [["1", "2"], ["2", "3"], ["1", "3"]]
    apart = [{"kind": "apart", "people": pair, "rounds": [2]} for pair in pairs]
    rules = [{"kind": "spread", "column": "Agency"}, *apart, {"kind": "new_faces"}]
    problem = Problem.of(crew_roster(), teams=2, rounds=2, rules=rules)
    assert conflict_rounds(weigh(problem).joint, Budget(5.0)) == (1, 2, 3)
    result = solve(problem, seconds=0.5, threads=1)
    assert result.status == "infeasible"
    assert result.conflict == problem.rules[1:4]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"kind": "new_faces", "must": True}, "sits beside up to 6 people, and there are 5"),
        ({"kind": "new_team", "must": True}, "3 rounds, 2 teams to be on at most 1 times"),
        (
            {"kind": "meet", "people": [*"123456"], "least": 2, "must": True},
            "somebody is to meet 5 people and has 6 places beside others",
        ),
    ],
)
def test_counting_refuses_what_cannot_hold_over_the_rounds(rule: dict[str, Any], why: str):
    problem = Problem.of(crew_roster(), teams=2, rounds=3, rules=[rule])
    with pytest.raises(InfeasibleError, match=why):
        solve(problem, seconds=0.2)


@pytest.mark.parametrize("engine", ["auto", "local", "exact"])
def test_every_engine_finds_the_best_of_tiny_problems(engine: Any):
    rules = [
        {"kind": "new_faces", "weight": 2},
        {"kind": "avoid", "people": ["1", "2", "3"]},
        {"kind": "new_team", "people": ["4", "5"]},
    ]
    problem = Problem.of(crew_roster(), teams=2, rounds=2, rules=rules)
    result = solve(problem, engine=engine, seconds=1.0, threads=1)
    best = best_of_rounds(problem)
    assert result.score.value == best
    assert result.bound <= best


@given(problem=rounds_problems(people=(4, 5), rounds=(2, 3), most_teams=2, rules=(1, 3)))
@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
def test_no_engine_says_more_than_is_true(problem: Problem):
    assume(few(problem, 200))
    best = best_of_rounds(problem)
    for engine in ("auto", "exact"):
        result = solve(problem, engine=engine, seconds=0.3, threads=1, anyway=True)
        assert result.bound <= best <= result.score.value
        assert (result.status == "optimal") <= (result.score.value == best)
