"""Teams and their seats, and the frozen question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grouping import InputError, Problem, Roster, Teams
from grouping.problem.registry import kinds, rule_from_dict
from tests.helpers import crew, crew_roster, open_teams
from tests.strategies import seats


@given(st.integers(1, 200), st.integers(1, 200))
def test_teams_by_count_hold_everyone_and_differ_by_one_at_most(people: int, count: int):
    if count > people:
        with pytest.raises(InputError, match=f"{people} people cannot fill {count} teams"):
            Teams.of_count(people, count)
        return
    teams = Teams.of_count(people, count)
    assert len(teams) == count
    assert teams.low.sum() == people
    assert teams.low.tolist() == teams.high.tolist()
    assert teams.low.max() - teams.low.min() <= 1
    assert teams.low.tolist() == sorted(teams.low.tolist(), reverse=True)


@pytest.mark.parametrize(
    ("people", "size", "sizes"),
    [
        (12, 4, [4, 4, 4]),
        (10, 4, [4, 3, 3]),  # 2 teams of 5 are 1 off, 3 of 3.33 are 0.67 off
        (10, 7, [5, 5]),  # 1 team of 10 is 3 off, 2 of 5 are 2 off
        (9, 7, [9]),  # 1 team of 9 is 2 off, 2 of 4.5 are 2.5 off
        (5, 5, [5]),
        (5, 1, [1, 1, 1, 1, 1]),
    ],
)
def test_teams_by_size_come_as_near_to_it_as_they_can(people: int, size: int, sizes: list[int]):
    assert Teams.of_size(people, size).low.tolist() == sizes


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: Teams.of_count(3, 5), "3 people cannot fill 5 teams"),
        (lambda: Teams.of_count(3, 0), "0 teams are asked for"),
        (lambda: Teams.of_size(3, 0), "teams of 0 are asked for"),
        (lambda: Teams.of_size(3, 4), "3 people cannot fill a team of 4"),
        (lambda: open_teams([2], [1]), "'Team 1' cannot hold 2 to 1 people"),
        (lambda: open_teams([0], [0]), "'Team 1' cannot hold 0 to 0 people"),
        (lambda: open_teams([-1], [2]), "'Team 1' cannot hold -1 to 2 people"),
        (lambda: open_teams([], []), "there are no teams"),
        (lambda: crew(teams=["Red", "red "]), "two teams are called 'Red'"),
        (lambda: Problem.of([{"a": 1}] * 3, teams=list("abcde")), "3 people cannot fill 5 teams"),
        (lambda: Problem.of([{"a": 1}] * 3), "say either how many teams or of what size"),
        (lambda: Problem.of([{"a": 1}] * 3, teams=1, size=3), "say either how many teams or"),
        (lambda: crew(teams=open_teams([1, 1], [2, 3])), "hold at most 5 people"),
        (lambda: crew(teams=open_teams([3, 4], [9, 9])), "hold at least 7 people"),
    ],
)
def test_seats_that_make_no_teams_are_refused(make: object, why: str):
    with pytest.raises(InputError, match=why):
        make()


def test_seats_for_other_teams_than_named_are_refused():
    with pytest.raises(InputError):
        Teams(("a", "b"), np.array([1]), np.array([2]))


def test_a_team_is_found_by_name_or_by_number():
    teams = Teams.of_count(6, 3)
    assert [teams.position(name) for name in ("Team 2", "team  2", "2", " 3 ")] == [1, 1, 1, 2]
    with pytest.raises(InputError, match="there is no team '4'"):
        teams.position("4")
    with pytest.raises(InputError) as error:
        teams.position("Taem 2")
    assert "'Team 2'" in error.value.hint


def test_a_name_goes_before_a_number():
    teams = crew(teams=["2", "1", "x"]).teams
    assert [teams.position(name) for name in ("1", "2", "3")] == [1, 0, 2]


def test_open_sizes_are_planned_level_by_level():
    # 12 people: from 1, 1, 3 up: 3, 3, 3; then one more for each that has room: 4, 4, 4
    assert Problem.of([{"a": 1}] * 12, teams=open_teams([1, 1, 3], [9, 5, 9])).seats.tolist() == [
        4,
        4,
        4,
    ]
    # 12 people, the second team holds 2: 5, 2, 5
    assert Problem.of([{"a": 1}] * 12, teams=open_teams([0, 0, 0], [9, 2, 9])).seats.tolist() == [
        5,
        2,
        5,
    ]
    # 11 people: one left over goes to the first
    assert Problem.of([{"a": 1}] * 11, teams=open_teams([0, 0, 0], [9, 2, 9])).seats.tolist() == [
        5,
        2,
        4,
    ]


@given(data=st.data())
def test_planned_seats_hold_everyone_within_low_and_high(data: st.DataObject):
    n = data.draw(st.integers(2, 14))
    teams = data.draw(seats(n, fewest=1))
    planned = Problem.of([{"a": 1}] * n, teams=teams).seats
    assert planned.sum() == n
    assert (teams.low <= planned).all()
    assert (planned <= teams.high).all()


def test_a_problem_is_made_of_dicts_and_frames_alike():
    records = [{"id": "x", "agency": "A", "age": 3}, {"id": "y", "agency": "B", "age": 4}]
    rules = [{"kind": "spread", "column": "agency"}]
    by_dicts = Problem.of(records, teams=2, rules=rules, id="id")
    by_frame = Problem.of(pd.DataFrame(records), teams=2, rules=rules, id="id")
    for problem in (by_dicts, by_frame):
        assert problem.roster.ids == ("x", "y")
        assert problem.roster.column("age").numbers.tolist() == [3.0, 4.0]
        assert problem.rules[0].kind == "spread"
        assert problem.teams.names == ("Team 1", "Team 2")


def test_team_names_and_prefixes_are_kept():
    assert crew(teams=["Red", "Blue"]).teams.names == ("Red", "Blue")
    assert Problem.of(crew_roster(), size=3, prefix="Kelompok").teams.names == (
        "Kelompok 1",
        "Kelompok 2",
    )


def test_rules_may_be_rules_already():
    rule = crew({"kind": "spread", "column": "Agency"}).rules[0]
    assert Problem.of(crew_roster(), teams=2, rules=[rule]).rules == (rule,)


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({}, "the rule has no kind"),
        ({"kind": "spraed"}, "there is no rule of kind 'spraed'"),
        ({"kind": "spread", "colum": "Agency"}, "'spread' has no option 'colum'"),
        ({"kind": "spread", "column": None}, "'column' must be a text"),
    ],
)
def test_a_rule_that_is_none_is_refused(stated: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew(stated)


def test_a_column_named_by_a_number_is_looked_up_like_any_other():
    with pytest.raises(InputError, match="there is no column '3'"):
        crew({"kind": "spread", "column": 3})


def test_the_error_of_a_rule_says_which_rule():
    with pytest.raises(InputError) as error:
        crew({"kind": "spread", "column": "Agency"}, {"kind": "balance", "column": "Agee"})
    assert error.value.where == "rule 'balance'"
    assert "'Age'" in error.value.hint


def test_an_assignment_is_read_by_names_of_people_and_teams():
    problem = crew()
    by_name = {"Ani": "Team 1", "2": "2", "Citra": "Team 1", "4": "1", "5": "2", "6": "Team 2"}
    assert problem.assignment(by_name).tolist() == [[0, 1, 0, 0, 1, 1]]
    with pytest.raises(InputError, match="no team is given for Budi, Citra, Dedi and 2 more"):
        problem.assignment({"Ani": "Team 1"})
    with pytest.raises(InputError, match="nobody is called 'Zed'"):
        problem.assignment(by_name | {"Zed": "Team 1"})


def test_a_roster_keeps_its_people_when_asked_twice():
    roster = Roster.from_records([{"a": 1}] * 4)
    assert Problem.of(roster, teams=2).roster is roster


@pytest.mark.parametrize(
    ("stated", "must"),
    [({}, True), ({"weight": 1}, False), ({"weight": 1.0}, False), ({"weight": 2}, False),
     ({"must": True, "weight": 2}, True), ({"must": False}, False)],
)  # fmt: skip
def test_naming_a_weight_makes_a_wish_of_any_rule_that_is_a_must_by_itself(stated, must):
    for kind in kinds().values():
        if kind.must_by_default:
            needed = {"teams": "A", "count": 1, "column": "A", "where": {"A": "b"}}
            options = {k: v for k, v in needed.items() if k in kind.options()}
            assert rule_from_dict({"kind": kind.kind} | options | stated).must is must, kind


def test_a_weight_stays_named_or_not_when_a_rule_is_copied():
    plain = rule_from_dict({"kind": "apart", "people": ["A", "B"]})
    assert not replace(plain, must=False).names_weight
    assert replace(plain, weight=1.0, must=None).must is False


@pytest.mark.parametrize("weight", [1_000_000, 1e-9])
def test_large_and_small_weights_are_weights(weight):
    assert rule_from_dict({"kind": "spread", "column": "A", "weight": weight}).weight == weight


@pytest.mark.parametrize("weight", [0, -1, 1_000_001, float("nan"), float("inf")])
def test_what_a_weight_cannot_be_says_its_limits(weight):
    with pytest.raises(InputError, match="above 0 and at most 1,000,000"):
        rule_from_dict({"kind": "spread", "column": "A", "weight": weight})
