"""The question over several rounds: who comes, which teams are open, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem, Teams, score
from grouping.problem.past_events import Earlier
from grouping.problem.registry import rule_from_dict
from tests.helpers import crew_roster, open_teams
from tests.strategies import rounds_problems, seats

SLOW = list(HealthCheck)
EVERYBODY = np.ones((2, 6), dtype=bool)


def asked(**more: Any) -> Problem:
    return Problem.of(crew_roster(), **({"teams": 2, "rounds": 2} | more))


def absent(*people: int) -> np.ndarray:
    """Return attendance of two rounds; these are absent in the second."""
    present = EVERYBODY.copy()
    present[1, list(people)] = False
    return present


@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_fitted_seats_hold_who_comes_and_nobody_sits_beyond_the_seats(data: st.DataObject):
    n = data.draw(st.integers(2, 12))
    teams = data.draw(seats(n, fewest=1))
    people = data.draw(st.integers(1, n))
    fitted = teams.fitted(people)
    assert fitted.low.sum() <= people <= fitted.high.sum()
    assert (fitted.high <= teams.high).all()
    if people >= teams.low.sum():
        assert fitted is teams
    planned = fitted.planned(people)
    assert planned.sum() == people
    assert (fitted.low <= planned).all()
    assert (planned <= fitted.high).all()


@pytest.mark.parametrize(
    ("people", "sizes"), [(12, [4, 4, 4]), (11, [4, 4, 3]), (10, [4, 3, 3]), (7, [3, 2, 2])]
)
def test_teams_of_fixed_size_become_as_equal_as_they_go(people: int, sizes: list[int]):
    fitted = Teams.of_count(12, 3).fitted(people)
    assert fitted.low.tolist() == fitted.high.tolist() == sizes


def test_the_largest_teams_lose_people_first():
    assert open_teams([5, 3, 2], [5, 3, 2]).fitted(7).low.tolist() == [3, 2, 2]
    assert open_teams([2, 2], [5, 5]).fitted(3).low.tolist() == [2, 1]


def test_a_team_may_end_up_empty():
    fitted = Teams.of_count(3, 3).fitted(2)
    assert fitted.low.tolist() == [1, 1, 0]
    assert fitted.planned(2).tolist() == [1, 1, 0]


def test_more_people_than_seats_do_not_fit():
    with pytest.raises(InputError, match="the teams hold at most 6 people, 7 come"):
        Teams.of_count(6, 2).fitted(7)


def test_a_problem_may_have_rounds_absent_people_and_history():
    event = Earlier("May", np.array([[0, 0, 1, 1, 2, 2]], dtype=np.int32))
    problem = asked(rounds=2, present=absent(0, 3), history=[event])
    one, other = problem.by_round
    assert one.people.tolist() == [0, 1, 2, 3, 4, 5]
    assert other.people.tolist() == [1, 2, 4, 5]
    assert other.places.tolist() == [0, 1]
    assert other.roster.names == ("Budi", "Citra", "Eka", "Fajar")
    assert one.seats.tolist() == [3, 3]
    assert other.seats.tolist() == [2, 2]
    assert problem.history == (event,)
    assert [problem.round_name(r) for r in range(2)] == ["round 1", "round 2"]


@given(problem=rounds_problems())
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
def test_every_round_is_a_problem_of_those_who_come_and_the_teams_that_are_open(problem: Problem):
    for r, one in enumerate(problem.by_round):
        people, teams = one.people, one.places
        here = np.ones(problem.n, dtype=bool) if problem.present is None else problem.present[r]
        assert people.tolist() == np.flatnonzero(here).tolist()
        assert one.n == len(people)
        assert one.roster.ids == tuple(problem.roster.ids[i] for i in people)
        assert one.teams.names == tuple(problem.teams.names[g] for g in teams)
        assert teams.tolist() == sorted(set(teams.tolist()))
        assert one.teams.low.sum() <= one.n <= one.teams.high.sum()
        for i, who in enumerate(problem.roster.ids):
            at = one.person(who)
            assert at is None if not here[i] else people[at] == i
        for g, name in enumerate(problem.teams.names):
            at = one.team(name)
            assert at is None if g not in teams.tolist() else teams[at] == g


def test_rounds_alike_are_one_problem():
    first, second = asked().by_round
    assert first is second
    first, second = asked(present=absent(1)).by_round
    assert first is not second
    rule = {"kind": "spread", "column": "Agency", "rounds": [2]}
    first, second = asked(rules=[rule]).lower().parts
    assert not first.terms.rules[0].terms
    assert second.terms.rules[0].terms


def test_teams_of_a_round_may_stand_in_any_order_and_spelling():
    teams = Teams(("Red", "Green", "Blue"), *np.array([[2, 2, 2], [2, 2, 2]], dtype=np.int64))
    other = Teams(("blue", "RED"), *np.array([[4, 2], [4, 2]], dtype=np.int64))
    pin = rule_from_dict({"kind": "pin", "people": ["Ani"], "teams": ["Red"]})
    problem = Problem(crew_roster(), teams, (pin,), rounds=2, teams_by_round=(teams, other))
    one = problem.by_round[1]
    assert one.places.tolist() == [0, 2]
    assert one.teams.low.tolist() == [2, 4]
    assert one.team("Red") == 0
    assert one.team("Green") is None
    first = [0, 0, 1, 1, 2, 2]
    assert score(problem, np.array([first, [0, 0, 2, 2, 2, 2]])).must == 0
    assert score(problem, np.array([first, [2, 0, 0, 2, 2, 2]])).must == 1


def test_namesakes_of_absent_people_are_namesakes_still():
    people = [{"id": str(k), "name": name} for k, name in enumerate(["Ani", "Ani", "Budi", "Eka"])]
    keep = {"kind": "keep", "earlier": {"Ani": "Team 1", "Budi": "Team 1"}}
    present = np.array([[True] * 4, [True, False, True, True]])
    problem = Problem.of(
        people, id="id", name="name", teams=2, rounds=2, present=present, rules=[keep]
    )
    # which Ani is meant nobody knows: in neither round does either of them cost anything
    assert score(problem, np.array([[1, 1, 0, 0], [1, -1, 0, 0]])).rules[0].cost == 0


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"rounds": 0}, "0 rounds are asked for"),
        ({"present": np.ones((1, 6), dtype=bool)}, r"attendance has shape \(1, 6\)"),
        ({"present": np.zeros((2, 6), dtype=bool)}, "nobody takes part in round 1"),
        ({"teams": open_teams([1, 1], [2, 2])}, "the teams hold at most 4 people in round 1"),
        ({"teams": open_teams([4, 4], [5, 5])}, "the teams hold at least 8 people in round 1"),
        (
            {"history": [Earlier("May.csv", np.zeros((1, 5), dtype=np.int32))]},
            "an earlier event speaks of other people",
        ),
        (
            {"rules": [{"kind": "spread", "column": "Agency", "rounds": [1, 3]}]},
            "there is no round 3",
        ),
        ({"rules": [{"kind": "spread", "column": "Agency", "rounds": 0}]}, "there is no round 0"),
        (
            {"rules": [{"kind": "spread", "column": "Agency", "rounds": ["two"]}]},
            "'rounds' has 'two' in it",
        ),
        (
            {"rules": [{"kind": "spread", "column": "Agency", "rounds": [True]}]},
            "'rounds' has True in it",
        ),
    ],
)
def test_rounds_that_cannot_be_are_refused(more: dict[str, Any], why: str):
    with pytest.raises(InputError, match=why):
        asked(**more)


def test_every_round_needs_its_teams_and_name():
    teams = Teams.of_count(6, 2)
    with pytest.raises(InputError, match="teams are given for 1 of 2 rounds"):
        Problem(crew_roster(), teams, rounds=2, teams_by_round=(teams,))
    with pytest.raises(InputError, match="names are given for 3 of 2 rounds"):
        Problem(crew_roster(), teams, rounds=2, round_names=("a", "b", "c"))
    one = open_teams([5], [5])
    with pytest.raises(InputError, match="the teams hold at most 5 people in evening"):
        Problem(
            crew_roster(),
            teams,
            rounds=2,
            teams_by_round=(teams, one),
            round_names=("noon", "evening"),
        )


def test_teams_of_a_round_have_to_be_among_all_and_each_once():
    teams = Teams.of_count(6, 2)
    for names, why in (
        (("Team 1", "Team 9"), "there is no team 'Team 9'"),
        (("Team 1", "1"), "a team is named twice in round 2"),
    ):
        other = Teams(names, np.array([3, 3]), np.array([3, 3]))
        with pytest.raises(InputError, match=why):
            Problem(crew_roster(), teams, rounds=2, teams_by_round=(teams, other))


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ([0, 0, 0, 1, 1, 1], "Budi is absent but has a team in round 2"),
        ([-1, -1, 0, 1, 1, 1], "Ani has no team in round 2"),
        ([0, -1, 1, 1, 1, 1], "Team 1 has 1 people in round 2"),
        ([0, -1, 1, 1, 2, 2], "teams are numbered 0 to 1"),
    ],
)
def test_who_is_absent_or_without_a_team_is_named(second: list[int], why: str):
    problem = asked(present=absent(1))
    with pytest.raises(InputError, match=why):
        score(problem, np.array([[0, 0, 0, 1, 1, 1], second]))


def test_nobody_may_be_on_a_team_that_is_closed():
    teams = Teams.of_count(6, 2)
    problem = Problem(crew_roster(), teams, rounds=2, teams_by_round=(teams, open_teams([6], [6])))
    with pytest.raises(InputError, match="Fajar is on Team 2, closed in that round"):
        score(problem, np.array([[0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 1]]))
