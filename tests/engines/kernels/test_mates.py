"""Meetings without a table of all pairs say the same as those with one.

Run as a program (with NUMBA_DISABLE_JIT=1) it prints what searches find, every move checked.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest

from grouping import InputError, Problem, Teams, solve
from grouping.engines.kernels.construct import construct
from grouping.engines.kernels.evaluate import evaluate_all, recount, reset, steer
from grouping.engines.kernels.jit import CHECKED
from grouping.engines.kernels.moves import exchange, move_delta, swap_delta
from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.round_view import round_state
from grouping.engines.kernels.sparse_meetings import mates_offers
from grouping.engines.kernels.stack import Stack, new_states
from grouping.engines.kernels.state import MUST, SOFT, Index, State
from grouping.engines.local.flatten import pack_rounds
from grouping.engines.local.searcher import Searcher
from grouping.problem.past_events import Earlier
from grouping.scoring.weights import random_draws, weigh
from grouping.terms.cross_round import Meetings
from grouping.terms.rounds import Joint
from tests.engines.local.mixed import people

ROOT = Path(__file__).parents[3]
SEEDS = range(24)
MOST_DENSE = "grouping.engines.local.flatten_cross_round.MOST_DENSE"


def random_problem(seed: int, n: int = 13) -> Problem:
    """Return a problem of two to four rounds, most with attendance, history and open sizes."""
    rng = np.random.default_rng(seed)
    rounds, count = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    low = high = Teams.of_count(n, count).low
    if seed % 2:
        low, high = np.maximum(low - 1, 0), high + 1
    teams = Teams(tuple(f"Team {g + 1}" for g in range(count)), low, high)
    present = rng.random((rounds, n)) < 0.85 if seed % 3 else None
    if present is not None:
        present[:, :4] = True
    events = [
        Earlier("last year", rng.integers(-1, 3, (2, n)).astype(np.int32), weight)
        for weight in (1.0, 0.4)[: seed % 4]
    ]
    stock: list[dict[str, Any]] = [
        {"kind": "new_faces"},
        {"kind": "new_faces", "must": True, "earlier": False},
        {"kind": "new_faces", "most": 2, "differing": "Agency", "measure": "repeats"},
        {"kind": "new_faces", "where": {"Gender": "P"}, "other": {"Agency": "A"}, "weight": 2},
        {"kind": "meet", "people": ["p0", "p1", "p5"], "others": ["p2", "p7"]},
        {"kind": "meet", "people": ["p3", "p4"], "must": True},
        {"kind": "new_team"},
        {"kind": "spread", "column": "Agency"},
        {"kind": "balance", "column": "Age"},
    ]
    chosen = {0, *rng.choice(len(stock), size=int(rng.integers(1, 5)), replace=False).tolist()}
    return Problem.of(
        people(seed, n),
        teams=teams,
        rules=[stock[k] for k in sorted(chosen)],
        rounds=rounds,
        present=present,
        history=events,
    )


def dear_meetings(joint: Joint, seed: int) -> Joint:
    """Add classes whose pairs cost something, or bring something, from the first meeting on."""
    rng = np.random.default_rng(seed)
    half = rng.integers(0, 3, (4, 4)).astype(np.int32)
    pairs = [p for p in combinations(range(joint.n), 2) if rng.random() < 0.2]
    listed = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    term = Meetings(
        rng.integers(0, 4, joint.n).astype(np.int32),
        np.maximum(half, half.T),
        listed[:, 0].copy(),
        listed[:, 1].copy(),
        rng.integers(0, 3, len(listed)).astype(np.int32),
        rng.integers(-9, 10, (3, joint.rounds + 1)).astype(np.int64),
    )
    first = replace(joint.rules[0], across=[*joint.rules[0].across, term])
    return replace(joint, rules=(first, *joint.rules[1:]))


def joint_of_seed(seed: int) -> Joint:
    joint = weigh(random_problem(seed)).terms
    assert isinstance(joint, Joint)
    return dear_meetings(joint, seed) if seed % 4 == 3 else joint


def packed(joint: Joint, most_dense: int) -> Stack:
    with mock.patch(MOST_DENSE, most_dense):
        stack = pack_rounds(joint)
    assert (len(stack.packs.meet_label) > 0) == (joint.n > most_dense)
    return stack


def both_forms(joint: Joint) -> tuple[Stack, Stack]:
    """Return the problem with a table of all pairs, and without."""
    return packed(joint, joint.n), packed(joint, joint.n - 1)


def states_of(stack: Stack, assignment: Index, seed: int) -> State:
    states = new_states(stack, bits_from(np.random.default_rng(seed)))
    states.team[:] = assignment
    # what spans the rounds has one price in all of them
    states.penalty[:] = np.random.default_rng(seed).integers(0, 1000)
    reset(stack, states)
    return states


def some_draw(seed: int) -> Index:
    return random_draws(random_problem(seed))[seed % 4]


def figures(states: State) -> list[int]:
    return states.figures[[MUST, SOFT]].tolist()


def legal_moves(stack: Stack, states: State, r: int) -> list[tuple[int, int, int, int]]:
    """Return all swaps, and all lone moves within the seats, of round r."""
    pack, team, size = stack.pack(r), states.team[r], states.size[r]
    here = np.flatnonzero(team >= 0).tolist()
    moves = [(i, j, int(team[i]), int(team[j])) for i in here for j in here if team[i] != team[j]]
    for i in here:
        a = int(team[i])
        if size[a] > pack.low[a]:
            roomy = np.flatnonzero(size < pack.high).tolist()
            moves += [(i, -1, a, b) for b in roomy if a != b]
    return moves


@pytest.mark.parametrize("seed", SEEDS)
def test_every_move_changes_the_cost_by_as_much(seed: int):
    dense, sparse = both_forms(joint_of_seed(seed))
    one, other = (states_of(s, some_draw(seed), seed) for s in (dense, sparse))
    for r in range(dense.rounds):
        with_table, without = round_state(one, r), round_state(other, r)
        for i, j, a, b in legal_moves(dense, one, r):
            if j < 0:
                deltas = [
                    move_delta(dense.pack(r), with_table, i, a, b),
                    move_delta(sparse.pack(r), without, i, a, b),
                ]
            else:
                deltas = [
                    swap_delta(dense.pack(r), with_table, i, j, a, b),
                    swap_delta(sparse.pack(r), without, i, j, a, b),
                ]
            assert deltas[0] == deltas[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_exchanges_keep_the_figures_equal_to_the_plain_terms(seed: int):
    joint = joint_of_seed(seed)
    sparse, rng = packed(joint, 1), np.random.default_rng(seed)
    states = states_of(sparse, some_draw(seed), seed)
    now = some_draw(seed).copy()
    for _ in range(60):
        r = int(rng.integers(joint.rounds))
        moves = legal_moves(sparse, states, r)
        if not moves:
            continue
        i, j, a, b = moves[int(rng.integers(len(moves)))]
        exchange(sparse.pack(r), round_state(states, r), i, j, a, b)
        now[r, i] = b
        if j >= 0:
            now[r, j] = a
        assert figures(states) == list(joint.evaluate(now))
    assert np.array_equal(states.teams, now)


@pytest.mark.parametrize("seed", SEEDS)
def test_after_many_exchanges_the_lists_are_those_of_a_recount(seed: int):
    sparse, rng = packed(joint_of_seed(seed), 1), np.random.default_rng(seed)
    states = states_of(sparse, some_draw(seed), seed)
    for _ in range(300):
        r = int(rng.integers(sparse.rounds))
        moves = legal_moves(sparse, states, r)
        if moves:
            chosen = moves[int(rng.integers(len(moves)))]
            exchange(sparse.pack(r), round_state(states, r), *chosen)
    fresh = states_of(sparse, states.team, seed)
    assert np.array_equal(np.sort(fresh.lists, axis=2), np.sort(states.lists, axis=2))
    assert np.array_equal(fresh.seen, states.seen)
    for r, i in np.argwhere(states.team >= 0):
        assert states.lists[r, states.team[r, i], states.slot[r, i]] == i
    # behind the last member there is nobody
    behind = np.arange(states.lists.shape[2]) >= states.size[:, :, None]
    assert np.array_equal(states.lists < 0, behind)


@pytest.mark.parametrize("seed", SEEDS)
def test_full_evaluations_agree_with_each_other_and_the_plain_terms(seed: int):
    joint = joint_of_seed(seed)
    for draw in random_draws(random_problem(seed))[:5]:
        costs = []
        for stack in both_forms(joint):
            states = states_of(stack, draw, seed)
            costs.append(figures(states))
            again = evaluate_all(stack.packs, stack.kind, states)
            assert list(again) == costs[-1]
        assert costs[0] == costs[1] == list(joint.evaluate(draw))


def times_met(teams: Index, x: int, y: int) -> int:
    """Return in how many rounds x and y share a team, counted the slow way."""
    return sum(int(a == b and a >= 0) for a, b in zip(teams[:, x], teams[:, y], strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_newcomer_meets_is_counted_for_every_team(seed: int):
    joint = joint_of_seed(seed)
    sparse, draw = packed(joint, 1), some_draw(seed).copy()
    r = seed % joint.rounds
    late = np.flatnonzero(draw[r] >= 0)[::3]
    draw[r, late] = -1
    states = states_of(sparse, draw, seed)
    pack, state = sparse.pack(r), round_state(states, r)
    listed = {
        (i, int(pack.meet_other[p])): int(pack.meet_special[p])
        for i in range(joint.n)
        for p in range(pack.meet_start[i], pack.meet_start[i + 1])
    }
    offers = np.zeros(joint.teams, dtype=np.int64)
    for x in late.tolist():
        mates_offers(pack, state, x, offers)
        due = [0] * joint.teams
        for y in np.flatnonzero(draw[r] >= 0).tolist():
            usual = int(pack.meet_kind[pack.meet_label[x], pack.meet_label[y]])
            code = listed.get((x, y), usual) + times_met(draw, x, y)
            due[draw[r, y]] += int(state.rise[code])
        assert offers.tolist() == due


@pytest.mark.parametrize("seed", SEEDS)
def test_the_greedy_start_is_the_same(seed: int):
    starts = []
    for stack in both_forms(joint_of_seed(seed)):
        states = states_of(stack, np.full(stack.present.shape, -1, dtype=np.int32), seed)
        order = np.random.default_rng(seed)
        for r in range(stack.rounds):
            pack, state = stack.pack(r), round_state(states, r)
            recount(pack, state)
            construct(pack, state, order.permutation(pack.free).astype(np.int32))
        reset(stack, states)
        starts.append((states.team.tolist(), figures(states)))
    assert starts[0] == starts[1]


def found(stack: Stack, pieces: Sequence[int], seed: int = 7) -> list[Any]:
    """Return the best and the last assignment, the value and the moves weighed of a search.

    Tabu and whole seats, which need the table of all pairs, are left out.
    """
    searcher = Searcher(stack, np.random.default_rng(seed), target=-(10**15))
    searcher._only_meetings = False
    searcher._seats = np.zeros(0, dtype=np.int32)
    for steps in pieces:
        searcher.advance(steps)
    last = searcher._all.team.tolist()
    return [searcher.best.tolist(), last, list(searcher.value), searcher.evaluations]


@pytest.mark.parametrize("seed", range(8))
def test_a_search_takes_the_same_way(seed: int):
    dense, sparse = both_forms(joint_of_seed(seed))
    assert found(dense, [30_000]) == found(sparse, [30_000])


@pytest.mark.parametrize("seed", range(4))
def test_cutting_a_search_into_pieces_does_not_change_its_answer(seed: int):
    sparse = packed(joint_of_seed(seed), 1)
    assert found(sparse, [20_000]) == found(sparse, [1] * 30 + [255, 257, 1000] + [6_152] * 3 + [2])


def test_neither_tabu_nor_whole_seats_are_used():
    problem = Problem.of(people(1, 12), teams=3, rounds=3, rules=[{"kind": "new_faces"}])
    joint = weigh(problem).terms
    assert isinstance(joint, Joint)
    dense, sparse = (Searcher(s, np.random.default_rng(1), 0) for s in both_forms(joint))
    assert dense._only_meetings
    assert len(dense._seats)
    assert not sparse._only_meetings
    assert not len(sparse._seats)


def test_prices_of_must_meetings_are_brought_up_to_date():
    joint = next(
        joint_of_seed(s) for s in SEEDS if any(r.must and r.across for r in joint_of_seed(s).rules)
    )
    sparse = packed(joint, 1)
    states = new_states(sparse, bits_from(np.random.default_rng(0)))
    reset(sparse, states)
    states.penalty[:] = 17
    steer(sparse.pack(0), round_state(states, 0))
    steps = np.append(np.diff(sparse.packs.meet_must), 0)
    due = sparse.packs.meet_soft_step + 17 * steps
    width = joint.rounds + 1
    inside = np.arange(len(due)) % width < width - 1
    assert np.array_equal(states.rise[inside], due[inside])
    assert steps[inside].any()


def test_only_pairs_that_differ_from_their_classes_are_listed():
    stack = packed(weigh(random_problem(2)).terms, 1)  # type: ignore[arg-type]
    pack = stack.packs
    assert len(pack.meet_other)
    for i in range(stack.present.shape[1]):
        for p in range(pack.meet_start[i], pack.meet_start[i + 1]):
            usual = pack.meet_kind[pack.meet_label[i], pack.meet_label[pack.meet_other[p]]]
            assert pack.meet_special[p] != usual


def test_a_problem_without_a_table_of_all_pairs_is_solved_through_the_front_door():
    rules = [{"kind": "new_faces"}, {"kind": "spread", "column": "Agency"}]
    problem = Problem.of(people(1, 12), teams=3, rounds=3, rules=rules)
    with mock.patch(MOST_DENSE, 1):
        result = solve(problem, engine="local", steps=20_000, seconds=None, threads=1)
    assert result.score.soft < weigh(problem).random_soft


def test_too_many_classes_are_refused_with_what_to_do():
    problem = Problem.of(
        people(1, 12), teams=3, rounds=2, rules=[{"kind": "new_faces", "differing": "Agency"}]
    )
    with (
        mock.patch(MOST_DENSE, 1),
        mock.patch("grouping.engines.local.flatten_sparse_meetings.MOST_CLASSES", 2),
        pytest.raises(InputError, match="classes.*\n.*fewer different values"),
    ):
        pack_rounds(weigh(problem).terms)


def test_teams_too_open_for_memory_are_refused_with_what_to_do():
    problem = Problem.of(people(1, 12), teams=3, rounds=2, rules=[{"kind": "new_faces"}])
    with (
        mock.patch(MOST_DENSE, 1),
        mock.patch("grouping.engines.local.flatten_sparse_meetings.MOST_SEATS", 20),
        pytest.raises(InputError, match="do not fit in memory(.|\n)*largest team"),
    ):
        pack_rounds(weigh(problem).terms)


def answers() -> list[Any]:
    return [found(packed(joint_of_seed(seed), 1), [1_500]) for seed in (1, 2, 3)]


@pytest.mark.slow
def test_compiled_and_interpreted_searches_are_the_same():
    done = subprocess.run(
        [sys.executable, "-W", "ignore::RuntimeWarning", "-m", "tests.engines.kernels.test_mates"],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"checked": True, "answers": answers()}


if __name__ == "__main__":
    print(json.dumps({"checked": CHECKED, "answers": answers()}))  # noqa: T201 - its output
