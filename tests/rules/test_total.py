"""total: the sum of a column in every team between a low and a high."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from grouping import InputError, Problem, Teams, solve
from grouping.terms.terms import Index
from tests.helpers import cost, crew, found
from tests.strategies import NUMBERS, Stated

# for the test of words in both languages
STATED = {"column": "Age", "low": 200.5, "must": False}


@st.composite
def options(draw: Any, roster: Any, teams: Any) -> Stated:
    numbers = roster.column(name := draw(st.sampled_from(NUMBERS))).numbers
    whole = float(np.nansum(numbers))
    low = draw(st.none() | st.floats(0, max(1.0, whole)).map(lambda x: round(x, 1)))
    more = draw(st.floats(0, max(1.0, whole)).map(lambda x: round(x, 1)))
    high = None if low is not None and draw(st.booleans()) else (low or 0.0) + more
    return {"column": name, "low": low, "high": high}


def holds(problem: Problem, rule: Any, team: Index) -> bool:
    numbers = np.nan_to_num(problem.roster.column(rule.column).numbers)
    sums = [round(float(numbers[team == g].sum()), 3) for g in range(len(problem.teams))]
    low = -np.inf if rule.low is None else round(rule.low, 3)
    high = np.inf if rule.high is None else round(rule.high, 3)
    return all(low - 1e-9 <= total <= high + 1e-9 for total in sums)


def aged(**more: Any) -> Stated:
    return {"kind": "total", "column": "Age", **more}


def test_what_a_sum_is_below_or_above_costs_its_square_in_half_units():
    # 120 years in the first team, 80 in the second, where one age is blank
    assert cost(aged(low=120), [0, 0, 0, 1, 1, 1]) == 4 * 40**2
    assert cost(aged(high=119.5), [0, 0, 0, 1, 1, 1]) == 4 * 5**2  # in tenths
    assert cost(aged(low=80, high=120), [0, 0, 0, 1, 1, 1]) == 0


def test_only_the_teams_that_are_named_have_limits():
    assert cost(aged(high=1, teams=["Team 2"]), [0, 0, 0, 1, 1, 1]) > 0
    rest = found(aged(high=1, teams=["Team 2"]), [0, 0, 0, 1, 1, 1])
    assert {item.team for item in rest.items} == {1}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "needs low, high or both"),
        ({"low": 5, "high": 4}, "low = 5 is above high = 4"),
        ({"low": 1, "column": "Agency"}, "no numbers to add up"),
        ({"high": float("inf")}, "no number that sums can have"),
    ],
)
def test_limits_that_make_no_sense_are_refused(more: Stated, said: str):
    with pytest.raises(InputError, match=said):
        crew(aged(**more))


def test_cars_have_seats_for_all_who_ride_in_teams_of_open_sizes():
    rng = np.random.default_rng(3)
    rows = [{"id": str(k), "car": int(c)} for k, c in enumerate(rng.choice([0, 0, 4, 5], 40))]
    teams = Teams(tuple(f"Car pool {g + 1}" for g in range(8)), np.full(8, 3), np.full(8, 6))
    # every pool has five seats at least
    rule = {"kind": "total", "column": "car", "low": 5}
    result = solve(Problem.of(rows, id="id", teams=teams, rules=[rule]), steps=50_000, threads=1)
    assert result.score.must == 0
