"""stay: cost = pairs of rounds that a person is on two teams."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from grouping import InputError, Problem, Roster, Teams
from grouping.terms.terms import Index
from tests.helpers import all_rounds, crew_roster


def options(roster: Roster, teams: Teams) -> st.SearchStrategy[dict[str, Any]]:
    from tests.strategies import chosen_people

    return chosen_people(roster)


def holds(problem: Problem, rule: Any, team: Index) -> bool:
    from tests.strategies import who_is_chosen

    return all(len(set(team[:, i].tolist()) - {-1}) <= 1 for i in who_is_chosen(problem, rule))


TEAM = [[0, 0, 0, 1, 1, 2], [0, 0, 1, -1, 2, 1], [0, 1, 2, 1, 0, 1]]


def cost(**stated: Any) -> int:
    return all_rounds({"kind": "stay"} | stated, TEAM, teams=3, size=(1, 3))[0].cost


def test_every_pair_of_rounds_on_two_teams_costs_one():
    assert cost(people=["Ani"]) == 0
    # Budi 1, 1, 2: two of three pairs of rounds; Citra 1, 2, 3: all three
    assert cost(people=["Budi"]) == 2
    assert cost(people=["Citra"], must=False) == 3


def test_absence_is_no_change_of_teams():
    assert cost(people=["Dedi"]) == 0


def test_it_is_a_must_unless_it_is_said_otherwise():
    problem = Problem.of(crew_roster(), teams=2, rounds=2, rules=[{"kind": "stay"}])
    assert problem.rules[0].must


def test_unknown_people_are_refused():
    with pytest.raises(InputError, match="nobody is called 'Zed'"):
        Problem.of(crew_roster(), teams=2, rounds=2, rules=[{"kind": "stay", "people": ["Zed"]}])
