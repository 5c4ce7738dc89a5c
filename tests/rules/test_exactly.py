"""exactly: cost = people missing or too many, summed over the teams."""

from __future__ import annotations

from tests.helpers import cost, found

WOMEN = {"Gender": "P"}  # Ani, Citra, Eka


def test_the_cost_counts_the_people_who_are_missing_or_too_many():
    # Team 1 has 3: 2 too many; Team 2 has 0: 1 missing
    assert cost({"kind": "exactly", "count": 1, "where": WOMEN}, [0, 1, 0, 1, 0, 1]) == 3
    # 2 and 1 women: 1 too many, and right
    assert cost({"kind": "exactly", "count": 1, "where": WOMEN}, [0, 1, 0, 0, 1, 1]) == 1


def test_named_teams_are_the_only_ones_that_count():
    rule = {"kind": "exactly", "count": 3, "where": WOMEN, "teams": ["2"]}
    # Team 2 (a number names a team too) has Eka: 2 missing
    assert cost(rule, [0, 1, 0, 0, 1, 1]) == 2


def test_a_condition_may_compare_ranks_and_list_values():
    # rank mid or higher, of Police or Army: Ani, Budi, Citra
    where = {"Rank": ">= mid", "Agency": ["Police", "Army"]}
    rule = {"kind": "exactly", "count": 3, "where": where, "teams": "Team 1"}
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 0
    says = found(rule | {"count": 2}, [0, 0, 0, 1, 1, 1])
    # three are there where two are exactly the number
    assert says.cost == 1


def test_a_team_named_twice_counts_once():
    rule = {"kind": "exactly", "count": 3, "where": WOMEN, "teams": ["Team 2", "2"]}
    # Team 2 has Eka alone: 2 missing
    assert cost(rule, [0, 1, 0, 0, 1, 1]) == 2
