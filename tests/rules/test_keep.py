"""keep: cost = people who moved."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found


def test_each_person_who_moved_costs_one():
    rule = {"kind": "keep", "earlier": {"Ani": "Team 1", "2": "Team 1", "Citra": "Team 2"}}
    # Ani stayed; Budi (id 2) and Citra moved; the others had no team
    says = found(rule, [0, 1, 0, 1, 0, 1])
    assert says.cost == 2
    assert says.reached == "2 of 3 moved"
    assert says.items[0].text == "Budi moved from Team 1 to Team 2"


def test_people_who_left_since_are_passed_over():
    rule = {"kind": "keep", "earlier": {"Ani": "Team 2", "Gone": "Team 1"}}
    assert cost(rule, [1, 0, 0, 1, 0, 1]) == 0


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "has no earlier list"),
        ({"earlier": {"Gone": "Team 1"}}, "nobody of the earlier list is in this roster"),
        ({"earlier": {"Ani": "Team 5"}}, "there is no team 'Team 5'"),
        ({"earlier": ["Ani"]}, "'earlier' must be a table"),
    ],
)
def test_a_list_that_says_nothing_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "keep"} | options)


def test_teams_of_the_earlier_list_may_be_numbers():
    # Ani was on Team 2 and is on Team 1
    assert cost({"kind": "keep", "earlier": {"Ani": 2}}, [0, 1, 0, 1, 0, 1]) == 1
