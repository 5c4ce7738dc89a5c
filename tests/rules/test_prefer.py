"""prefer: cost = pairs in different teams, and 1 for a wish not met."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found


def test_each_listed_pair_in_different_teams_costs_one():
    rule = {"kind": "prefer", "pairs": [["Ani", "Budi"], ["Citra", "Dedi"], ["Eka", "Fajar"]]}
    # Citra without Dedi, Eka without Fajar
    assert cost(rule, [0, 0, 0, 1, 0, 1]) == 2


def test_one_of_the_list_is_enough_for_a_person():
    rule = {"kind": "prefer", "person": "Ani", "any_of": ["Budi", "Citra"]}
    assert cost(rule, [0, 1, 0, 1, 0, 1]) == 0
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 0
    # both of the list are on Team 2
    assert cost(rule, [0, 1, 1, 0, 0, 1]) == 1


def test_pairs_and_a_wish_add_up():
    rule = {
        "kind": "prefer",
        "people": ["Dedi", "Eka"],
        "person": "Ani",
        "any_of": ["Budi", "Citra"],
    }
    # Dedi without Eka: 1; Ani without Budi and Citra: 1
    says = found(rule, [0, 1, 1, 0, 1, 0])
    assert says.cost == 2
    assert says.reached == "0 of 2 wishes met"
    assert [item.text for item in says.items] == [
        "Dedi and Eka are apart",
        "Ani has nobody of the list",
    ]


def test_a_pair_said_twice_counts_once():
    rule = {"kind": "prefer", "people": ["Ani", "Budi"], "pairs": [["Budi", "Ani"]]}
    assert cost(rule, [0, 1, 0, 1, 0, 1]) == 1


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "needs people, pairs, or person with any_of"),
        ({"any_of": ["Ani"]}, "needs people, pairs, or person with any_of"),
        ({"person": "Ani", "any_of": ["Budi", "2"]}, "'Budi' is named twice"),
        ({"person": "Any", "any_of": ["Budi"]}, "nobody is called 'Any'"),
        ({"person": "Ani", "any_of": "Budi"}, "'any_of' must be a list"),
    ],
)
def test_what_names_no_pair_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "prefer"} | options)
