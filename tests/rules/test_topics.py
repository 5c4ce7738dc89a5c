"""topics: people on the topics that they rank; teams stand for topics."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem, Teams, score, solve
from grouping.terms.terms import Index
from tests.helpers import cost, crew, found
from tests.strategies import Stated

TEAMS = ["Robots 1", "Robots 2", "Garden"]
CHOICES = {"Ani": ["Robots", "Garden"], "Budi": ["garden"], "Citra": ["Robots 2", "Garden"]}
TOPICS = {"kind": "topics", "choices": CHOICES}

# for the test of words in both languages
STATED = {"choices": {"Ani": ["Team 2"], "Budi": ["Team 1"]}}


@st.composite
def options(draw: Any, roster: Any, teams: Any) -> Stated:
    who = draw(st.lists(st.sampled_from(list(roster.ids)), min_size=1, max_size=5, unique=True))
    names = st.lists(st.sampled_from(list(teams.names)), min_size=1, max_size=3, unique=True)
    return {"choices": {one: draw(names) for one in who}, "fair": draw(st.booleans())}


def holds(problem: Problem, rule: Any, team: Index) -> bool:
    at = {one: i for i, one in enumerate(problem.roster.ids)}
    return all(
        problem.teams.names[team[at[one]]] == topics[0] for one, topics in rule.choices.items()
    )


def test_a_place_on_the_list_costs_and_no_topic_of_it_costs_most():
    assert cost(TOPICS, [0, 2, 1, 0, 1, 2], teams=TEAMS) == 0
    assert cost(TOPICS, [2, 2, 1, 0, 1, 0], teams=TEAMS) == 1  # Ani has her second choice
    assert cost(TOPICS, [0, 1, 1, 0, 2, 2], teams=TEAMS) == 2  # Budi has none of two
    assert cost(TOPICS | {"fair": True}, [0, 1, 1, 0, 2, 2], teams=TEAMS) == 3
    assert cost(TOPICS | {"costs": [0, 5, 50]}, [2, 1, 1, 0, 0, 2], teams=TEAMS) == 55


def test_what_was_reached_is_one_line():
    says = found(TOPICS, [2, 2, 0, 0, 1, 1], teams=TEAMS)
    assert says.reached == "1 of 3 have their first topic, mean choice 1.5, 1 without any"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"columns": ["Gender"]}, "either columns or choices"),
        ({"choices": {"Ani": ["Gardn"]}}, "no team stands for a topic.*'Gardn' \\(Ani\\)"),
        ({"costs": [0, 5]}, "not 3 rising whole numbers"),
        ({"costs": [0, 5, 6], "fair": True}, "either fair or costs"),
    ],
)
def test_options_that_make_no_sense_are_refused(more: Stated, said: str):
    with pytest.raises(InputError, match=said):
        crew(TOPICS | more, teams=TEAMS)


def ranked(seed: int, n: int, teams: int, low: int, high: int) -> Problem:
    rng = np.random.default_rng(seed)
    names = tuple(f"T{g}" for g in range(teams))
    rows = []
    for k in range(n):
        first, second = rng.permutation(teams)[:2].tolist()
        rows.append({"id": str(k), "first": names[first], "second": names[second]})
    seats = Teams(names, np.full(teams, low), np.full(teams, high))
    rule = {"kind": "topics", "columns": ["first", "second"], "fair": bool(seed % 2)}
    return Problem.of(rows, id="id", teams=seats, rules=[rule])


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_topics_alone_are_proven_best_at_once_and_nothing_is_better(seed: int):
    problem = ranked(seed, 6, 3, 1, 3)
    result = solve(problem, seconds=1)
    assert result.status == "optimal"
    best = min(
        score(problem, np.array(team)).value
        for team in itertools.product(range(3), repeat=6)
        if all(1 <= team.count(g) <= 3 for g in range(3))
    )
    assert result.score.value == best


def test_many_people_and_topics_are_assigned_at_once():
    problem = ranked(1, 600, 40, 10, 20)
    result = solve(problem, seconds=1)
    assert result.status == "optimal"
    assert result.proof == "flow"
    assert result.score.value == result.bound
