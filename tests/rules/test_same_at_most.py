"""same_at_most: cost = people too many with the same value in a team."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found


def test_the_cost_counts_the_people_too_many():
    rule = {"kind": "same_at_most", "column": "Agency", "count": 1}
    # Team 1: Police 3 (2 too many); Team 2: Army 2 (1 too many)
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 3
    # Team 1: Police 2, Army 1; Team 2: Police 1, Army 1, Health 1
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 1


def test_only_those_who_meet_the_condition_count():
    rule = {"kind": "same_at_most", "column": "Agency", "count": 1, "where": {"Gender": "P"}}
    # women of Police: Ani and Eka, both on Team 1; Budi does not count
    assert cost(rule, [0, 0, 1, 1, 0, 1]) == 1


def test_blanks_are_not_alike():
    rule = {"kind": "same_at_most", "column": "Rank", "count": 0}
    # five have a rank; Fajar's is blank
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 5


def test_the_finding_says_who():
    says = found({"kind": "same_at_most", "column": "Agency", "count": 2}, [0, 0, 1, 1, 0, 1])
    assert [item.text for item in says.items] == ["Team 1 has 3 of 'Police'"]
    assert says.items[0].people == (0, 1, 4)
    assert says.reached == "1 person too many"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"column": "Agency"}, "'same_at_most' needs 'count'"),
        ({"column": "Agency", "count": -1}, "count = -1 is below 0"),
        ({"column": "Agncy", "count": 1}, "there is no column 'Agncy'"),
        ({"column": "Agency", "count": True}, "'count' must be a whole number"),
        ({"column": "Agency", "cuont": 1}, "has no option 'cuont'"),
    ],
)
def test_what_cannot_be_counted_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "same_at_most"} | options)
