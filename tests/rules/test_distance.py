"""distance: minus the sum of the distances of all pairs that share a team."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grouping import InputError, Problem, score, solve
from tests.helpers import cost, crew, found, lowered, unit_of

# 1-2 are 1 apart, 1-3 are 2 apart, ...: d = |i - j|
LINE = [[abs(i - j) for j in range(6)] for i in range(6)]


def test_the_cost_is_minus_the_distances_inside_teams():
    # 1-2-3 and 4-5-6: 1 + 1 + 2 each
    assert cost({"kind": "distance", "matrix": LINE}, [0, 0, 0, 1, 1, 1]) == -8
    # 1-3-5 and 2-4-6: 2 + 2 + 4 each
    assert cost({"kind": "distance", "matrix": LINE}, [0, 1, 0, 1, 0, 1]) == -16


def test_similar_turns_the_sign():
    assert cost({"kind": "distance", "matrix": LINE, "similar": True}, [0, 0, 0, 1, 1, 1]) == 8


def test_a_matrix_keeps_its_decimals_up_to_three():
    tenths = [[v / 10 for v in row] for row in LINE]
    fine = [[v / 3 for v in row] for row in LINE]
    assert unit_of({"kind": "distance", "matrix": tenths}) == 10
    assert unit_of({"kind": "distance", "matrix": fine}) == 1000
    # thirds: 333 + 333 + 667 twice
    assert cost({"kind": "distance", "matrix": fine}, [0, 0, 0, 1, 1, 1]) == -2666


def test_gower_is_the_weighted_mean_of_shares_of_the_range_and_mismatches():
    rule = {"kind": "distance", "columns": ["Age", "Gender"], "weights": {"Gender": 3}}
    # ages range over 40 years.  Ani-Citra: (20/40 + 3 * 0) / 4 = 0.125;
    # on Team 2 Dedi-Budi: (20/40 + 0) / 4 = 0.125, Eka-Budi: (20/40 + 3) / 4 = 0.875,
    # Eka-Dedi: (40/40 + 3) / 4 = 1.0; Fajar has no age: with a woman 3/3 = 1
    says = found(rule, [0, 1, 0, 1, 1, 0])
    assert says.cost == -(125 + 1000 + 1000 + 125 + 875 + 1000)
    assert says.reached == "sum of distances 4.125"


def test_manhattan_adds_standardised_differences():
    # ages standardised: (50, 40, 30, 60, 20 - 40) / sqrt(200): 10 years are 0.7071
    rule = {"kind": "distance", "columns": ["Age"], "metric": "manhattan"}
    # Ani, Budi, Citra: 10 + 10 + 20 years = 707 + 707 + 1414;
    # Dedi, Eka: 40 years = 2828; Fajar as the mean: 20 and 20 years = 1414 + 1414
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == -(707 + 707 + 1414 + 2828 + 1414 + 1414)


def test_euclidean_is_the_root_of_squares():
    rule = {"kind": "distance", "columns": ["Agency", "Gender"], "metric": "euclidean"}
    # Ani-Budi: gender differs: 1; Ani-Citra: agency: 1; Budi-Citra: both: 1.414;
    # Dedi-Eka: both: 1.414; Dedi-Fajar: agency: 1; Eka-Fajar: both: 1.414
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == -(3 * 1000 + 3 * 1414)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "needs either columns or a matrix"),
        ({"columns": ["Age"], "matrix": LINE}, "needs either columns or a matrix"),
        ({"columns": ["Age"], "metric": "cosine"}, "there is no metric 'cosine'"),
        ({"columns": ["Aeg"]}, "there is no column 'Aeg'"),
        ({"columns": ["Age"], "weights": {"Rnak": 2}}, "there is no column 'Rnak'"),
        ({"matrix": [[0, 1], [1, 0]]}, "the matrix is 2 x 2, the roster has 6 people"),
        ({"matrix": [[0, 1, 2, 3, 4, 5]] * 6}, "not symmetric"),
        ({"columns": ["Age"], "must": True}, "cannot be a must rule"),
    ],
)
def test_what_gives_no_distances_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "distance"} | options)


@pytest.mark.parametrize(
    "options",
    [
        {"matrix": [[0, 1], [1]]},
        {"matrix": "distances.csv"},
        {"columns": ["Age"], "weights": {"Age": "two"}},
        {"columns": ["Age"], "weights": {"Age": -1.0}},
    ],
)
def test_a_table_that_is_none_is_refused(options: dict):
    with pytest.raises(InputError):
        cost({"kind": "distance"} | options, [0, 0, 0, 1, 1, 1])


def test_a_matrix_symmetric_but_for_rounding_is_made_symmetric():
    almost = [[1e6 * abs(i - j) for j in range(6)] for i in range(6)]
    almost[0][1] += 1
    cost({"kind": "distance", "matrix": almost}, [0, 0, 0, 1, 1, 1])


def test_a_label_is_kept_next_to_a_matrix():
    rule = crew({"kind": "distance", "matrix": LINE, "label": "far apart"}).rules[0]
    assert rule.to_dict()["label"] == "far apart"


@pytest.mark.parametrize("metric", ["gower", "euclidean", "manhattan"])
def test_a_number_column_without_numbers_puts_nobody_apart(metric: str):
    from grouping import Problem, Roster
    from grouping.problem.column import Column

    roster = Roster(tuple("ab"), tuple("ab"), (Column.of_numbers("Age", [None, None]),))
    rule = {"kind": "distance", "columns": ["Age"], "metric": metric}
    problem = Problem.of(roster, teams=1, rules=[rule])
    assert lowered(problem).terms[0].costs.tolist() == [[0, 0], [0, 0]]


def test_as_many_decimals_count_as_are_asked_for():
    fine = [[v / 8 for v in row] for row in LINE]
    rule = {"kind": "distance", "matrix": fine, "decimals": 5}
    assert unit_of(rule) == 10**5
    # eighths: 12500 + 12500 + 25000 twice
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == -100_000
    assert unit_of({"kind": "distance", "matrix": fine, "decimals": 0}) == 1


@pytest.mark.parametrize("decimals", [-1, 16, 1.5, True, "2"])
def test_decimals_that_are_none_are_refused(decimals):
    with pytest.raises(InputError, match="decimals"):
        crew({"kind": "distance", "matrix": LINE, "decimals": decimals})


def test_decimals_that_floats_do_not_have_are_refused():
    large = [[v * 1e9 for v in row] for row in LINE]
    with pytest.raises(InputError, match="no 12 decimals"):
        crew({"kind": "distance", "matrix": large, "decimals": 12})


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        # B A A A A A and X Y Y Y Y Y: teams 0 0 0 1 1 1 have two pairs that differ by all
        (["cat"], 2),
        (["cat", "bl"], 2),
        (["cat", "bl", "num"], 2),
        # two alike pairs of columns: cat and bl differ in 2 pairs, sex and gender in 4
        (["cat", "bl", "sex", "gender"], 3),
    ],
)
@pytest.mark.parametrize("metric", ["gower", "manhattan"])
def test_columns_that_split_people_alike_add_up(columns: list[str], wanted: int, metric: str):
    people = {
        "cat": list("BAAAAA"),
        "bl": list("XYYYYY"),
        "num": [1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        "sex": list("LPPPLP"),
        "gender": list("MFFFMF"),
    }
    rule = {"kind": "distance", "columns": columns, "metric": metric}
    problem = Problem.of(people, teams=2, rules=[rule])
    share = score(problem, np.array([0, 0, 0, 1, 1, 1], dtype=np.int32)).rules[0]
    if metric == "manhattan":
        # standardised, 1 and five times 0 are 1 / sqrt(5 / 36) apart
        one = {"cat": 1.0, "bl": 1.0, "num": 6 / 5**0.5, "sex": 4.0, "gender": 4.0}
        wanted = sum(one[c] * (2 if c in ("cat", "bl", "num") else 1) for c in columns)
    assert -share.cost / share.unit == pytest.approx(wanted, abs=0.003)


@pytest.mark.parametrize("decimals", [0, 1, 3])
def test_decimals_are_those_of_the_sum_and_not_of_its_parts(decimals: int):
    people = {name: list("BAAAAA") for name in ("a", "b", "c")}
    rule = {"kind": "distance", "columns": ["a", "b", "c"], "decimals": decimals}
    problem = Problem.of(people, teams=2, rules=[rule])
    share = score(problem, np.array([0, 0, 0, 1, 1, 1], dtype=np.int32)).rules[0]
    assert share.cost == -2 * share.unit == -2 * 10**decimals


@pytest.mark.parametrize("similar", [False, True])
def test_of_two_columns_of_one_partition_what_is_proven_is_the_best(similar: bool):
    a = list("AABBBCCC")
    people = {"a": a, "b": [v.lower() for v in a]}
    rule = {"kind": "distance", "columns": ["a", "b"], "similar": similar}
    found = solve(Problem.of(people, teams=2, rules=[rule]), seconds=2, threads=1)
    alone = replace(found.problem, rules=(replace(found.problem.rules[0], columns=["a"]),))
    best = solve(alone, seconds=2, threads=1)
    assert (found.status, best.status) == ("optimal", "optimal")
    share, one = found.score.rules[0], best.score.rules[0]
    assert share.cost / share.unit == one.cost / one.unit
