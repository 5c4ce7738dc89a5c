"""bar: cost = people who are where they should not be."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found


def test_each_person_on_a_barred_team_costs_one():
    rule = {"kind": "bar", "people": ["Ani", "Budi", "Eka"], "teams": ["Team 1"]}
    # Ani is on Team 1, Budi and Eka are not
    assert cost(rule, [0, 1, 0, 1, 1, 0]) == 1


def test_several_teams_are_all_barred():
    rule = {"kind": "bar", "where": {"Age": ">= 40"}, "teams": ["Team 1", "Team 2"]}
    # 40 or older: Ani on 1, Budi on 2, Dedi on 3
    assert cost(rule, [0, 1, 0, 2, 1, 2], teams=3) == 2


def test_who_has_no_age_is_not_of_an_age():
    # Fajar's age is blank: the condition leaves him out, and >= 60 is Dedi alone
    says = found({"kind": "bar", "where": {"Age": ">= 60"}, "teams": "Team 2"}, [0, 0, 0, 1, 1, 1])
    assert says.cost == 1
    assert says.items[0].people == (3,)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"people": ["Ani"]}, "'bar' needs 'teams'"),
        ({"people": [], "teams": ["Team 1"]}, "needs either people or a condition"),
        ({"people": ["Ani"], "teams": ["Tim"]}, "there is no team 'Tim'"),
        ({"where": {"Age": "> old"}, "teams": ["Team 1"]}, "'old' is not a number"),
    ],
)
def test_what_names_nobody_or_no_team_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "bar"} | options)
