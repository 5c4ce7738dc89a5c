from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grouping import Problem, score
from grouping.bench.generate.feature_tables import generate_features
from grouping.scoring.rule_changes import by_rule
from grouping.scoring.weights import weigh
from grouping.scoring.what_if import WhatIf, best_swap, moved, moves, swapped, swaps
from grouping.terms.terms import Index
from tests.helpers import crew, open_teams
from tests.strategies import judged_problems, judged_rounds

RELAXED = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def lone_cases(draw: st.DrawFn) -> tuple[Problem, Index]:
    """Return a problem whose only term has a search of its own, and an assignment for it."""
    n, seed = draw(st.integers(5, 12)), draw(st.integers(0, 1000))
    rng = np.random.default_rng(seed)
    if draw(st.booleans()):
        teams = open_teams([1, 1, 2], [n, n, n])
        upper = np.triu(rng.integers(0, 9, size=(n, n)), 1)
        rule = {"kind": "dispersion", "matrix": (upper + upper.T).tolist()}
        people: Any = [{"id": str(k)} for k in range(n)]
        problem = Problem.of(people, teams=teams, rules=[rule])
        return problem, rng.permutation(np.append(rng.integers(0, 3, size=n - 4), [0, 1, 2, 2]))
    rules: list[dict[str, Any]] = [{"kind": "anticluster", "objective": "diversity"}]
    if draw(st.booleans()):  # counts and sums beside it
        rules += [{"kind": "spread", "column": "grade", "must": draw(st.booleans())}]
        rules += [{"kind": "balance", "column": "age", "weight": 2}]
    problem = Problem.of(generate_features(n, seed), teams=3, rules=rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grouping.rules.anticluster.FEW_PEOPLE", 0)  # no table of distances
        weigh(problem)
    return problem, rng.permutation(np.repeat(np.arange(3), problem.seats))


CASES = st.one_of(judged_problems(rules=(1, 5)), judged_rounds(rules=(1, 5)), lone_cases())


def change(problem: Problem, before: Index, after: Index) -> tuple[int, int]:
    """Return what a move changes, by judging twice."""
    was, becomes = score(problem, before).value, score(problem, after).value
    return becomes[0] - was[0], becomes[1] - was[1]


@given(case=CASES, data=st.data())
@RELAXED
def test_a_swap_changes_what_judging_twice_says(case: tuple[Problem, Index], data: st.DataObject):
    problem, team = case[0], np.atleast_2d(case[1])
    r = data.draw(st.integers(0, problem.rounds - 1))
    person = data.draw(st.sampled_from(np.flatnonzero(team[r] >= 0).tolist()))
    found = swaps(problem, team, person, r)
    others = (team[r] >= 0) & (team[r] != team[r, person])
    assert np.array_equal(found.possible, others)
    for j in np.flatnonzero(others).tolist():
        wanted = change(problem, team, swapped(team, person, j, r))
        assert (found.must[j], found.soft[j]) == wanted


@given(case=CASES, data=st.data())
@RELAXED
def test_a_lone_move_changes_what_judging_twice_says(
    case: tuple[Problem, Index], data: st.DataObject
):
    problem, team = case[0], np.atleast_2d(case[1])
    r = data.draw(st.integers(0, problem.rounds - 1))
    person = data.draw(st.sampled_from(np.flatnonzero(team[r] >= 0).tolist()))
    found, tried = moves(problem, team, person, r), []
    one = problem.by_round[r]
    open_teams = one.places
    sizes = np.bincount(team[r][team[r] >= 0], minlength=len(problem.teams))
    low, high = np.zeros((2, len(problem.teams)), dtype=np.int64)
    low[open_teams], high[open_teams] = one.teams.low, one.teams.high
    for g in open_teams.tolist():
        own = team[r, person]
        if g != own and sizes[g] < high[g] and sizes[own] > low[own]:
            tried.append(g)
            wanted = change(problem, team, moved(team, person, g, r))
            assert (found.must[g], found.soft[g]) == wanted
    assert np.flatnonzero(found.possible).tolist() == tried


@given(case=CASES)
@RELAXED
def test_the_best_swap_of_everybody_is_the_best_of_all_that_each_has(case: tuple[Problem, Index]):
    problem, team = case
    whatif = WhatIf(problem, team)
    best = whatif.best_swaps()
    for r in range(problem.rounds):
        for i in range(problem.n):
            assert best.of(i, r) == whatif.best_swap(i, r)
            swap = best.of(i, r)
            assert best.gaining[r, i] == (swap is not None and swap.gains)


@given(case=CASES)
@RELAXED
def test_the_best_swap_is_no_worse_than_any_other(case: tuple[Problem, Index]):
    problem, team = case
    whatif = WhatIf(problem, team)
    for i in range(problem.n):
        best, every = whatif.best_swap(i), whatif.swaps(i)
        values = list(zip(every.must.tolist(), every.soft.tolist(), strict=True))
        tried = [value for value, can in zip(values, every.possible, strict=True) if can]
        assert (best is None) == (not tried)
        assert best is None or (best.must, best.soft) == min(tried)


def test_a_broken_must_rule_counts_before_any_wish():
    # Ani and Budi must be apart, which leaves two of the police on a team whoever goes
    problem = crew(
        {"kind": "apart", "people": ["Ani", "Budi"], "must": True},
        {"kind": "cluster", "column": "Agency"},
    )
    team = np.array([0, 0, 1, 1, 1, 0])
    every, best = swaps(problem, team, 0), best_swap(problem, team, 0)
    assert best is not None
    assert best.must < 0
    assert (every.must[every.possible] < 0).all()


def test_by_rule_says_what_the_judge_says_of_both():
    problem = crew({"kind": "spread", "column": "Agency"}, {"kind": "balance", "column": "Age"})
    before, after = np.array([0, 0, 1, 1, 1, 0]), np.array([1, 0, 0, 1, 1, 0])
    changes = by_rule(problem, before, after)
    one, other = score(problem, before), score(problem, after)
    assert [c.weighed for c in changes] == [
        b.coef * (b.cost - a.cost) for a, b in zip(one.rules, other.rules, strict=True)
    ]
    assert sum(c.weighed for c in changes) == other.soft - one.soft


def test_who_is_absent_has_no_move():
    team = np.array([[0, 0, 0, 1, 1, 1], [-1, 0, 0, 1, 1, 1]])
    problem = Problem.of(
        [{"a": 1}] * 6,
        teams=open_teams([2, 2], [4, 4]),
        rounds=2,
        rules=[{"kind": "new_faces"}],
        present=team >= 0,
    )
    whatif = WhatIf(problem, team)
    assert not whatif.swaps(0, 1).possible.any()
    assert not whatif.moves(0, 1).possible.any()
    assert whatif.best_swaps().of(0, 1) is None
    assert not whatif.swaps(1, 1).possible[0]
