"""cover: every value of a column in every team."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from grouping import InfeasibleError, InputError, Problem, solve
from grouping.scoring.infeasible import refuse_conflicts
from grouping.terms.terms import Index
from tests.helpers import cost, crew
from tests.strategies import COLUMNS, Stated

COVER = {"kind": "cover", "column": "Gender"}


@st.composite
def options(draw: Any, roster: Any, teams: Any) -> Stated:
    return {"column": draw(st.sampled_from(COLUMNS)), "count": draw(st.integers(1, 2))}


def holds(problem: Problem, rule: Any, team: Index) -> bool:
    column = problem.roster.column(rule.column)
    people = range(problem.n)
    return all(
        sum(column.value(i) == label and team[i] == g for i in people) >= rule.count
        for label in column.labels
        for g in range(len(problem.teams))
    )


def test_each_value_that_a_team_lacks_costs_one():
    # Ani P, Budi L, Citra P together lack nothing; Dedi L, Eka P, Fajar L neither
    assert cost(COVER, [0, 0, 0, 1, 1, 1]) == 0
    # Ani P, Citra P, Eka P lack L; Budi L, Dedi L, Fajar L lack P
    assert cost(COVER, [0, 1, 0, 1, 0, 1]) == 2


def test_two_of_each_count_what_is_missing_to_two():
    # two P and one L, one P and two L: one missing in each team
    assert cost(COVER | {"count": 2}, [0, 0, 0, 1, 1, 1]) == 2


def test_a_value_that_too_few_people_have_cannot_be_in_every_team():
    with pytest.raises(InfeasibleError, match="1 person has 'Health', there are 2 teams"):
        refuse_conflicts(crew({"kind": "cover", "column": "Agency"}))


def test_a_count_below_one_is_refused():
    with pytest.raises(InputError, match="below 1"):
        crew(COVER | {"count": 0})


def test_it_is_searched_for_like_any_rule():
    assert solve(crew(COVER), steps=2_000, seconds=None, threads=1).score.must == 0
