"""balance: squared sums of deviations from the mean of all."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from grouping import InputError, Problem, Teams, score, solve
from tests.helpers import cost, crew, found, lowered, open_teams

# The mean age of the five who have one is (50 + 40 + 30 + 60 + 20) / 5 = 40.  Deviations are 10, 0,
# -10, 20, -20, blank 0; in steps of 10: 1, 0, -1, 2, -2, 0.


def test_deviations_are_whole_steps_from_the_mean():
    amounts = lowered(crew({"kind": "balance", "column": "Age"})).terms[0].amounts
    assert amounts.tolist() == [1, 0, -1, 2, -2, 0]


def test_the_cost_is_the_sum_of_squared_team_deviations():
    rule = {"kind": "balance", "column": "Age"}
    # Team 1: 1 + 0 - 1 = 0; Team 2: 2 - 2 + 0 = 0
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 0
    # Team 1: 1 + 0 + 2 = 3; Team 2: -1 - 2 + 0 = -3
    assert cost(rule, [0, 0, 1, 0, 1, 1]) == 18


def test_within_forgives_what_is_near():
    # 3 steps are 30 years for a team of 3: a mean off by 10; within 5 years is 1.5 steps,
    # so all is counted in half steps: (6 - 3)^2 twice
    rule = {"kind": "balance", "column": "Age", "within": 5}
    assert cost(rule, [0, 0, 1, 0, 1, 1]) == 18
    assert cost(rule | {"within": 10}, [0, 0, 1, 0, 1, 1]) == 0


def test_a_small_team_weighs_more():
    rule = {"kind": "balance", "column": "Age"}
    teams = open_teams([4, 2], [4, 2])
    # w = 4 / seats: 1 for 4 seats, 2 for 2; Team 1: 1 + 0 - 1 + 2 = 2, Team 2: -2
    assert cost(rule, [0, 0, 0, 0, 1, 1], teams=teams) == 1 * 4 + 2 * 4


@pytest.mark.parametrize("within", [0.5, 0.1, 1 / 3])
@pytest.mark.parametrize("sizes", [[1, 1, 2], [5, 7, 11], [3, 4, 5]])
def test_costs_are_in_proportion_to_the_documented_formula(within: float, sizes: list[int]):
    values = [6, 7, 2, 1, 12, 3, 3, 8, 9, 41, 0, 5, 5, 6, 2, 7, 1, 14, 30, 11, 4, 8, 2][
        : sum(sizes)
    ]
    mean, ratios = Fraction(sum(values), len(values)), set()
    stated = {"kind": "balance", "column": "num", "within": within}
    teams = Teams.of_count(len(values), 3)
    teams = Teams(teams.names, np.array(sizes), np.array(sizes))
    problem = Problem.of({"num": values}, teams=teams, rules=[stated])
    rng = np.random.default_rng(0)
    for _draw in range(40):
        team = rng.permutation(np.repeat(np.arange(3), sizes))
        wanted = Fraction(0)
        for g, size in enumerate(sizes):
            off = sum(v - mean for v, t in zip(values, team, strict=True) if t == g)
            wanted += max(Fraction(0), abs(off) - Fraction(str(within)) * size) ** 2 / size
        got = score(problem, team).rules[0].cost
        assert (got == 0) == (wanted == 0)
        ratios |= {got / wanted} if wanted else set()
    assert max(ratios) - min(ratios) <= max(ratios) / 10**12


def test_variance_adds_the_same_for_squared_deviations():
    rule = {"kind": "balance", "column": "Age", "variance": True}
    # ages 50, 40, 30, 60, 20: deviations 10, 0, -10, 20, -20; squared and centred -100, -200,
    # -100, 200, 200; sums of squares 1000 and 140000, both brought to 10^8
    means, variances = (term.amounts.tolist() for term in lowered(crew(rule)).terms)
    assert means == [3162, 0, -3162, 6325, -6325, 0]
    assert variances == [-2673, -5345, -2673, 5345, 5345, 0]
    # means agree (0, 0); variances: -10691 on Team 1, 10690 on Team 2
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 10691**2 + 10690**2


def test_only_those_who_meet_the_condition_count():
    rule = {"kind": "balance", "column": "Age", "where": {"Gender": "P"}}
    # women: 50, 30, 20, mean 100/3: three times the deviations are 50, -10, -40, in tens 5, -1, -4
    # Ani and Citra on Team 1: 4; Eka on Team 2: -4
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 32


def test_ranks_are_numbers_too():
    # ranks 0, 1, 1, 2, 2, blank; the mean is 6/5: in fifths -6, -1, -1, 4, 4, 0
    rule = {"kind": "balance", "column": "Rank"}
    # Team 1: -8, Team 2: 8
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 128


def test_the_finding_says_the_mean():
    says = found({"kind": "balance", "column": "Age"}, [0, 0, 1, 0, 1, 1])
    assert says.reached == "team means 25.00 to 50.00"
    # (50 + 40 + 60) / 3 and, Fajar's being blank, (30 + 20) / 2
    assert [item.text for item in says.items] == [
        "Team 1 has a mean Age of 50.00",
        "Team 2 has a mean Age of 25.00",
    ]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "'balance' needs 'column'"),
        ({"column": "Agency"}, "column 'Agency' is not a number"),
        ({"column": "Age", "must": True}, "needs 'within'"),
        ({"column": "Age", "within": -1.0}, "not a number of at least 0"),
        ({"column": "Age", "within": float("nan")}, "not a number of at least 0"),
        ({"column": "Age", "within": "5"}, "'within' must be a number"),
        ({"column": "Agee"}, "there is no column 'Agee'"),
    ],
)
def test_what_has_no_mean_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "balance"} | options)


@pytest.mark.parametrize("within", [1e300, float("inf")])
def test_a_huge_within_forgives_everything(within: float):
    rule = {"kind": "balance", "column": "Age", "within": within}
    assert cost(rule, [0, 0, 1, 0, 1, 1]) == 0


def test_a_must_rule_needs_teams_of_fixed_size():
    # a team's slack is counted by its seats, which open sizes leave open
    rule = {"kind": "balance", "column": "Age", "within": 3, "must": True}
    with pytest.raises(InputError, match="fixed size"):
        crew(rule, teams=open_teams([1, 1], [5, 5]))


@pytest.mark.parametrize("values", [[0.1 + 0.2, 0.3], [1e-8, 3e-8], [1e200, 2e200], [1e9, 2e9]])
def test_very_large_and_very_small_numbers_are_balanced(values: list[float]):
    people = [{"x": value} for value in values * 4]
    problem = Problem.of(people, teams=2, rules=[{"kind": "balance", "column": "x"}])
    result = solve(problem, steps=2_000, seconds=None, threads=1)
    assert result.score.soft <= result.score.random


def test_a_number_without_end_is_refused():
    with pytest.raises(InputError, match="without end"):
        Problem.of(
            [{"x": 1.0}, {"x": float("inf")}], teams=1, rules=[{"kind": "balance", "column": "x"}]
        )


def test_rounding_of_far_numbers_breaks_no_must_rule():
    # steps are hundreds: three of them and the far one add up to one step and not to 0
    values = [13.0, 5.0, 123_456_789.0, 1.0, 3.0]
    stated = {"kind": "balance", "column": "x", "within": 2.5, "must": True}
    problem = Problem.of({"x": values}, teams=1, rules=[stated])
    found = solve(problem, seconds=1, threads=1)
    assert found.score.must == 0
    assert found.status == "optimal"
