"""spread: soft cost = squared distance from the fair share; must = people outside it."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found, open_teams, unit_of


def test_the_soft_cost_is_the_squared_distance_from_the_fair_share():
    rule = {"kind": "spread", "column": "Agency"}
    # fair shares of each team: Police 1.5, Army 1, Health 0.5, so the unit is 2 * 2 = 4
    assert unit_of(rule) == 4
    # Team 1: 3, 0, 0; Team 2: 0, 2, 1: (1.5^2 + 1 + 0.5^2) * 2 = 7, in quarters 28
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 28
    # Team 1: 2, 1, 0; Team 2: 1, 1, 1: (0.5^2 + 0 + 0.5^2) * 2 = 1, in quarters 4
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 4


def test_uneven_teams_get_their_share_of_seats():
    rule = {"kind": "spread", "column": "Gender"}
    teams = open_teams([4, 2], [4, 2])
    # women 3: fair shares 2 and 1; men 3: 2 and 1
    assert cost(rule, [0, 0, 0, 0, 1, 1], teams=teams) == 0
    # women on Team 1: Ani, Citra, Eka; men: Budi: off by +1, -1, -1, +1
    assert cost(rule, [0, 0, 0, 1, 0, 1], teams=teams) == 4


def test_as_a_must_rule_it_counts_people_outside_the_floor_and_ceiling():
    rule = {"kind": "spread", "column": "Agency", "must": True}
    # Police 1.5: 1 or 2; Army 1; Health 0 or 1
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 0
    # Police 3 and 0: 1 + 1; Army 0 and 2: 1 + 1
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 4


def test_only_those_who_meet_the_condition_are_shared_out():
    rule = {"kind": "spread", "column": "Agency", "where": {"Gender": "P"}}
    # women of Police: Ani, Eka, 1 a team; of Army: Citra, 0.5 a team
    # both of Police on Team 1: (1 + 1) + (0.25 + 0.25) = 2.5, in quarters 10
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 10


def test_the_finding_says_the_fair_share():
    says = found({"kind": "spread", "column": "Agency"}, [0, 0, 1, 1, 0, 1])
    assert says.items[0].text == "Team 1 has 3 of 'Police', a fair share is 1 or 2"
    assert says.items[1].text == "Team 1 has 0 of 'Army', a fair share is 1"
    # alike: 3 pairs of Police, 1 of Army
    assert says.reached == "4 outside a fair share, 4 pairs alike"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "'spread' needs 'column'"),
        ({"column": "Agenci"}, "there is no column 'Agenci'"),
        ({"column": "Agency", "weight": -1}, "weight -1 is not a number above 0"),
        ({"column": "Agency", "weight": "high"}, "'weight' must be a number"),
        ({"column": ["Agency"]}, "'column' must be a text"),
    ],
)
def test_an_unknown_column_or_a_wrong_option_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "spread"} | options)


def test_the_hint_names_the_nearest_column():
    with pytest.raises(InputError) as error:
        crew({"kind": "spread", "column": "Agenci"})
    assert error.value.hint.startswith("did you mean 'Agency'")
