"""Contract 3: what a delta returns is the difference of two full evaluations."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grouping import Problem
from grouping.engines.compiled.tables import specs
from grouping.engines.kernels.evaluate import evaluate, new_state, recount, steer
from grouping.engines.kernels.moves import exchange, move_delta, swap_delta
from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.state import MUST, SOFT, Index, Pack, State
from grouping.engines.local.flatten import pack_terms
from grouping.scoring.weights import weigh
from grouping.terms.terms import Terms
from tests.strategies import judged_problems

RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
REBUILT = ("size", "count", "margin", "total", "square", "place", "general", "gain")


def state_of(pack: Pack, team: Index) -> State:
    """Return the state of an assignment, shape (n,)."""
    state = new_state(pack, bits_from(np.random.default_rng(0)))
    state.team[:] = team
    recount(pack, state)
    return state


def steering(terms: Terms, pack: Pack, state: State, team: Index) -> int:
    """Return soft + penalty x must of `team` from the plain terms, each sum at its own penalty."""
    soft = penalised = squares = 0
    for rule, coef in zip(terms.rules, terms.coefs, strict=True):
        for term in rule.terms:
            price = int(state.penalty[0])
            if hasattr(term, "slack"):  # the sums are in the order of the terms
                squares += 1
                price = int(state.penalty[squares])
            cost = term.evaluate(team, terms.teams)
            penalised += price * cost if rule.must else 0
            soft += 0 if rule.must else coef * cost
    assert squares == pack.amount.shape[1]
    return soft + penalised


def set_penalties(data: st.DataObject, pack: Pack, state: State) -> None:
    state.penalty[:] = [data.draw(st.integers(0, 1000)) for _ in state.penalty]
    steer(pack, state)


def any_move(data: st.DataObject, pack: Pack, state: State) -> tuple[int, int, int, int] | None:
    """Return a random legal i, j, a, b; j = -1 for a lone move; None if the drawn one is not."""
    n, teams = len(state.team), len(pack.low)
    i, j = data.draw(st.integers(0, n - 1)), data.draw(st.integers(-1, n - 1))
    a = int(state.team[i])
    b = data.draw(st.integers(0, teams - 1)) if j < 0 else int(state.team[j])
    if a == b or (j < 0 and (state.size[a] <= pack.low[a] or state.size[b] >= pack.high[b])):
        return None
    return i, j, a, b


def moved(team: Index, i: int, j: int, a: int, b: int) -> Index:
    after = team.copy()
    after[i] = b
    if j >= 0:
        after[j] = a
    return after


@given(case=judged_problems(rules=(1, 7)), data=st.data())
@RELAXED
def test_every_delta_is_the_difference_of_two_evaluations(
    case: tuple[Problem, Index], data: st.DataObject
):
    problem, team = case
    terms = weigh(problem).terms
    pack = pack_terms(terms)
    state = state_of(pack, team)
    set_penalties(data, pack, state)
    before = steering(terms, pack, state, team)
    for i in range(problem.n):
        a = int(team[i])
        for j in range(problem.n):
            b = int(team[j])
            if a != b:
                after = steering(terms, pack, state, moved(team, i, j, a, b))
                assert swap_delta(pack, state, i, j, a, b) == after - before
        for b in range(len(pack.low)):
            if a != b and state.size[a] > pack.low[a] and state.size[b] < pack.high[b]:
                after = steering(terms, pack, state, moved(team, i, -1, a, b))
                assert move_delta(pack, state, i, a, b) == after - before


@given(case=judged_problems(rules=(1, 7)), data=st.data())
@RELAXED
def test_weighing_a_move_changes_nothing(case: tuple[Problem, Index], data: st.DataObject):
    problem, team = case
    pack = pack_terms(weigh(problem).terms)
    state = state_of(pack, team)
    drawn = any_move(data, pack, state)
    before = snapshot(state)
    if drawn is not None:
        i, j, a, b = drawn
        if j < 0:
            move_delta(pack, state, i, a, b)
        else:
            swap_delta(pack, state, i, j, a, b)
    assert_same(before, snapshot(state))


@given(case=judged_problems(rules=(1, 7)), data=st.data())
@RELAXED
def test_exchanges_keep_the_figures_equal_to_full_evaluations(
    case: tuple[Problem, Index], data: st.DataObject
):
    problem, team = case
    terms = weigh(problem).terms
    pack = pack_terms(terms)
    state = state_of(pack, team)
    set_penalties(data, pack, state)
    now = team.copy()
    for _ in range(data.draw(st.integers(1, 12))):
        drawn = any_move(data, pack, state)
        if drawn is None:
            continue
        exchange(pack, state, *drawn)
        now = moved(now, *drawn)
        assert np.array_equal(state.team, now)
        figures = (int(state.figures[MUST]), int(state.figures[SOFT]))
        assert figures == evaluate(pack, state)
        assert figures == terms.evaluate(now[None, :])
    assert_rebuilt(pack, state)


@given(case=judged_problems(rules=(1, 7), people=(6, 14)), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_many_exchanges_a_recount_finds_the_same_arrays(
    case: tuple[Problem, Index], seed: int
):
    problem, team = case
    pack = pack_terms(weigh(problem).terms)
    state = state_of(pack, team)
    rng = np.random.default_rng(seed)
    state.penalty[:] = rng.integers(1, 100, len(state.penalty))
    steer(pack, state)
    teams = len(pack.low)
    for _ in range(400):
        i, j = rng.integers(problem.n), rng.integers(-1, problem.n)
        a, b = state.team[i], state.team[j] if j >= 0 else rng.integers(teams)
        lone = j < 0 and state.size[a] > pack.low[a] and state.size[b] < pack.high[b]
        if a != b and (j >= 0 or lone):
            exchange(pack, state, i, j, a, b)
    assert_rebuilt(pack, state)


def snapshot(state: State) -> dict[str, Any]:
    return {spec.name: getattr(state, spec.name).copy() for spec in specs(State)}


def assert_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    for name, array in one.items():
        np.testing.assert_array_equal(other[name], array, err_msg=name)


def assert_rebuilt(pack: Pack, state: State) -> None:
    """Assert that what was kept up to date is what a recount from the teams alone gives."""
    fresh = state_of(pack, state.team)
    fresh.penalty[:] = state.penalty
    steer(pack, fresh)
    kept, rebuilt = snapshot(state), snapshot(fresh)
    assert_same({k: rebuilt[k] for k in REBUILT}, kept)
    assert kept["figures"][[MUST, SOFT]].tolist() == rebuilt["figures"][[MUST, SOFT]].tolist()
