"""The one judge."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from grouping import InputError, Problem, score
from grouping.scoring.weights import weigh
from grouping.terms.terms import Index
from tests.helpers import crew, judged, open_teams
from tests.strategies import judged_problems


@given(case=judged_problems(rules=(0, 6)))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_judge_and_the_terms_agree(case: tuple[Problem, Index]):
    problem, team = case
    verdict = score(problem, team)
    assert verdict.value == weigh(problem).terms.evaluate(team[None, :])
    assert verdict.bound[0] <= verdict.must
    assert verdict.bound[1] <= verdict.soft
    assert all(share.bound <= share.cost for share in verdict.rules)


def test_each_rule_has_its_share():
    problem = crew(
        {"kind": "together", "people": ["Ani", "Budi"]},
        {"kind": "apart", "people": ["Citra", "Dedi"], "must": False},
        {"kind": "at_most", "count": 1, "where": {"Gender": "P"}},
    )
    verdict = score(problem, [0, 1, 0, 0, 1, 1])
    # Ani and Budi each miss one: 2; Citra and Dedi share Team 1: 1; women 2 and 1: 1 too many
    assert [share.cost for share in verdict.rules] == [2, 1, 1]
    assert verdict.value == (3, 1)
    assert verdict.rules[1].items[0][0] == 0, "found in round 0"


def test_a_value_that_meets_the_bound_is_optimal():
    problem = crew({"kind": "spread", "column": "Agency"})
    # Police 2 + 1, Army 1 + 1, Health 1: no better split of 3, 2 and 1 over two teams
    best, worse = score(problem, [0, 0, 0, 1, 1, 1]), score(problem, [0, 0, 1, 1, 0, 1])
    assert best.optimal
    assert best.rules[0].proven
    assert best.gap == 0
    assert not worse.optimal
    # 28 and 4 are worked out in rules/test_spread.py
    assert worse.gap == pytest.approx((28 - 4) / (worse.random - 4))


def test_a_round_may_be_given_flat_or_as_a_row():
    problem = crew({"kind": "spread", "column": "Gender"})
    assert score(problem, [0, 0, 0, 1, 1, 1]).value == score(problem, [[0, 0, 0, 1, 1, 1]]).value


@pytest.mark.parametrize(
    ("team", "why"),
    [
        ([0, 0, 0, 1, 1], r"shape \(1, 5\), the problem \(1, 6\)"),
        ([[0, 0, 0, 1, 1, 1]] * 2, r"shape \(2, 6\), the problem \(1, 6\)"),
        ([0, 0, 0, 1, 1, 2], "teams are numbered 0 to 1"),
        ([0, 0, 0, 1, 1, -1], "Fajar has no team"),
        ([0, 0, 0, 0, 1, 1], "Team 1 has 4 people, the plan gives it 3"),
        ([0, 0, 1, 1, 1, 1], "Team 1 has 2 people, the plan gives it 3"),
    ],
)
def test_what_is_no_assignment_of_the_problem_is_refused(team: list, why: str):
    with pytest.raises(InputError, match=why):
        score(crew(), team)


def test_open_seats_are_said_as_a_range():
    problem = crew(teams=open_teams([1, 2], [4, 5]))
    assert score(problem, [0, 0, 0, 0, 1, 1]).value == (0, 0)
    with pytest.raises(InputError, match="Team 1 has 5 people, the plan gives it 1 to 4"):
        score(problem, [0, 0, 0, 0, 0, 1])


def test_a_broken_rule_that_might_hold_is_unknown_not_infeasible():
    problem = crew({"kind": "together", "people": ["Ani", "Budi"]})
    assert judged(problem, np.array([0, 1, 0, 1, 0, 1])).status == "unknown"
    assert judged(problem, np.array([0, 0, 0, 1, 1, 1])).status == "optimal"


def test_a_broken_rule_that_cannot_hold_is_infeasible():
    # 3 women in 2 teams, none alone: 3 + 0 breaks nothing, but exactly 1 in each cannot be
    problem = crew({"kind": "exactly", "count": 1, "where": {"Gender": "P"}})
    result = judged(problem, np.array([0, 1, 0, 0, 1, 1]))
    assert result.status == "infeasible"
    assert result.proof == "arithmetic"


def test_a_bound_below_zero_proves_nothing():
    people = [{"c": c} for c in ["a", "a", "a", "b", None, None, None, None]]
    problem = Problem.of(people, teams=2, rules=[{"kind": "cluster", "column": "c", "must": True}])
    # b on its own keeps the rule
    assert judged(problem, np.array([0, 0, 0, 1, 0, 1, 1, 1])).score.must == 0
    assert judged(problem, np.array([0, 1, 0, 0, 0, 1, 1, 1])).status == "unknown"


def test_a_result_lists_members_by_team_and_teams_by_person():
    result = judged(crew(), np.array([0, 1, 0, 1, 0, 1]))
    assert result.members() == {
        "Team 1": ["Ani", "Citra", "Eka"],
        "Team 2": ["Budi", "Dedi", "Fajar"],
    }
    assert result.by_person()["4"] == "Team 2"
