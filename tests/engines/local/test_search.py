"""The local engine: repeatable, within the seats, must rules first, and good."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem, Roster, Teams, solve
from grouping.engines.budget import Budget, Progress
from grouping.engines.local import search
from grouping.engines.local.flatten import pack_rounds
from grouping.engines.local.searcher import Searcher
from grouping.problem.column import Column
from grouping.scoring.weights import weigh
from tests.engines.local.mixed import all_families, only_distances, tiny, walled
from tests.helpers import best_of_all, crew, open_teams

ROOT = Path(__file__).parents[3]
NOTHING_IS_ENOUGH = -(10**15)


def advanced(problem: Problem, pieces: list[int], seed: int = 1) -> tuple[Any, ...]:
    """Return (value, best assignment, moves weighed) of a search advanced piece by piece."""
    pack = pack_rounds(weigh(problem).terms)
    searcher = Searcher(pack, np.random.default_rng(seed), target=NOTHING_IS_ENOUGH)
    for steps in pieces:
        searcher.advance(steps)
    assert searcher.steps == sum(pieces)
    return searcher.value, searcher.best.tolist(), searcher.evaluations


def found(problem: Problem, steps: int, seed: int = 1) -> tuple[int, int]:
    """Return the (must, soft) that a search of so many steps finds."""
    pack = pack_rounds(weigh(problem).terms)
    searcher = Searcher(pack, np.random.default_rng(seed), target=NOTHING_IS_ENOUGH)
    searcher.advance(steps)
    return searcher.value


def irregular(total: int) -> list[int]:
    """Return odd pieces, single steps among them, that add up to `total`."""
    pieces = [1] * 50 + [7, 255, 256, 257, 1000, 3]
    pieces += [997] * ((total - sum(pieces)) // 997)
    return [*pieces, total - sum(pieces)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("problem", [all_families(), only_distances()], ids=["all", "distance"])
def test_cutting_a_search_into_pieces_does_not_change_its_answer(problem: Problem, seed: int):
    whole = advanced(problem, [60_000], seed)
    assert advanced(problem, [10_000] * 6, seed) == whole
    assert advanced(problem, irregular(60_000), seed) == whole


PLATEAUS = [tiny(seed, people=12) for seed in range(6)]


@pytest.mark.slow
def test_cutting_a_search_with_many_equal_assignments_does_not_change_its_answer():
    for seed in range(4):
        for problem in PLATEAUS:
            whole = advanced(problem, [20_000], seed)
            assert advanced(problem, [1] * 2_000 + [6_000] * 3, seed) == whole


@pytest.mark.slow
def test_no_better_assignment_is_passed_by():
    """Advanced by single steps, a search sees all it comes by: the whole run must not miss any."""
    for seed in range(4):
        for problem in PLATEAUS:
            assert advanced(problem, [3_000], seed)[0] == advanced(problem, [1] * 3_000, seed)[0]


def test_the_plain_distance_loop_is_taken_for_plain_distances_only():
    def alone(problem: Problem) -> bool:
        pack = pack_rounds(weigh(problem).terms)
        return Searcher(pack, np.random.default_rng(1), target=0)._only_distances

    assert alone(only_distances())
    assert not alone(all_families())


def test_equal_seed_threads_and_steps_give_the_same_answer():
    problem = all_families()
    answers = [solve(problem, steps=30_000, seconds=None, seed=3, threads=2) for _ in range(2)]
    assert np.array_equal(answers[0].assignment, answers[1].assignment)
    assert answers[0].evaluations == answers[1].evaluations
    assert (answers[0].seed, answers[0].threads) == (3, 2)


def test_other_seeds_search_elsewhere():
    problem = only_distances()
    found = {
        solve(problem, steps=200, seconds=None, seed=seed, threads=1).assignment.tobytes()
        for seed in range(5)
    }
    assert len(found) > 1


@pytest.mark.parametrize("problem", [all_families(), only_distances()], ids=["all", "distance"])
def test_more_threads_are_never_worse(problem: Problem):
    # the first search of two or three is the same as the only one
    values = [
        solve(problem, steps=500, seconds=None, seed=5, threads=threads).score.value
        for threads in (1, 2, 3)
    ]
    assert values[0] >= values[1] >= values[2]


@pytest.mark.parametrize("seed", range(10))
def test_sizes_stay_within_the_seats(seed: int):
    problem = tiny(seed, people=11, shape="open")
    pack = pack_rounds(weigh(problem).terms)
    searcher = Searcher(pack, np.random.default_rng(seed), target=NOTHING_IS_ENOUGH)
    seen = set()
    for _ in range(100):
        searcher.advance(37)
        for team in (searcher.best[0], searcher._all.team[0]):
            sizes = np.bincount(team, minlength=len(problem.teams))
            assert (problem.teams.low <= sizes).all()
            assert (sizes <= problem.teams.high).all()
            seen.add(tuple(sizes.tolist()))
    assert len(seen) > 1, "lone moves change sizes"


@pytest.mark.parametrize("seed", range(30))
def test_the_best_of_all_assignments_is_found(seed: int):
    problem = tiny(seed)
    result = solve(problem, steps=40_000, seconds=None, seed=1, threads=1)
    assert result.score.value == best_of_all(problem)


@pytest.mark.parametrize("seed", [24, 31, 149, 161, 171, 204, 267, 835, 910])
def test_the_best_is_found_behind_walls_of_must_rules(seed: int):
    problem = walled(seed)
    assert found(problem, 20_000) == best_of_all(problem)


# the same examples each time: a search of so many steps is not certain to find the best
@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.integers(0, 2**32 - 1))
def test_the_best_of_all_assignments_is_found_whatever_must_hold(seed: int):
    problem = walled(seed)
    assert found(problem, 20_000) == best_of_all(problem)


def test_must_rules_are_met_before_any_wish():
    # 15 wishes for a pair that must be apart weigh nothing against the one must rule
    wishes = [{"kind": "prefer", "people": ["Ani", "Budi"], "weight": 1000}] * 15
    problem = crew({"kind": "apart", "people": ["Ani", "Budi"]}, *wishes)
    result = solve(problem, steps=5_000, seconds=None, threads=1)
    assert result.score.must == 0
    assert result.assignment[0, 0] != result.assignment[0, 1]


def test_a_must_prefer_is_met_like_any_other():
    problem = crew(
        {"kind": "prefer", "pairs": [["Ani", "Budi"], ["Citra", "Dedi"]], "must": True},
        {"kind": "cluster", "column": "Gender"},
    )
    # Ani (P), Budi (L) and Citra (P), Dedi (L) on two teams, Eka (P), Fajar (L) one on each
    result = solve(problem, steps=5_000, seconds=None, threads=1)
    assert result.score.value == best_of_all(problem) == (0, 4)


def test_a_search_ends_when_its_target_is_met():
    problem = crew({"kind": "spread", "column": "Agency"})
    result = solve(problem, steps=50_000_000, seconds=None, threads=1)
    assert result.status == "optimal"
    # 20 assignments and a greedy start: some hundred moves at most, not millions
    assert result.evaluations < 10_000


def test_an_impossible_target_is_searched_for_to_the_last_step():
    problem = only_distances()
    result = solve(problem, steps=5_000, seconds=None, threads=1)
    assert result.evaluations <= 5_000
    # of equal teams of 4 in 12, a partner is on another team 8 times in 11
    assert result.evaluations > 3_000


def test_an_interrupt_returns_the_best_so_far():
    told: list[Progress] = []

    def interrupt(progress: Progress) -> None:
        told.append(progress)
        if len(told) == 2:
            raise KeyboardInterrupt

    problem = only_distances()
    result = solve(problem, steps=10**9, seconds=None, threads=2, watch=interrupt)
    assert len(told) == 2
    assert result.score.value <= min(
        weigh(problem).terms.evaluate(progress.best) for progress in told
    )


@pytest.mark.slow
def test_progress_grows_and_its_best_never_gets_worse():
    told: list[Progress] = []
    problem = all_families()
    solve(problem, steps=500_000, seconds=None, threads=1, watch=told.append)
    # chunks of 2^17 = 131072 steps: 3 whole ones and the rest
    assert len(told) == 4
    assert [round(p.share, 3) for p in told] == [0.262, 0.524, 0.786, 1.0]
    costs = [weigh(problem).terms.evaluate(p.best) for p in told]
    assert costs == sorted(costs, reverse=True)
    evaluations = [p.evaluations for p in told]
    assert evaluations == sorted(evaluations)


def test_a_search_without_an_end_is_refused():
    with pytest.raises(InputError, match="the search has no end"):
        Budget(None, None)
    with pytest.raises(InputError, match="steps = 0 is not above 0"):
        Budget(None, 0)
    with pytest.raises(InputError, match="seconds = -1"):
        Budget(-1)


def test_an_engine_says_nothing_of_costs():
    terms = weigh(crew({"kind": "spread", "column": "Agency"})).terms
    found = search(
        terms, rng=np.random.default_rng(0), budget=Budget(None, 100), target=NOTHING_IS_ENOUGH
    )
    assert found.assignment.shape == (1, 6)
    assert not {"cost", "score", "value", "must", "soft"} & set(vars(found))


def test_people_pinned_for_good_stay_where_they_are():
    pins = [
        {"kind": "pin", "people": ["Ani", "Budi"], "teams": ["Team 2"]},
        {"kind": "pin", "people": ["Citra"], "teams": ["Team 1"]},
    ]
    problem = crew(*pins, {"kind": "spread", "column": "Agency"})
    result = solve(problem, steps=5_000, seconds=None, threads=1)
    assert result.assignment[0, :3].tolist() == [1, 1, 0]
    assert result.score.value == best_of_all(problem)


def test_more_pins_than_seats_break_as_few_as_can_be():
    problem = crew({"kind": "pin", "where": {"Agency": ["Police", "Army"]}, "teams": "Team 1"})
    result = solve(problem, engine="local", steps=5_000, seconds=None, threads=1, anyway=True)
    # five for three seats
    assert result.score.must == 2
    # the bound knows the seats, so that two are proven to be as few as can be
    assert (result.status, result.bound[0]) == ("infeasible", 2)


def test_a_problem_without_rules_has_an_answer():
    result = solve(crew(teams=3), steps=100, seconds=None, threads=1)
    assert result.status == "optimal"
    assert sorted(result.assignment[0].tolist()) == [0, 0, 1, 1, 2, 2]


def test_everyone_may_be_pinned():
    earlier = {str(i + 1): "12"[i % 2] for i in range(6)}
    problem = crew({"kind": "keep", "must": True, "earlier": earlier})
    result = solve(problem, steps=1_000, seconds=None, threads=1)
    assert result.assignment.tolist() == [[0, 1, 0, 1, 0, 1]]


def test_one_team_takes_everyone():
    result = solve(crew({"kind": "spread", "column": "Agency"}, teams=1), steps=100, seconds=None)
    assert result.assignment.tolist() == [[0] * 6]


@pytest.mark.slow
def test_pins_give_way_to_the_seats_that_must_be_filled():
    # 3 on Team 1 leave 3 of the 4 that Team 2 needs: one pin has to break
    problem = crew(
        {"kind": "pin", "people": ["Ani", "Budi", "Citra"], "teams": ["Team 1"]},
        {"kind": "spread", "column": "Agency"},
        teams=open_teams([1, 4], [3, 4]),
    )
    assert solve(problem, steps=2_000, seconds=None, threads=1).score.must == 1


def test_a_moment_is_enough_for_an_answer():
    problem = crew({"kind": "spread", "column": "Agency"}, {"kind": "balance", "column": "Age"})
    assert solve(problem, seconds=1e-9, threads=1).assignment.min() >= 0


@pytest.fixture(scope="module")
def interpreted() -> dict[str, list[int]]:
    """Run the same searches without compilation, every accepted move checked by the kernels."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore::RuntimeWarning", "-m", "tests.engines.local.mixed"],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["all", "distance", "rounds", "meetings"])
def test_compiled_and_interpreted_searches_are_the_same(interpreted: dict, name: str):
    from tests.engines.local.mixed import STEPS, all_rounds, answer, only_meetings

    problem, steps = {
        "all": (all_families, STEPS),
        "distance": (only_distances, STEPS),
        "rounds": (all_rounds, STEPS // 4),
        "meetings": (only_meetings, STEPS),
    }[name]
    assert interpreted[name] == answer(problem(), steps)


def test_the_interpreted_search_checks_every_move(interpreted: dict):
    assert interpreted["checked"] is True


@pytest.mark.parametrize("seed", range(6))
def test_a_must_preference_is_met_by_the_local_engine_alone(seed: int):
    # 11 people on 9 teams: two teams of two, so the pair has few places to be
    people = [{"id": f"p{k}"} for k in range(11)]
    rule = {"kind": "prefer", "people": ["p0", "p1"], "must": True}
    problem = Problem.of(people, id="id", teams=9, rules=[rule])
    result = solve(problem, engine="local", seed=seed, steps=50_000, seconds=None, threads=1)
    assert result.score.must == 0


def test_the_way_out_of_a_must_balance_of_six_is_found():
    """Ages 20, 20, 23, 24 and two blanks on teams of two and four, nothing but balance."""
    ages = [20.0, 20.0, None, 23.0, 24.0, None]
    roster = Roster(tuple("abcdef"), tuple("ABCDEF"), (Column.of_numbers("Age", ages),))
    sizes = np.array([2, 4], dtype=np.int64)
    rule = {"kind": "balance", "column": "Age", "within": 0, "must": True}
    problem = Problem.of(roster, teams=Teams(("One", "Two"), sizes, sizes), rules=[rule])
    best = best_of_all(problem)
    assert all(found(problem, 20_000, seed) == best for seed in range(5))
