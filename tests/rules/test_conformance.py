"""Contract 2: of every kind, definition and terms agree, and symmetric kinds are symmetric."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from grouping import Problem
from grouping.problem.registry import kinds, rule_from_dict
from grouping.terms.terms import Index
from tests.helpers import lowered
from tests.strategies import ROUND_KINDS, from_its_test, judged_problems, strategy_of

EVERY_KIND = pytest.mark.parametrize("kind", ROUND_KINDS)
slow_draws = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def test_every_kind_has_a_strategy_and_a_plain_statement():
    for kind in ROUND_KINDS:
        assert strategy_of(kind)
        assert kinds()[kind].soft_only or holds(kind)


def holds(kind: str) -> Callable[[Problem, Any, Index], bool]:
    """Return the plain statement of when a must rule of a kind holds."""
    return HOLDS[kind] if kind in HOLDS else from_its_test(kind, "holds")


@EVERY_KIND
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=slow_draws)
def test_the_definition_and_the_terms_give_the_same_cost(kind: str, data: st.DataObject):
    problem, team = data.draw(judged_problems(kind))
    says = problem.rules[0].findings(problem.by_round[0], team)
    assert lowered(problem).evaluate(team[None, :]) == says.cost
    assert says.reached


@pytest.mark.parametrize("kind", [k for k in ROUND_KINDS if not kinds()[k].soft_only])
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=slow_draws)
def test_a_must_rule_costs_nothing_just_when_it_holds(kind: str, data: st.DataObject):
    problem, team = data.draw(judged_problems(kind, must=True))
    # equal variances are compared after rounding, so a plain statement in fractions cannot follow
    assume(not getattr(problem.rules[0], "variance", False))
    # balance is no must rule where sizes are open
    assume(problem.rules[0].must)
    cost = problem.rules[0].findings(problem.by_round[0], team).cost
    assert cost >= 0
    assert (cost == 0) == holds(kind)(problem, problem.rules[0], team)


@pytest.mark.parametrize(
    "kind", [k for k in ROUND_KINDS if k not in ("pin", "bar", "keep", "topics")]
)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=slow_draws)
def test_renaming_teams_of_equal_seats_changes_no_symmetric_rule(kind: str, data: st.DataObject):
    problem, team = data.draw(judged_problems(kind))
    rule = problem.rules[0]
    assume(not getattr(rule, "teams", None))
    seats = list(zip(problem.teams.low, problem.teams.high, problem.seats, strict=True))
    renamed = np.arange(len(seats), dtype=np.int32)
    for alike in set(seats):
        same = [g for g, s in enumerate(seats) if s == alike]
        renamed[same] = data.draw(st.permutations(same))
    assert (
        rule.findings(problem.by_round[0], renamed[team]).cost
        == rule.findings(problem.by_round[0], team).cost
    )


@EVERY_KIND
@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=slow_draws)
def test_a_rule_written_as_json_and_read_again_costs_the_same(kind: str, data: st.DataObject):
    problem, team = data.draw(judged_problems(kind))
    rule = problem.rules[0]
    again = rule_from_dict(json.loads(json.dumps(rule.to_dict())))
    copy = Problem(problem.roster, problem.teams, (again,))
    assert (again.must, again.weight, again.title) == (rule.must, rule.weight, rule.title)
    assert (
        again.findings(copy.by_round[0], team).cost == rule.findings(problem.by_round[0], team).cost
    )
    assert lowered(copy).unit == lowered(problem).unit


@EVERY_KIND
@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=slow_draws)
def test_a_rule_with_a_cost_of_zero_names_nothing(kind: str, data: st.DataObject):
    problem, team = data.draw(judged_problems(kind, must=not kinds()[kind].soft_only))
    says = problem.rules[0].findings(problem.by_round[0], team)
    assert all(item.cost >= 0 and item.text for item in says.items)
    if says.cost == 0:
        assert not says.items


# What a must rule asks for, said once more without costs.

Holds = Callable[[Problem, Any, Index], bool]


def _held(problem: Problem, who: list[int], team: Index) -> list[int]:
    """How many of `who` each team has."""
    held = Counter(int(team[i]) for i in who)
    return [held[g] for g in range(len(problem.teams))]


def _having(problem: Problem, rule: Any) -> dict[str, list[int]]:
    """Who counts, by their value in the rule's column."""
    column, counts = problem.roster.column(rule.column), problem.roster.select(rule.where)
    having: dict[str, list[int]] = {}
    for i in range(problem.n):
        if counts[i] and column.value(i):
            having.setdefault(column.value(i), []).append(i)
    return having


def _circles(problem: Problem, rule: Any) -> list[list[int]]:
    person = problem.roster.ids.index
    if rule.column:
        column = problem.roster.column(rule.column)
        return [
            [i for i in range(problem.n) if column.value(i) == label] for label in column.labels
        ]
    return [[person(p) for p in circle] for circle in (rule.people, *rule.groups)]


def _pairs(problem: Problem, rule: Any) -> list[tuple[int, int]]:
    person = problem.roster.ids.index
    named = [*combinations(rule.people, 2), *rule.pairs]
    return [(person(a), person(b)) for a, b in named]


def _listed(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) else list(value)


def _spread(problem: Problem, rule: Any, team: Index) -> bool:
    for who in _having(problem, rule).values():
        for held, seats in zip(_held(problem, who, team), problem.seats.tolist(), strict=True):
            if abs(held - Fraction(len(who) * seats, problem.n)) >= 1:
                return False
    return True


def _balance(problem: Problem, rule: Any, team: Index) -> bool:
    numbers, counts = problem.roster.column(rule.column).numbers, problem.roster.select(rule.where)
    values = {
        i: Fraction(str(numbers[i]))
        for i in range(problem.n)
        if counts[i] and not np.isnan(numbers[i])
    }
    if not values:
        return True
    mean = sum(values.values()) / len(values)
    off = [Fraction(0)] * len(problem.teams)
    for i, value in values.items():
        off[team[i]] += value - mean
    seats = problem.seats.tolist()
    return all(abs(o) <= Fraction(rule.within) * s for o, s in zip(off, seats, strict=True))


def _cluster(problem: Problem, rule: Any, team: Index) -> bool:
    every = _having(problem, rule).values()
    return not any({team[i] for i in a} & {team[i] for i in b} for a, b in combinations(every, 2))


def _not_alone(problem: Problem, rule: Any, team: Index) -> bool:
    column, wanted = problem.roster.column(rule.column), _listed(rule.value)
    held = _held(problem, [i for i in range(problem.n) if column.value(i) in wanted], team)
    sizes = _held(problem, list(range(problem.n)), team)
    return all(
        h == 0 or (h >= rule.least and (not rule.outnumbered or 2 * h >= size))
        for h, size in zip(held, sizes, strict=True)
    )


def _quota(fits: Callable[[int, int], bool]) -> Holds:
    def holds(problem: Problem, rule: Any, team: Index) -> bool:
        who = np.flatnonzero(problem.roster.select(rule.where)).tolist()
        named = _listed(rule.teams) or problem.teams.names
        held = dict(zip(problem.teams.names, _held(problem, who, team), strict=True))
        return all(fits(held[name], rule.count) for name in named)

    return holds


def _placement(right: bool) -> Holds:
    def holds(problem: Problem, rule: Any, team: Index) -> bool:
        ids, named = problem.roster.ids, _listed(rule.teams)
        meets = problem.roster.select(rule.where)
        who = [i for i in range(problem.n) if (ids[i] in rule.people if rule.people else meets[i])]
        return all((problem.teams.names[team[i]] in named) == right for i in who)

    return holds


def _keep(problem: Problem, rule: Any, team: Index) -> bool:
    now = {problem.roster.ids[i]: problem.teams.names[team[i]] for i in range(problem.n)}
    return all(now.get(who, before) == before for who, before in rule.earlier.items())


def _prefer(problem: Problem, rule: Any, team: Index) -> bool:
    met = all(team[i] == team[j] for i, j in _pairs(problem, rule))
    if rule.person:
        on = {one: team[i] for i, one in enumerate(problem.roster.ids)}
        met = met and any(on[rule.person] == on[other] for other in rule.any_of)
    return met


def _avoid(problem: Problem, rule: Any, team: Index) -> bool:
    on = {one: team[i] for i, one in enumerate(problem.roster.ids)}
    apart = all(team[i] != team[j] for i, j in _pairs(problem, rule))
    return apart and all(on[rule.person] != on[other] for other in rule.any_of)


HOLDS: dict[str, Holds] = {
    "apart": lambda p, rule, team: all(
        team[i] != team[j] for c in _circles(p, rule) for i, j in combinations(c, 2)
    ),
    "at_least": _quota(lambda held, count: held >= count),
    "at_most": _quota(lambda held, count: held <= count),
    "avoid": _avoid,
    "balance": _balance,
    "bar": _placement(right=False),
    "cluster": _cluster,
    "exactly": _quota(lambda held, count: held == count),
    "keep": _keep,
    "not_alone": _not_alone,
    "pin": _placement(right=True),
    "prefer": _prefer,
    "same_at_most": lambda p, rule, team: all(
        h <= rule.count for who in _having(p, rule).values() for h in _held(p, who, team)
    ),
    "spread": _spread,
    "together": lambda p, rule, team: all(
        len({int(team[i]) for i in c}) <= 1 for c in _circles(p, rule)
    ),
}
