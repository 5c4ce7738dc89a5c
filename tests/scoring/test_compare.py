from __future__ import annotations

import numpy as np
import pytest

from grouping import Problem, Roster
from grouping.scoring.compare import compared, matched, same_plan
from tests.helpers import crew, crew_roster

NIP = "196904041990121003"


def people(*pairs: tuple[str, str]) -> Roster:
    return Roster(tuple(i for i, _ in pairs), tuple(name for _, name in pairs))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("1", "Ani"), ("1", "Ani"), True),
        (("1", "Ani"), ("2", "ANI"), True),
        (("1", "Drs. Budi, M.Si."), ("7", "Budi"), True),
        ((NIP, "Citra Dewi"), (NIP, "Citra Dewi Lestari"), True),
        (("1", "Ani"), ("1", "Budi"), False),  # ids that only number the rows
        (("1", "Ani"), ("2", "Budi"), False),
    ],
)
def test_somebody_on_two_rosters_is_known_by_id_or_name(
    first: tuple[str, str], second: tuple[str, str], same: bool
):
    assert matched(people(first), people(second)) == ([(0, 0)] if same else [])


def test_namesakes_are_told_apart_by_id_alone():
    first = people(("1", "Budi"), ("2", "Budi"), ("3", "Ani"))
    second = people(("2", "Budi"), ("5", "Budi"), ("4", "Ani"))
    assert matched(first, second) == [(1, 0), (2, 2)]


def test_another_order_of_the_roster_moves_nobody():
    rule = {"kind": "spread", "column": "Agency"}
    problem, order = crew(rule), [3, 1, 5, 0, 4, 2]
    other = Problem.of(crew_roster().subset(order), teams=2, rules=[rule])
    team = np.array([[0, 1, 0, 1, 0, 1]], dtype=np.int32)
    found = compared((problem, team), (other, team[:, order]))
    assert found.one_plan
    assert not found.moves
    assert [one.cost for one, _ in found.rules] == [two.cost for _, two in found.rules]


def test_who_changes_teams_is_a_move_from_one_to_the_other():
    problem = crew({"kind": "spread", "column": "Agency"})
    before, after = np.array([[0, 0, 0, 1, 1, 1]]), np.array([[1, 0, 0, 0, 1, 1]])
    found = compared((problem, before), (problem, after))
    moves = [(one.name, one.before, one.after) for one in found.moves]
    assert moves == [("Ani", "Team 1", "Team 2"), ("Dedi", "Team 2", "Team 1")]


def test_plans_are_the_same_by_what_they_ask():
    spread, cluster = ({"kind": kind, "column": "Agency"} for kind in ("spread", "cluster"))
    assert same_plan(crew(spread), crew(spread))
    assert not same_plan(crew(spread), crew(cluster))
    assert not same_plan(crew(spread), crew(spread, teams=3))
