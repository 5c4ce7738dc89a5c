"""not_alone: cost = people missing to enough company, in each team that has some."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found, open_teams


def test_one_alone_costs_one():
    rule = {"kind": "not_alone", "column": "Gender", "value": "P"}
    # women: two on Team 1, one on Team 2
    assert cost(rule, [0, 1, 0, 0, 1, 1]) == 1
    # none on Team 2 is no one alone
    assert cost(rule, [0, 1, 0, 1, 0, 1]) == 0


def test_enough_company_may_be_more_than_two():
    rule = {"kind": "not_alone", "column": "Gender", "value": "P", "least": 3}
    # 2 there: 1 missing; 1 there: 2 missing
    assert cost(rule, [0, 1, 0, 0, 1, 1]) == 3


def test_several_values_count_as_one():
    rule = {"kind": "not_alone", "column": "Agency", "value": ["Army", "Health"]}
    # Citra (Army) on Team 1 alone; Dedi (Army) and Fajar (Health) on Team 2
    assert cost(rule, [0, 0, 0, 1, 1, 1]) == 1


def test_outnumbered_adds_how_many_more_the_others_are():
    rule = {"kind": "not_alone", "column": "Gender", "value": "P", "outnumbered": True}
    # Team 1: 2 women, 1 man: fine; Team 2: 1 alone (1) and outnumbered 2 to 1 (1)
    assert cost(rule, [0, 1, 0, 0, 1, 1]) == 2


def test_outnumbered_looks_at_the_people_there_when_sizes_are_open():
    rule = {"kind": "not_alone", "column": "Gender", "value": "P", "outnumbered": True}
    teams = open_teams([1, 1], [5, 5])
    # Team 1: 2 women, 3 men: 1 more; Team 2: Eka alone, nobody else: 1 missing
    assert cost(rule, [0, 0, 0, 0, 1, 0], teams=teams) == 2


def test_the_finding_says_the_numbers():
    says = found({"kind": "not_alone", "column": "Gender", "value": "P"}, [0, 1, 0, 0, 1, 1])
    assert [item.text for item in says.items] == ["Team 2 has 1 of 3"]
    assert says.reached == "1 team where it fails"


def test_the_value_of_a_number_column_may_be_a_number():
    # Ani alone is 50, on Team 1
    assert cost({"kind": "not_alone", "column": "Age", "value": 50}, [0, 0, 0, 1, 1, 1]) == 1


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"column": "Gender"}, "'not_alone' needs 'value'"),
        ({"column": "Gender", "value": "Q"}, "nobody has 'Q'"),
        ({"column": "Gendr", "value": "P"}, "there is no column 'Gendr'"),
        ({"column": "Gender", "value": "P", "least": 0}, "least = 0 is below 1"),
        ({"column": "Gender", "value": "P", "outnumbered": 1}, "'outnumbered' must be true or"),
    ],
)
def test_what_cannot_be_counted_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "not_alone"} | options)
