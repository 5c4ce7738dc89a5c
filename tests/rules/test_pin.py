"""pin: cost = people who are elsewhere."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import cost, crew, found


def test_each_person_elsewhere_costs_one():
    rule = {"kind": "pin", "people": ["Ani", "Budi", "Eka"], "teams": ["Team 1"]}
    # Budi and Eka are on Team 2
    assert cost(rule, [0, 1, 0, 1, 1, 0]) == 2


def test_several_teams_are_all_right():
    rule = {"kind": "pin", "people": ["Ani", "Budi", "Eka"], "teams": ["Team 1", "Team 3"]}
    # Budi is on Team 2
    assert cost(rule, [0, 1, 0, 1, 2, 2], teams=3) == 1


def test_a_condition_speaks_for_all_who_meet_it():
    rule = {"kind": "pin", "where": {"Gender": "L"}, "teams": "Team 2"}
    # of Budi, Dedi, Fajar, Dedi is on Team 1
    says = found(rule, [0, 1, 0, 0, 1, 1])
    assert says.cost == 1
    assert says.reached == "2 of 3 people"
    assert says.items[0].text == "Dedi is in Team 1"


def test_a_number_in_quotes_names_a_team():
    assert cost({"kind": "pin", "people": "Ani", "teams": "2"}, [0, 1, 0, 1, 0, 1]) == 1


@pytest.mark.parametrize(("people", "teams"), [(["Ani"], 2), (1, "Team 2")])
def test_a_bare_number_names_a_team_or_a_person(people: object, teams: object):
    # Ani (id 1) is on Team 1 and not on Team 2
    assert cost({"kind": "pin", "people": people, "teams": teams}, [0, 1, 0, 1, 0, 1]) == 1


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"people": ["Ani"]}, "'pin' needs 'teams'"),
        ({"people": ["Ani"], "teams": []}, "names no team"),
        ({"teams": ["Team 1"]}, "needs either people or a condition"),
        ({"people": ["Ani"], "where": {"Gender": "L"}, "teams": "1"}, "needs either people or a"),
        ({"people": ["Ani"], "teams": ["Team 7"]}, "there is no team 'Team 7'"),
        ({"people": ["Anni"], "teams": ["Team 1"]}, "nobody is called 'Anni'"),
        ({"people": ["Ani"], "teams": True}, "'teams' must be a text or a list"),
    ],
)
def test_what_names_nobody_or_no_team_is_refused(options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": "pin"} | options)
