"""apart: cost = pairs of a circle that share a team."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found, open_teams


def test_each_pair_that_shares_a_team_costs_one():
    rule = {"kind": "apart", "people": ["Ani", "Budi", "Citra", "Dedi"]}
    # three of them on Team 1: 3 pairs; Dedi alone on Team 2: none
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 3
    # two and two: 1 + 1
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 2


def test_a_pair_in_different_teams_costs_nothing():
    rule = {"kind": "apart", "people": ["Ani", "Budi"]}
    assert cost(rule, [0, 1, 0, 1, 0, 1]) == 0
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 1


def test_the_finding_names_both_and_their_team():
    says = found({"kind": "apart", "people": ["Ani", "Budi"]}, [1, 1, 0, 0, 0, 1])
    assert [item.text for item in says.items] == ["Ani and Budi are both in Team 2"]
    assert says.items[0].people == (0, 1)
    assert says.items[0].team == 1


def test_several_circles_are_counted_one_by_one():
    rule = {"kind": "apart", "groups": [["Ani", "Budi"], ["Citra", "Dedi", "Eka"]]}
    # Ani with Budi: 1; Citra with Dedi: 1; Eka is elsewhere
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 2


def test_a_column_makes_a_circle_of_everyone_with_the_same_value():
    rule = {"kind": "apart", "column": "Agency"}
    # Police 1, 2, 5 on one team: 3 pairs; Army 3, 4: 1; Health is one person
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 4


def test_a_blank_is_no_value_to_share():
    rule = {"kind": "apart", "column": "Rank"}
    # mid: Budi, Citra; low: Dedi, Eka; high Ani; Fajar blank
    assert cost(rule, [0, 1, 1, 0, 0, 1]) == 2


def test_it_is_a_must_rule_unless_a_weight_is_named():
    people = ["Ani", "Budi"]
    assert crew({"kind": "apart", "people": people}).rules[0].must is True
    assert crew({"kind": "apart", "people": people, "weight": 2}).rules[0].must is False


def test_the_tables_of_a_large_circle_end_where_a_team_is_full():
    rule = {"kind": "apart", "people": ["1", "2", "3", "4", "5"]}
    # teams of at most 4: four together 6 pairs, the fifth alone
    assert cost(rule, [0, 0, 0, 0, 1, 1], teams=open_teams([2, 2], [4, 4])) == 6


def test_unknown_people_are_answered_with_the_nearest_names():
    with pytest.raises(InputError, match="nobody is called 'Bodi'") as error:
        crew({"kind": "apart", "people": ["Ani", "Bodi"]})
    assert error.value.hint == "did you mean 'Budi'?"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "needs either people"),
        ({"people": ["Ani", "Budi"], "column": "Agency"}, "needs either people"),
        ({"people": ["Ani"]}, "at least two people"),
        ({"people": ["Ani", "1"]}, "'Ani' is named twice"),
        ({"people": "Ani"}, "'people' must be a list"),
        ({"column": "Agncy"}, "there is no column 'Agncy'"),
    ],
)
def test_what_names_no_circle_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "apart"} | options)
