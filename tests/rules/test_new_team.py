"""new_team: cost = visits of a person to a team beyond the wanted number."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import strategies as st

from grouping import InputError, Problem, Roster, Teams
from grouping.terms.terms import Index
from tests.helpers import all_rounds, crew_roster


@st.composite
def options(draw: Any, roster: Roster, teams: Teams) -> dict[str, Any]:
    from tests.strategies import chosen_people

    return draw(chosen_people(roster)) | {"most": draw(st.integers(1, 2))}


def holds(problem: Problem, rule: Any, team: Index) -> bool:
    from tests.strategies import who_is_chosen

    visits = Counter((i, g) for row in team.tolist() for i, g in enumerate(row) if g >= 0)
    who = who_is_chosen(problem, rule)
    return all(times <= rule.most for (i, _), times in visits.items() if i in who)


# Ani is thrice on Team 1, Budi twice; Dedi is absent in the second round
TEAM = [[0, 0, 0, 1, 1, 2], [0, 0, 1, -1, 2, 1], [0, 1, 2, 2, 0, 1]]


def cost(**stated: Any) -> int:
    return all_rounds({"kind": "new_team"} | stated, TEAM, teams=3, size=(1, 3))[0].cost


def test_a_third_visit_costs_two_more_than_a_second():
    # Ani: 1 + 2 for the second and third; Budi 1; Fajar 1 (twice on Team 2)
    assert cost() == 3 + 1 + 1
    assert cost(must=True) == 2 + 1 + 1
    assert cost(most=2) == 1


def test_only_those_named_are_spoken_of():
    assert cost(people=["Budi", "Dedi"]) == 1
    assert cost(where={"Gender": "P"}) == 3


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"most": 0}, "most = 0 is below 1"),
        ({"people": ["Ani"], "where": {"Gender": "P"}}, "either people or a condition"),
        ({"people": ["Zed"]}, "nobody is called 'Zed'"),
    ],
)
def test_what_makes_no_sense_is_refused(stated: dict[str, Any], why: str):
    with pytest.raises(InputError, match=why):
        Problem.of(crew_roster(), teams=2, rounds=2, rules=[{"kind": "new_team"} | stated])
