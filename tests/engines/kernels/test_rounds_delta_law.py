"""Contract 3 over several rounds: deltas are differences, and nothing kept goes out of step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grouping import Problem
from grouping.engines.kernels.construct import construct
from grouping.engines.kernels.evaluate import evaluate_all, recount, reset
from grouping.engines.kernels.moves import exchange, move_delta, swap_delta
from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.round_view import round_state
from grouping.engines.kernels.stack import Stack, new_states
from grouping.engines.kernels.state import BEST_MUST, BEST_SOFT, MUST, SOFT, Index, State
from grouping.engines.kernels.tabu_meetings import tabu
from grouping.engines.local.flatten import pack_rounds
from grouping.scoring.weights import weigh
from grouping.terms.rounds import Joint, joint_of
from grouping.terms.terms import Square
from tests.rules.test_new_faces import met
from tests.strategies import judged_rounds, rounds_problems

SLOW = list(HealthCheck)
REBUILT = (
    *("team", "size", "count", "margin", "total", "square", "place", "general", "gain"),
    *("code", "rise", "visit", "visit_rise"),
)


def states_of(stack: Stack, team: Index, penalty: np.ndarray | None = None) -> State:
    """Return the states of an assignment, shape (rounds, n)."""
    states = new_states(stack, bits_from(np.random.default_rng(0)))
    states.team[:] = team
    if penalty is not None:
        states.penalty[:] = penalty
    reset(stack, states)
    return states


def random_penalty(data: st.DataObject, stack: Stack) -> np.ndarray:
    """Return prices: that of counts is the same in all rounds, as gain rows hold it."""
    sums = stack.packs.amount.shape[2]
    penalty = np.full((stack.rounds, 1 + sums), data.draw(st.integers(0, 1000)), dtype=np.int64)
    for s in range(sums):
        penalty[:, 1 + s] = data.draw(st.integers(0, 1000))
    return penalty


def steering(joint: Joint, penalty: np.ndarray, team: Index) -> int:
    """Return soft + penalty x must of `team` from the plain terms, each sum at its own penalty."""
    price, total = int(penalty[0, 0]), 0
    for rule, coef in zip(joint.rules, joint.coefs, strict=True):
        total += (price if rule.must else coef) * rule.evaluate_across(team)
    for r, part in enumerate(joint.parts):
        squares, inside = 0, part.inside(team[r])
        for rule, coef in zip(part.terms.rules, part.terms.coefs, strict=True):
            for term in rule.terms:
                squares += isinstance(term, Square)
                own = int(penalty[r, squares]) if isinstance(term, Square) else price
                cost = term.evaluate(inside[0], len(part.teams))
                total += (own if rule.must else coef) * cost
            total += (price if rule.must else coef) * rule.constant
    return total


def moved(team: Index, r: int, i: int, j: int, a: int, b: int) -> Index:
    after = team.copy()
    after[r, i] = b
    if j >= 0:
        after[r, j] = a
    return after


@given(case=judged_rounds(rules=(1, 6)), data=st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
def test_every_delta_in_any_round_is_the_difference_of_two_evaluations(
    case: tuple[Problem, Index], data: st.DataObject
):
    problem, team = case
    terms = weigh(problem).terms
    joint, stack = joint_of(terms), pack_rounds(terms)
    penalty = random_penalty(data, stack)
    states = states_of(stack, team, penalty)
    r = data.draw(st.integers(0, problem.rounds - 1))
    pack, state = stack.pack(r), round_state(states, r)
    before = steering(joint, penalty, team)
    here = np.flatnonzero(team[r] >= 0).tolist()
    for i in here:
        a = int(team[r, i])
        for j in here:
            b = int(team[r, j])
            if a != b:
                after = steering(joint, penalty, moved(team, r, i, j, a, b))
                assert swap_delta(pack, state, i, j, a, b) == after - before
        for b in range(len(pack.low)):
            if a != b and state.size[a] > pack.low[a] and state.size[b] < pack.high[b]:
                after = steering(joint, penalty, moved(team, r, i, -1, a, b))
                assert move_delta(pack, state, i, a, b) == after - before


@given(case=judged_rounds(rules=(1, 6)), data=st.data(), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_after_exchanges_in_all_rounds_a_reset_finds_the_same(
    case: tuple[Problem, Index], data: st.DataObject, seed: int
):
    problem, team = case
    terms = weigh(problem).terms
    stack, rng, now = pack_rounds(terms), np.random.default_rng(seed), team.copy()
    penalty = random_penalty(data, stack)
    states = states_of(stack, team, penalty)
    for _ in range(60):
        r = int(rng.integers(problem.rounds))
        pack, state = stack.pack(r), round_state(states, r)
        here = np.flatnonzero(now[r] >= 0)
        i, j = int(rng.choice(here)), int(rng.choice([-1, *here]))
        a = int(now[r, i])
        b = int(rng.integers(len(pack.low))) if j < 0 else int(now[r, j])
        lone = j < 0 and state.size[a] > pack.low[a] and state.size[b] < pack.high[b]
        if a != b and (j >= 0 or lone):
            exchange(pack, state, i, j, a, b)
            now = moved(now, r, i, j, a, b)
    figures = int(states.figures[MUST]), int(states.figures[SOFT])
    assert np.array_equal(states.team, now)
    assert figures == evaluate_all(stack.packs, stack.kind, states)
    assert figures == joint_of(terms).evaluate(now)
    assert_same(states, states_of(stack, now, penalty), REBUILT, stack.present)


def assert_same(
    one: State, other: State, names: tuple[str, ...], present: np.ndarray | None = None
) -> None:
    for name in names:
        kept, fresh = getattr(one, name), getattr(other, name)
        if name == "gain" and kept.size and present is not None:
            # nobody asks what an absent person would cost
            kept, fresh = (np.where(present[:, None, :], gains, 0) for gains in (kept, fresh))
        np.testing.assert_array_equal(kept, fresh, err_msg=name)


@given(problem=rounds_problems(rules=(1, 6)), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
def test_a_greedy_start_keeps_the_seats_and_counts_as_a_reset_does(problem: Problem, seed: int):
    stack, rng = pack_rounds(weigh(problem).terms), np.random.default_rng(seed)
    states = new_states(stack, bits_from(rng))
    reset(stack, states)
    for r in range(stack.rounds):
        pack, state = stack.pack(r), round_state(states, r)
        recount(pack, state)
        order = rng.permutation(np.flatnonzero(stack.present[r])).astype(np.int32)
        construct(pack, state, order)
        assert (state.size >= pack.low).all()
        assert (state.size <= pack.high).all()
        assert ((state.team >= 0) == stack.present[r]).all()
        fresh = states_of(stack, states.team.copy())
        names = tuple(name for name in REBUILT if name != "gain")
        assert_same(states, fresh, names)
        assert_same(state, round_state(fresh, r), ("gain",))


def golfers(people: int, teams: int, rounds: int) -> Problem:
    rules = [{"kind": "new_faces"}]
    return Problem.of([{"a": 1}] * people, teams=teams, rounds=rounds, rules=rules)


def plain_best(team: Index, until: np.ndarray, now: int, aspired: int) -> int | None:
    """Return the change of the best swap allowed: of somebody who meets somebody again."""

    def cost(after: Index) -> int:
        return sum(times * (times - 1) // 2 for times in met(after).values())

    before, times, best = cost(team), met(team), None
    for r, row in enumerate(team.tolist()):
        for i, a in enumerate(row):
            again = any(
                times[min(i, x), max(i, x)] > 1 for x, g in enumerate(row) if g == a and x != i
            )
            for j, b in enumerate(row):
                if not again or a == b:
                    continue
                delta = cost(moved(team, r, i, j, a, b)) - before
                if until[r, i, j] > now and delta >= aspired:
                    continue
                best = delta if best is None else min(best, delta)
    return best


@pytest.mark.slow
def test_tabu_makes_the_best_swap_allowed_in_every_turn():
    problem = golfers(16, 4, 5)
    stack = pack_rounds(weigh(problem).terms)
    rng = np.random.default_rng(3)
    team = np.stack([rng.permutation(np.repeat([0, 1, 2, 3], 4)) for _ in range(5)]).astype(
        np.int32
    )
    states = states_of(stack, team)
    states.best[:] = team.ravel()
    until, turn = np.zeros((5, 16, 16), dtype=np.int32), np.zeros(1, dtype=np.int64)
    best = int(states.figures[SOFT])
    states.figures[[BEST_MUST, BEST_SOFT]] = 0, best
    worse = held = 0
    for _ in range(18):
        before = int(states.figures[SOFT])
        expected = plain_best(states.team.copy(), until.copy(), int(turn[0]) + 1, best - before)
        held += int((until > turn[0] + 1).any())
        tabu(stack.packs, stack.kind, states, until, turn, 1, -1)
        assert int(states.figures[SOFT]) - before == (expected or 0)
        worse += int(states.figures[SOFT]) > before
        best = min(best, int(states.figures[SOFT]))
        assert (int(states.figures[BEST_MUST]), int(states.figures[BEST_SOFT])) == (0, best)
    assert worse
    assert held
    assert weigh(problem).joint.evaluate(states.best.reshape(5, 16)) == (0, best)
    assert_same(states, states_of(stack, states.team), REBUILT)


def test_tabu_ends_when_its_target_is_met():
    problem = golfers(9, 3, 4)  # the affine plane of order 3: nobody meets twice
    stack = pack_rounds(weigh(problem).terms)
    rows = [np.random.default_rng(r).permutation(np.repeat([0, 1, 2], 3)) for r in range(4)]
    states = states_of(stack, np.stack(rows).astype(np.int32))
    until, turn = np.zeros((4, 9, 9), dtype=np.int32), np.zeros(1, dtype=np.int64)
    done = tabu(stack.packs, stack.kind, states, until, turn, 50_000_000, 0)
    assert done < 50_000_000
    assert states.figures[SOFT] == 0
