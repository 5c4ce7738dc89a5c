"""Cores of clashing must rules: they cannot hold together, and none of them is superfluous."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from grouping import Problem, Teams
from grouping.engines.budget import Budget
from grouping.engines.exact import conflict
from grouping.scoring.weights import weigh
from tests.helpers import assignments, crew, open_teams
from tests.strategies import problems

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]

#  1 Ani Police P high 50    2 Budi Police L mid 40    3 Citra Army P mid 30
#  4 Dedi Army L low 60      5 Eka Police P low 20     6 Fajar Health L - -


def together(*who: str) -> dict[str, Any]:
    return {"kind": "together", "people": list(who)}


def apart(*who: str) -> dict[str, Any]:
    return {"kind": "apart", "people": list(who)}


def pin(who: str, *teams: str) -> dict[str, Any]:
    return {"kind": "pin", "people": [who], "teams": list(teams)}


def quota(kind: str, count: int, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "count": count, "must": True, **more}


WOMEN, MEN = {"Gender": "P"}, {"Gender": "L"}
POLICE = {"Agency": "Police"}
NEEDLESS = quota("at_most", 3, where=WOMEN)
ONE, TWO = "Team 1", "Team 2"

CLASHES: dict[str, tuple[list[dict[str, Any]], int | Teams, set[int]]] = {
    "too few for every team": ([NEEDLESS, quota("at_least", 2, where=WOMEN)], 2, {1}),
    "three apart on two teams": ([NEEDLESS, apart("1", "2", "3")], 2, {1}),
    "three pairs apart on two teams": (
        [apart("1", "2"), NEEDLESS, apart("2", "3"), apart("1", "3")],
        2,
        {0, 2, 3},
    ),
    "together and apart": ([together("1", "2"), NEEDLESS, apart("2", "1")], 2, {0, 2}),
    "a chain together, its ends apart": (
        [together("1", "2"), together("2", "3"), NEEDLESS, apart("1", "3")],
        2,
        {0, 1, 3},
    ),
    "circles that join to more than a team": (
        [together("1", "2"), together("2", "3"), together("3", "4"), NEEDLESS],
        2,
        {0, 1, 2},
    ),
    "pins against at most": (
        [pin("1", ONE), pin("2", ONE), quota("at_most", 1, where=POLICE, teams=[ONE]), NEEDLESS],
        2,
        {0, 1, 2},
    ),
    "pins against together": (
        [NEEDLESS, pin("1", ONE), pin("4", TWO), together("1", "4")],
        2,
        {1, 2, 3},
    ),
    "exact numbers that do not add up": (
        [
            quota("exactly", 1, where=WOMEN, teams=[ONE]),
            quota("exactly", 1, where=WOMEN, teams=[TWO]),
            NEEDLESS,
        ],
        2,
        {0, 1},
    ),
    "one of each agency at most, and seats for three": (
        [NEEDLESS, {"kind": "same_at_most", "column": "Agency", "count": 1, "must": True}],
        2,
        {1},
    ),
    "seats too few for the exceptions": (
        [
            {"kind": "same_at_most", "column": "Gender", "count": 2, "must": True},
            pin("1", ONE),
            pin("3", ONE),
            pin("5", ONE),
        ],
        2,
        {0, 1, 2, 3},
    ),
    "not alone against at most one": (
        [
            {"kind": "not_alone", "column": "Gender", "value": "P", "least": 2, "must": True},
            NEEDLESS,
            quota("at_most", 1, where=WOMEN, teams=[ONE]),
            quota("at_most", 2, where=WOMEN, teams=[TWO]),
        ],
        2,
        {0, 2, 3},
    ),
    "bars that leave one team to too many": (
        [{"kind": "bar", "people": [who], "teams": [TWO]} for who in ("1", "2", "3", "4")],
        2,
        {0, 1, 2, 3},
    ),
    "open seats that are still too few": (
        [NEEDLESS, together("1", "2", "3"), together("3", "4"), apart("5", "6")],
        open_teams([2, 2], [4, 4]),
        {1, 2, 3},
    ),
    "a balance and pins of the oldest": (
        [
            {"kind": "balance", "column": "Age", "within": 2, "must": True},
            pin("1", ONE),
            pin("4", ONE),
            NEEDLESS,
        ],
        2,
        {0, 1, 2},
    ),
}


def can_hold(problem: Problem, rules: set[int]) -> bool:
    lowered = weigh(problem).terms.rules
    return any(all(lowered[k].evaluate(a) == 0 for k in rules) for a in assignments(problem))


@pytest.mark.parametrize("clash", CLASHES)
def test_the_core_of_a_clash_cannot_hold_and_needs_every_rule(clash: str):
    rules, teams, expected = CLASHES[clash]
    problem = crew(*rules, teams=teams)
    core = conflict(weigh(problem).terms, Budget(10.0))
    assert core is not None
    assert not can_hold(problem, set(core))
    assert all(can_hold(problem, set(core) - {k}) for k in core)
    assert set(core) == expected


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(problem=problems(rules=(2, 5), people=(4, 7), most_teams=3, must=True))
def test_a_conflict_is_found_exactly_where_there_is_one(problem: Problem):
    musts = {k for k, rule in enumerate(problem.rules) if rule.must}
    core = conflict(weigh(problem).terms, Budget(10.0))
    assert (core is None) == can_hold(problem, musts)
    if core is not None:
        assert not can_hold(problem, set(core))
        assert all(can_hold(problem, set(core) - {k}) for k in core)


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_conflicts_the_one_with_fewer_rules_is_named(turned: bool):
    pair = [together("4", "5"), apart("4", "5")]
    triangle = [apart("1", "2"), apart("2", "3"), apart("1", "3")]
    rules = [*triangle, *pair] if turned else [*pair, *triangle]
    core = conflict(weigh(crew(*rules)).terms, Budget(10.0))
    assert core == ((3, 4) if turned else (0, 1))


def test_rules_that_can_hold_have_no_conflict():
    assert conflict(weigh(crew(together("1", "2"), NEEDLESS)).terms, Budget(10.0)) is None


def test_a_budget_too_small_proves_nothing_false():
    rng = np.random.default_rng(0)
    pairs = [apart(*map(str, rng.permutation(6)[:2] + 1)) for _ in range(6)]
    problem = crew(*pairs, teams=3)
    core = conflict(weigh(problem).terms, Budget(None, steps=1))
    assert core is None or not can_hold(problem, set(core))
