"""What rules say of a person's team: of people who are there, in figures that are so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grouping import Problem
from grouping.files.report.team_reasons import reasons_in_round
from grouping.problem.column_rule import ColumnRule
from grouping.problem.reason import HERE, Reason, merged
from grouping.problem.registry import kinds
from grouping.problem.rule import RuleOverRounds
from grouping.solving.solve import judged
from grouping.terms.arrays import Index
from tests.helpers import crew
from tests.strategies import problems, rounds_problems

few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def drawn(problem: Problem, seed: int) -> Index:
    """Return teams at random, whatever their seats; int32, shape (rounds, n)."""
    rng = np.random.default_rng(seed)
    teams = np.full((problem.rounds, problem.n), -1, dtype=np.int32)
    for r, one in enumerate(problem.by_round):
        teams[r, one.people] = one.places[rng.integers(0, len(one.teams), one.n)]
    return teams


def said(problem: Problem, teams: Index, r: int) -> list[tuple[int, Reason]]:
    """Return what the only rule of a problem says in a round; people by position in the roster."""
    rule, names = problem.rules[0], [f"N{i}" for i in range(problem.n)]
    if isinstance(rule, RuleOverRounds):
        return list(rule.reasons_over_rounds(problem, teams, r, names))
    one = problem.by_round[r]
    inside = [names[i] for i in one.people.tolist()]
    found = rule.reasons(one, one.inside(teams[r]), inside)
    return [(int(one.people[i]), reason) for i, reason in found]


@pytest.mark.parametrize("kind", kinds())
@given(data=st.data(), seed=st.integers(0, 99))
@few
def test_reasons_are_told_to_people_of_the_round_and_name_others_who_are_there(
    kind: str, data: st.DataObject, seed: int
) -> None:
    problem = data.draw(rounds_problems(kind, rules=(1, 1)))
    teams = drawn(problem, seed)
    for r in range(problem.rounds):
        here = set(problem.by_round[r].people.tolist())
        for i, reason in said(problem, teams, r):
            assert i in here
            assert (HERE in reason.text) == bool(reason.here)
            assert f"N{i}" not in merged([reason]).replace(";", " ").split()


@pytest.mark.parametrize("kind", ["spread", "cluster", "cover", "same_at_most"])
@given(data=st.data(), seed=st.integers(0, 99))
@few
def test_a_rule_of_a_column_counts_those_alike_on_the_team(
    kind: str, data: st.DataObject, seed: int
) -> None:
    problem = data.draw(problems(kind))
    rule, teams = problem.rules[0], drawn(problem, seed)
    assert isinstance(rule, ColumnRule)
    codes, team = rule.codes(problem.everyone), teams[0]
    alike = [
        [j for j in range(problem.n) if codes[j] == codes[i] and team[j] == team[i]]
        for i in range(problem.n)
    ]
    twice = [i for i in range(problem.n) if codes[i] >= 0 and (codes == codes[i]).sum() > 1]
    found = said(problem, teams, 0)
    assert [(i, int(reason.here)) for i, reason in found] == [(i, len(alike[i])) for i in twice]


def texts(*rules: dict[str, Any]) -> list[str]:
    """Return what is told to the first person of a crew on teams 0 1 0 1 0 1."""
    problem = crew(*rules)
    result = judged(problem, np.array([[0, 1, 0, 1, 0, 1]], dtype=np.int32))
    names = list(problem.roster.names)
    return [merged([reason]) for reason in reasons_in_round(result, 0, names)[0]]


SAME = {"kind": "same_at_most", "column": "Agency", "count": 2, "must": False}


def test_counts_that_a_spread_tells_are_not_told_again() -> None:
    alone, other = texts(SAME), texts({"kind": "spread", "column": "Gender"}, SAME)
    assert len(alone) == 1
    assert len(other) == 2
    both = texts({"kind": "spread", "column": "Agency"}, SAME)
    assert len(both) == 1
    assert "fair share" in both[0]


def test_what_names_people_is_told_before_counts_and_means() -> None:
    told = texts(
        {"kind": "balance", "column": "Age"},
        {"kind": "spread", "column": "Agency"},
        {"kind": "together", "people": ["1", "3"]},
    )
    words = ("together with ", "fair share", "mean here")
    assert [word in text for word, text in zip(words, told, strict=True)] == [True] * 3
