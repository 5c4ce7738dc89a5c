"""dispersion: the least distance within teams, as an objective and as a bar to mates too near."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem, score
from grouping.bench.generate.feature_tables import generate_features
from grouping.files.instances.objective import Objective
from grouping.problem.problem import Teams
from grouping.problem.registry import rule_from_dict
from grouping.problem.roster import Roster
from grouping.scoring.weights import weigh
from grouping.terms.terms import Index
from tests.helpers import assignments, cost, crew, found
from tests.rules.test_anticluster import plain_features

# 1-2 are 1 apart, 1-3 are 2 apart, ...: d = |i - j|
LINE = [[abs(i - j) for j in range(6)] for i in range(6)]


def options(roster: Roster, teams: Teams) -> st.SearchStrategy[dict[str, Any]]:
    del teams
    kinds = ("number", "category", "ordered")
    names = [column.name for column in roster.columns if column.kind in kinds]
    return st.fixed_dictionaries(
        {
            "columns": st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True),
            "least": st.sampled_from([0.3, 1.0, 2, 2.71]),
        },
        optional={"weights": st.just({names[0]: 2.5})},
    )


def holds(problem: Problem, rule: Any, team: Index) -> bool:
    space, unit = rule.space(getattr(problem, "everyone", problem))
    away = space.between(np.arange(problem.n, dtype=np.int32)) / unit
    pairs = combinations(range(problem.n), 2)
    return all(away[i, j] >= rule.least - 1e-9 for i, j in pairs if team[i] == team[j])


def of_line(team: list[int], **stated: Any) -> int:
    return cost({"kind": "dispersion", "matrix": LINE, **stated}, team)


def test_the_cost_is_minus_the_least_distance_within_a_team():
    assert of_line([0, 0, 0, 1, 1, 1]) == -1
    assert of_line([0, 1, 0, 1, 0, 1]) == -2


def test_with_a_least_distance_the_pairs_nearer_than_that_are_counted():
    # 1-3, 3-5, 2-4, 4-6 are 2 apart
    assert of_line([0, 1, 0, 1, 0, 1], least=2) == 0
    assert of_line([0, 1, 0, 1, 0, 1], least=3) == 4
    rule = {"kind": "dispersion", "matrix": LINE, "least": 2, "must": True}
    says = found(rule, [0, 0, 0, 1, 1, 1])
    assert says.reached == "4 pairs too near"
    assert says.items[0].text == "Ani and Budi are 1 apart"
    assert says.items[0].people == (0, 1)


@given(seed=st.integers(0, 1000), n=st.sampled_from([6, 12, 40]))
@settings(max_examples=25, deadline=None)
def test_distances_are_those_of_standardised_columns(seed: int, n: int):
    problem = Problem.of(generate_features(n, seed), teams=3, rules=[{"kind": "dispersion"}])
    team = np.random.default_rng(seed).permutation(np.arange(n) % 3).astype(np.int32)
    table = plain_features(problem.roster)
    plain = [
        float(np.linalg.norm(table[i] - table[j]))
        for i, j in combinations(range(n), 2)
        if team[i] == team[j]
    ]
    share = score(problem, team).rules[0]
    assert -share.cost / share.unit == pytest.approx(min(plain), abs=2e-3)


@given(seed=st.integers(0, 300))
@settings(max_examples=40, deadline=None)
def test_no_teams_are_better_than_the_bound(seed: int):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.integers(0, 9, size=(7, 7)), 1)
    rule = {"kind": "dispersion", "matrix": (upper + upper.T).tolist()}
    teams = int(rng.integers(2, 5))
    people = [{"id": str(k)} for k in range(7)]
    problem = Problem.of(people, teams=teams, rules=[rule])
    bound = weigh(problem).bound
    assert all(score(problem, team).value >= bound for team in assignments(problem))


def test_when_nobody_shares_a_team_nothing_is_too_near():
    says = found({"kind": "dispersion", "matrix": LINE}, [0, 1, 2, 3, 4, 5], teams=6)
    assert says.reached == "nobody has a team mate"
    assert says.cost == -5


def test_the_least_distance_of_a_problem_is_its_objective():
    problem = crew({"kind": "dispersion", "columns": ["Age"]})
    goal = Objective.of(problem)
    assert (goal.name, goal.sense) == ("dispersion", "max")


def test_who_is_absent_does_not_change_the_distances_of_the_others():
    rule = {"kind": "dispersion", "columns": ["Age"], "least": 0.6}
    whole = crew(rule)
    present = np.ones((2, 6), dtype=bool)
    present[0, 5] = False
    both = Problem(whole.roster, whole.teams, whole.rules, 2, present)
    one = both.by_round[0]
    space, unit = both.rules[0].space(one)
    every, same_unit = whole.rules[0].space(whole.by_round[0])
    assert unit == same_unit
    assert np.array_equal(space.between(np.arange(5)), every.between(one.people, one.people))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"columns": ["Agee"]}, "Age"),
        ({"weights": {"Age": 0}}, "above 0"),
        ({"least": 0}, "above 0"),
        ({"must": True}, "without 'least'"),
        ({"matrix": LINE, "columns": ["Age"]}, "either columns or a matrix"),
        ({"matrix": [[0, 1], [1, 0]]}, "the roster has 6"),
        ({"matrix": [[-abs(i - j) for j in range(6)] for i in range(6)]}, "below 0"),
    ],
)
def test_mistakes_are_named(rule: dict[str, Any], said: str):
    with pytest.raises(InputError, match=said):
        crew({"kind": "dispersion", **rule})


def test_without_a_least_distance_no_rule_stands_beside_it():
    with pytest.raises(InputError, match="only rule of one round") as error:
        crew({"kind": "dispersion"}, {"kind": "spread", "column": "Agency"})
    assert "least = 0.5" in str(error.value)


def test_it_can_be_read_from_a_plan():
    rule = rule_from_dict({"kind": "dispersion", "columns": ["Age"], "least": 0.5})
    assert rule.title == "nobody nearer than 0.5 by Age"


def test_people_by_teams_that_do_not_fit_in_memory_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("grouping.rules.dispersion.MOST_PLACES", 11)
    with pytest.raises(InputError, match="6 people by 2 teams"):
        crew({"kind": "dispersion", "columns": ["Age"]})


def test_a_closed_team_is_no_round_of_all_teams():
    problem = crew({"kind": "distance", "columns": ["Age"]}, teams=["A", "B", "C"])
    fewer = replace(problem.teams, names=("A", "B"), low=np.full(2, 3), high=np.full(2, 3))
    rule = rule_from_dict({"kind": "dispersion", "columns": ["Age"]})
    with pytest.raises(InputError, match="only rule of one round"):
        replace(problem, rules=(rule,), teams_by_round=(fewer,))
