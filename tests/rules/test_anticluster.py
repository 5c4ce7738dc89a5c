"""anticluster: objectives equal plain numpy twins, bounds hold, the same question twice."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem, score, solve
from grouping.bench.generate.feature_tables import generate_features
from grouping.problem.column import Column
from grouping.problem.problem import Teams
from grouping.problem.registry import rule_from_dict
from grouping.problem.roster import Roster
from grouping.rules.shared.standardised_columns import features_of
from grouping.scoring.weights import weigh
from grouping.terms.bounds.lower_bounds import bounds_of_rules
from grouping.terms.terms import Index

OBJECTIVES = ("variance", "kplus", "diversity", "squared-diversity")


def options(roster: Roster, teams: Teams) -> st.SearchStrategy[dict[str, Any]]:
    kinds = ("number", "category", "ordered")
    names = [column.name for column in roster.columns if column.kind in kinds]
    one_size = int(teams.low.min()) == int(teams.high.max())
    return st.fixed_dictionaries(
        {
            "columns": st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True),
            "objective": st.sampled_from(OBJECTIVES if one_size else OBJECTIVES[:3]),
        },
        optional={"weights": st.just({names[0]: 2.5}), "moments": st.integers(1, 3)},
    )


def plain_features(roster: Roster, *, powers: int = 1) -> np.ndarray:
    """Return numbers, their powers about the mean and 0/1 columns, all standardised."""
    made = []
    for column in roster.columns:
        if column.numbers is not None and column.kind == "number":
            off = column.numbers - column.numbers.mean()
            made += [off**power for power in range(1, powers + 1)]
        else:
            made += [(column.codes == code).astype(float) for code in range(len(column.labels))]
    table = np.stack(made, axis=1)
    table -= table.mean(axis=0)
    sizes = table.std(axis=0, ddof=1)
    return table[:, sizes > 0] / sizes[sizes > 0]


def plain_value(table: np.ndarray, team: Index, objective: str) -> float:
    groups = [table[team == g] for g in range(int(team.max()) + 1)]
    if objective in ("variance", "kplus"):
        return float(sum((x.sum(axis=0) ** 2).sum() / len(x) for x in groups))
    distances = [np.linalg.norm(a - b) for x in groups for a, b in combinations(x, 2)]
    return float(sum(d**2 if objective == "squared-diversity" else d for d in distances))


def asked(n: int, teams: int, objective: str, seed: int = 1) -> Problem:
    rule = {"kind": "anticluster", "objective": objective}
    return Problem.of(generate_features(n, seed), teams=teams, rules=[rule])


def value(problem: Problem, team: Index) -> float:
    share = score(problem, team).rules[0]
    return abs(share.cost) / share.unit


@pytest.mark.parametrize("objective", OBJECTIVES)
@given(seed=st.integers(0, 1000), n=st.sampled_from([12, 20, 40]))
@settings(max_examples=15, deadline=None)
def test_the_cost_in_units_is_the_objective_of_the_literature(objective: str, n: int, seed: int):
    problem = asked(n, 4, objective, seed)
    team = np.random.default_rng(seed).permutation(np.arange(n) % 4).astype(np.int32)
    table = plain_features(problem.roster, powers=2 if objective == "kplus" else 1)
    assert value(problem, team) == pytest.approx(plain_value(table, team, objective), rel=1e-3)


@pytest.mark.parametrize("objective", ["variance", "kplus"])
def test_teams_of_two_sizes_are_weighed_by_their_sizes(objective: str):
    problem = asked(50, 4, objective)
    team = np.random.default_rng(3).permutation(np.repeat(np.arange(4), problem.seats))
    table = plain_features(problem.roster, powers=2 if objective == "kplus" else 1)
    assert value(problem, team) == pytest.approx(plain_value(table, team, objective), rel=0.005)


def test_squared_diversity_and_variance_rank_teams_alike():
    pairs, means = asked(40, 4, "squared-diversity"), asked(40, 4, "variance")
    rng = np.random.default_rng(0)
    drawn = [rng.permutation(np.arange(40) % 4).astype(np.int32) for _ in range(10)]
    columns = plain_features(pairs.roster).shape[1]
    for team in drawn:
        whole = 10 * (39 * columns - value(means, team))
        assert value(pairs, team) == pytest.approx(whole, rel=1e-4)


@pytest.mark.parametrize("objective", OBJECTIVES)
@given(data=st.data(), seed=st.integers(0, 100))
@settings(max_examples=15, deadline=None)
def test_no_teams_are_better_than_the_bound(objective: str, data: st.DataObject, seed: int):
    problem = asked(8, 2, objective, seed)
    bound = weigh(problem).bounds[0]
    everyone = range(8)
    chosen = data.draw(st.lists(st.sampled_from(everyone), min_size=4, max_size=4, unique=True))
    team = np.isin(np.arange(8), chosen).astype(np.int32)
    assert score(problem, team).soft >= bound


def test_a_weight_counts_like_a_column_repeated():
    roster = generate_features(40, 1)
    team = np.arange(40, dtype=np.int32) % 4
    alone = [
        Problem.of(roster, teams=4, rules=[{"kind": "anticluster", "columns": [name]}])
        for name in ("gender", "age")
    ]
    both = {"kind": "anticluster", "columns": ["gender", "age"], "weights": {"age": 3.0}}
    weighed = Problem.of(roster, teams=4, rules=[both])
    expected = value(alone[0], team) + 3 * value(alone[1], team)
    assert value(weighed, team) == pytest.approx(expected, rel=1e-3)


@pytest.mark.slow
def test_distances_without_a_table_add_up_like_those_of_a_table():
    problem = asked(2_004, 4, "diversity")
    team = np.arange(2_004, dtype=np.int32) % 4
    joint = weigh(problem).joint
    rule = joint.parts[0].terms.rules[0]
    assert rule.alone
    assert joint.rules[0].unit == rule.unit > 1
    assert not rule.terms
    inside = rule.alone[0].places[team == 0].astype(float)
    apart = np.sqrt(((inside[:, None] - inside[None]) ** 2).sum(axis=2))
    team_of_one = rule.alone[0].evaluate(np.where(team == 0, 0, 1).astype(np.int32), 1)
    assert team_of_one == -int(np.rint(apart).sum()) // 2


def test_a_large_table_of_distances_is_bounded_as_well_as_points(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("grouping.terms.bounds.semidefinite.MOST_PEOPLE", 5)
    of_table = bounds_of_rules(weigh(asked(60, 4, "diversity")).joint)
    monkeypatch.setattr("grouping.rules.anticluster.FEW_PEOPLE", 5)
    without = weigh(asked(60, 4, "diversity")).joint
    assert without.parts[0].terms.rules[0].alone
    assert of_table[0] >= bounds_of_rules(without)[0]


def test_a_small_table_of_distances_is_bounded_better_than_points(monkeypatch: pytest.MonkeyPatch):
    of_table = bounds_of_rules(weigh(asked(60, 4, "diversity")).joint)
    monkeypatch.setattr("grouping.rules.anticluster.FEW_PEOPLE", 5)
    assert of_table[0] > bounds_of_rules(weigh(asked(60, 4, "diversity")).joint)[0]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"objective": "kpluss"}, "kplus"),
        ({"columns": ["departmen"]}, "department"),
        ({"weights": {"age": 0}}, "above 0"),
        ({"moments": 9}, "moments"),
        ({"must": True}, "must"),
    ],
)
def test_mistakes_are_named(rule: dict[str, Any], said: str):
    with pytest.raises(InputError, match=said):
        Problem.of(generate_features(12, 1), teams=3, rules=[{"kind": "anticluster", **rule}])


def test_squared_diversity_of_two_sizes_says_what_to_take_instead():
    with pytest.raises(InputError, match="one size") as error:
        asked(11, 3, "squared-diversity")
    assert "variance" in str(error.value)


DIVERSITY = {"kind": "anticluster", "objective": "diversity"}


@pytest.mark.parametrize(
    "others",
    [
        [],
        [{"kind": "spread", "column": "grade", "must": True}],
        [{"kind": "at_most", "count": 60, "where": {"grade": "G1"}}],
        [{"kind": "balance", "column": "age"}, {"kind": "anticluster", "objective": "kplus"}],
    ],
)
def test_distances_of_many_people_need_no_table_beside_counts_and_means(
    others: list[dict[str, Any]],
):
    problem = Problem.of(generate_features(2_100, 1), teams=21, rules=[DIVERSITY, *others])
    lowered = weigh(problem).joint.parts[0].terms.rules
    assert lowered[0].alone
    assert not lowered[0].terms


@pytest.mark.slow
@pytest.mark.parametrize(
    "other",
    [
        {"kind": "apart", "people": ["0", "1"]},
        {"kind": "pin", "people": ["0"], "teams": ["Team 1"]},
        {"kind": "balance", "column": "age", "within": 2, "must": True},
        {"kind": "anticluster", "objective": "diversity", "columns": ["age"]},
    ],
)
def test_distances_of_many_people_are_in_a_table_beside_other_rules(other: dict[str, Any]):
    problem = Problem.of(generate_features(2_100, 1), teams=21, rules=[DIVERSITY, other])
    lowered = weigh(problem).joint.parts[0].terms.rules
    assert not any(rule.alone for rule in lowered)


def test_a_table_of_too_many_people_is_refused_with_what_needs_none():
    apart = {"kind": "apart", "people": ["0", "1"]}
    problem = Problem.of(generate_features(20_001, 1), teams=3, rules=[DIVERSITY, apart])
    with pytest.raises(InputError, match="beside rules about counts and means"):
        solve(problem, seconds=1)


def test_diversity_of_many_people_is_found_with_categories_held_even():
    held = [{"kind": "spread", "column": name, "must": True} for name in ("department", "grade")]
    problem = Problem.of(generate_features(3_000, 1), teams=30, rules=[DIVERSITY, *held])
    result = solve(problem, engine="local", seconds=None, steps=3_000_000, threads=1)
    assert result.score.must == 0
    assert result.score.soft < result.score.random


def test_a_rule_can_be_read_from_a_plan():
    rule = rule_from_dict({"kind": "anticluster", "columns": ["age"], "objective": "kplus"})
    assert rule.title == "kplus of age"


def test_a_power_that_does_not_vary_is_no_feature():
    column = Column.of_numbers("x", [0.1, 0.7])
    assert len(features_of(column, 1.0, 3)) == 2  # the number and its cube; the square is constant
    column = Column.of_numbers("x", [0.1, 0.7, 0.9])
    assert len(features_of(column, 1.0, 3)) == 3
