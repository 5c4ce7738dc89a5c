"""together: cost = for every person of a circle, how many of it are elsewhere."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found


def test_every_person_pays_for_each_of_the_circle_who_is_elsewhere():
    rule = {"kind": "together", "people": ["Ani", "Budi", "Citra"]}
    # 2 and 1: each of the two misses 1, the one misses 2: 2 * 1 + 1 * 2
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 4
    assert cost(rule, [1, 1, 1, 0, 0, 0]) == 0


def test_a_circle_in_three_teams_costs_six():
    rule = {"kind": "together", "people": ["Ani", "Citra", "Eka"]}
    # each of three misses two
    assert cost(rule, [0, 0, 1, 1, 2, 2], teams=3) == 6


def test_the_finding_counts_the_teams_in_use():
    says = found({"kind": "together", "people": ["Ani", "Citra", "Eka"]}, [0, 1, 0, 1, 1, 0])
    assert [item.text for item in says.items] == ["Ani, Citra, Eka are in 2 teams"]
    assert says.reached == "0 of 1 circle kept"


def test_circles_that_share_a_person_are_each_counted():
    rule = {"kind": "together", "groups": [["Ani", "Budi"], ["Budi", "Citra"]]}
    # Ani with Budi: 0; Budi without Citra: 1 + 1
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 2


def test_a_column_keeps_each_of_its_values_together():
    rule = {"kind": "together", "column": "Agency"}
    # Police 1, 2, 5 on Team 1; Army 3, 4 on Team 2; a lone Health person is no circle
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 0
    # Police 2 and 1: 4; Army 1 and 1: 2
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 6


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "needs either people"),
        ({"people": ["Ani"]}, "at least two people"),
        ({"people": ["Ani", "Nobody"]}, "nobody is called 'Nobody'"),
        ({"groups": [["Ani", "Budi"], ["Eka"]]}, "at least two people"),
        ({"people": ["Ani", "Budi"], "must": "yes"}, "'must' must be true or false"),
        ({"people": ["Ani", "Budi"], "weight": 0}, "weight 0 is not a number above 0"),
    ],
)
def test_what_names_no_circle_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "together"} | options)
