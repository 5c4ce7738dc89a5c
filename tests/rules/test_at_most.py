"""at_most: cost = people too many, summed over the teams."""

from __future__ import annotations

from tests.helpers import cost, found

WOMEN = {"Gender": "P"}  # Ani, Citra, Eka


def test_the_cost_counts_the_people_who_are_too_many():
    # Team 1 has Ani, Citra, Eka: 3 - 1 too many; Team 2 has none
    assert cost({"kind": "at_most", "count": 1, "where": WOMEN}, [0, 1, 0, 1, 0, 1]) == 2
    # 2 - 1 too many on Team 1, 1 on Team 2 is allowed
    assert cost({"kind": "at_most", "count": 1, "where": WOMEN}, [0, 1, 0, 0, 1, 1]) == 1
    assert cost({"kind": "at_most", "count": 2, "where": WOMEN}, [0, 1, 0, 0, 1, 1]) == 0


def test_named_teams_are_the_only_ones_that_count():
    rule = {"kind": "at_most", "count": 0, "where": WOMEN, "teams": ["Team 2"]}
    # Team 2 has Eka: 1 too many; Team 1 does not matter
    assert cost(rule, [0, 1, 0, 0, 1, 1]) == 1


def test_a_condition_may_compare_ranks_and_list_values():
    # rank mid or higher, of Police or Army: Ani, Budi, Citra
    where = {"Rank": ">= mid", "Agency": ["Police", "Army"]}
    rule = {"kind": "at_most", "count": 3, "where": where, "teams": "Team 1"}
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 0
    says = found(rule | {"count": 2}, [0, 0, 0, 1, 1, 1])
    # three are there where two are at most the number
    assert says.cost == 1
