"""meet: cost = meetings missing."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import strategies as st

from grouping import InputError, Problem, Roster, Teams
from grouping.terms.terms import Index
from tests.helpers import all_rounds, crew_roster


@st.composite
def options(draw: Any, roster: Roster, teams: Teams) -> dict[str, Any]:
    from tests.strategies import people

    stated = {"people": draw(people(roster, 2, 4)), "least": draw(st.integers(1, 2))}
    form = draw(st.sampled_from(["each other", "others", "condition"]))
    if form == "others":
        stated["people"], stated["others"] = stated["people"][:1], stated["people"][1:]
    if form == "condition":
        # somebody of whom there are two at least, so that there is a pair
        column = roster.column("Gender")
        label = column.value(roster.ids.index(stated["people"][0]))
        alike = [i for i in range(roster.n) if column.value(i) == label]
        if len(alike) > 1:
            stated["others_where"] = {"Gender": label}
    return stated


def pairs(problem: Problem, rule: Any) -> set[frozenset[int]]:
    person = problem.roster.ids.index
    who = [person(p) for p in rule.people]
    if rule.others_where:
        (column, value), *_ = rule.others_where.items()
        others = [i for i in range(problem.n) if problem.roster.column(column).value(i) == value]
    elif rule.others:
        others = [person(p) for p in rule.others]
    else:
        return {frozenset(pair) for pair in combinations(who, 2)}
    return {frozenset((i, j)) for i in who for j in others if i != j}


def holds(problem: Problem, rule: Any, team: Index) -> bool:
    rows = team.tolist()
    return all(
        sum(len({row[i] for i in pair}) == 1 and row[min(pair)] >= 0 for row in rows) >= rule.least
        for pair in pairs(problem, rule)
    )


TEAM = [[0, 0, 0, 1, 1, 2], [0, 0, 1, -1, 2, 1], [0, 1, 2, -1, 0, 1]]


def cost(**stated: Any) -> int:
    return all_rounds({"kind": "meet"} | stated, TEAM, teams=3, size=(1, 3))[0].cost


def test_every_meeting_that_is_missing_costs_one():
    assert cost(people=["Ani", "Budi"]) == 0
    assert cost(people=["Ani", "Budi"], least=3) == 1
    # Ani meets Budi, Citra and Eka, neither Dedi nor Fajar
    everyone = ["Budi", "Citra", "Dedi", "Eka", "Fajar"]
    assert cost(people=["Ani"], others=everyone) == 2
    assert cost(people=["Ani"], others=everyone, must=True) == 2


def test_absent_people_do_not_meet():
    # Dedi and nobody else is absent in the last two rounds; with Eka in the first
    assert cost(people=["Dedi", "Eka"], least=2) == 1


def test_a_condition_says_whom():
    # Ani meets Citra in round 1 and Eka in round 3
    assert cost(people=["Ani"], others_where={"Gender": "P"}) == 0
    assert cost(where={"Gender": "P"}) == 1  # Citra and Eka do not


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"people": ["Ani"]}, "names no two people"),
        ({"people": ["Ani", "Budi"], "least": 0}, "least = 0 is below 1"),
        (
            {"people": ["Ani"], "others": ["Budi"], "others_where": {"Gender": "P"}},
            "either others or a condition",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(stated: dict[str, Any], why: str):
    with pytest.raises(InputError, match=why):
        Problem.of(crew_roster(), teams=2, rounds=2, rules=[{"kind": "meet"} | stated])
