"""at_least: cost = people missing, summed over the teams."""

from __future__ import annotations

from tests.helpers import cost, found

WOMEN = {"Gender": "P"}  # Ani, Citra, Eka


def test_the_cost_counts_the_people_who_are_missing():
    # Team 1 has Ani, Citra, Eka (3 women), Team 2 none: missing 0 + 2
    assert cost({"kind": "at_least", "count": 2, "where": WOMEN}, [0, 1, 0, 1, 0, 1]) == 2
    # Team 1 has 2, Team 2 has 1: missing 0 + 1
    assert cost({"kind": "at_least", "count": 2, "where": WOMEN}, [0, 1, 0, 0, 1, 1]) == 1
    assert cost({"kind": "at_least", "count": 1, "where": WOMEN}, [0, 1, 0, 0, 1, 1]) == 0


def test_named_teams_are_the_only_ones_that_count():
    rule = {"kind": "at_least", "count": 3, "where": WOMEN, "teams": "Team 2"}
    # Team 2 has Eka alone: 2 missing; Team 1 does not matter
    assert cost(rule, [0, 1, 0, 0, 1, 1]) == 2


def test_a_condition_may_compare_ranks_and_list_values():
    # rank mid or higher, of Police or Army: Ani, Budi, Citra
    where = {"Rank": ">= mid", "Agency": ["Police", "Army"]}
    rule = {"kind": "at_least", "count": 3, "where": where, "teams": "Team 1"}
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 0
    says = found(rule | {"count": 2}, [0, 0, 0, 1, 1, 1])
    # three are there where two are at least the number
    assert says.cost == 0
