"""distance: minus the sum of the distances of all pairs that share a team."""

from __future__ import annotations

import pytest

from grouping import InputError
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
