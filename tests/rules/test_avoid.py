"""avoid: cost = pairs that share a team."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found


def test_each_listed_pair_that_shares_a_team_costs_one():
    rule = {"kind": "avoid", "pairs": [["Ani", "Budi"], ["Citra", "Dedi"], ["Eka", "Fajar"]]}
    # only Ani and Budi share a team
    assert cost(rule, [0, 0, 0, 1, 0, 1]) == 1


def test_people_are_taken_pair_by_pair():
    rule = {"kind": "avoid", "people": ["Ani", "Budi", "Citra"]}
    # three in one team: 3 pairs
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 3


def test_a_person_pays_for_each_of_the_list():
    rule = {"kind": "avoid", "person": "Ani", "any_of": ["Budi", "Citra", "Dedi"]}
    # Ani with Budi and Citra; that Budi is with Citra does not matter
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 2


def test_a_pair_said_twice_counts_once():
    rule = {"kind": "avoid", "people": ["Ani", "Budi"], "pairs": [["Budi", "Ani"]]}
    says = found(rule, [0, 0, 0, 1, 1, 1])
    assert says.cost == 1
    assert says.reached == "1 pair together"


def test_it_is_a_wish_unless_told_otherwise():
    assert crew({"kind": "avoid", "people": ["Ani", "Budi"]}).rules[0].must is False


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "needs people, pairs, or person with any_of"),
        ({"person": "Ani"}, "needs people, pairs, or person with any_of"),
        ({"any_of": ["Ani"], "people": ["Ani", "Budi"]}, "person with any_of"),
        ({"people": ["Ani"]}, "at least two people"),
        ({"pairs": [["Ani", "Budi", "Eka"]]}, "is not a pair"),
        ({"person": "Ani", "any_of": ["Ani"]}, "'Ani' is named twice"),
        ({"people": ["Ani", "Budy"]}, "nobody is called 'Budy'"),
    ],
)
def test_what_names_no_pair_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "avoid"} | options)
