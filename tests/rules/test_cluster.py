"""cluster: cost = pairs in a team whose values differ."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found


def test_each_unlike_pair_in_a_team_costs_one():
    rule = {"kind": "cluster", "column": "Agency"}
    # Team 1: Police x 3: 0; Team 2: Army, Army, Health: 2
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 2
    # Team 1: Police, Police, Army: 2; Team 2: Army, Police, Health: 3
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 5


def test_a_blank_is_unlike_nobody():
    rule = {"kind": "cluster", "column": "Rank"}
    # Team 1: high, mid, mid: 2; Team 2: low, low, blank: 0
    says = found(rule, [0, 0, 0, 1, 1, 1])
    assert says.cost == 2
    assert says.reached == "1 of 2 teams all alike"
    assert says.items[0].text == "Team 1 mixes high, mid"


def test_only_those_who_meet_the_condition_count():
    rule = {"kind": "cluster", "column": "Agency", "where": {"Gender": "L"}}
    # men: Budi (Police) on Team 1; Dedi (Army) and Fajar (Health) on Team 2
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 1


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "'cluster' needs 'column'"),
        ({"column": "Agenci"}, "there is no column 'Agenci'"),
        ({"column": "Agency", "where": {"Rank": ">= top"}}, "nobody has 'top'"),
    ],
)
def test_an_unknown_column_or_value_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "cluster"} | options)
