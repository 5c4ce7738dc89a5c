"""Several rounds: cut anywhere, within the seats of every round, and as good as trying all."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from grouping import Problem, score, solve
from grouping.engines.local.flatten import pack_rounds
from grouping.engines.local.searcher import Searcher
from grouping.scoring.score import seat_errors
from grouping.scoring.weights import weigh
from tests.engines.local.mixed import all_rounds, only_meetings
from tests.helpers import assignments, best_of_rounds
from tests.strategies import rounds_problems

NEVER = -(10**15)
SLOW = list(HealthCheck)
BOTH = pytest.mark.parametrize("problem", [all_rounds(), only_meetings()], ids=["all", "meetings"])


def searcher_of(problem: Problem, seed: int, target: int = NEVER) -> Searcher:
    return Searcher(pack_rounds(weigh(problem).terms), np.random.default_rng(seed), target)


def advanced(problem: Problem, pieces: list[int], seed: int) -> list[Any]:
    searcher = searcher_of(problem, seed)
    for steps in pieces:
        searcher.advance(steps)
    return [searcher.value, searcher.best.tolist(), searcher._all.team.tolist(), searcher.steps]


def irregular(total: int) -> list[int]:
    """Return odd pieces, single steps among them, that add up to `total`."""
    pieces = [1] * 300 + [7, 255, 256, 257, 1000, 3]
    pieces += [997] * ((total - sum(pieces)) // 997)
    return [*pieces, total - sum(pieces)]


@BOTH
@pytest.mark.parametrize("seed", range(3))
def test_cutting_a_search_into_pieces_does_not_change_its_answer(problem: Problem, seed: int):
    # long enough for several legs, of tabu too
    total = 30_000 if not searcher_of(problem, seed)._only_meetings else 600_000
    whole = advanced(problem, [total], seed)
    assert advanced(problem, irregular(total), seed) == whole
    assert advanced(problem, [total // 3] * 2 + [total - 2 * (total // 3)], seed) == whole


def test_tabu_is_taken_where_meetings_are_to_be_shunned_and_are_all_there_is():
    def tabu(*rules: dict[str, Any], **more: Any) -> bool:
        people = [{"id": f"p{k}", "a": k % 2} for k in range(8)]
        problem = Problem.of(people, id="id", teams=2, rounds=3, rules=rules, **more)
        return searcher_of(problem, 0)._only_meetings

    new_faces = {"kind": "new_faces"}
    assert tabu(new_faces)
    assert tabu(new_faces, {"kind": "new_faces", "most": 2, "must": True})
    assert not tabu(new_faces, {"kind": "spread", "column": "a"})
    assert not tabu(new_faces, {"kind": "new_team"})
    # who is in no conflict has to move if meetings are wished for
    assert not tabu({"kind": "meet", "people": ["p0", "p1"]})
    assert not tabu(new_faces, {"kind": "meet", "people": ["p0", "p1"], "must": True})


def test_tabu_is_taken_with_absent_people_too():
    present = np.ones((3, 9), dtype=bool)
    present[1, 0] = present[2, :3] = False
    rules = [{"kind": "new_faces"}]
    problem = Problem.of([{"a": 1}] * 9, teams=3, rounds=3, present=present, rules=rules)
    assert searcher_of(problem, 0)._only_meetings
    result = solve(problem, engine="local", steps=200_000, seconds=None, threads=1)
    assert result.score.value == (0, 0)
    assert ((result.assignment >= 0) == present).all()


@pytest.mark.parametrize("must", [True, False])
def test_people_who_are_to_meet_do(must: bool):
    people = [{"id": f"p{k}"} for k in range(6)]
    rules = [{"kind": "meet", "must": must}]
    # three in a team, everyone is to meet all five others: takes three rounds at least
    problem = Problem.of(people, id="id", teams=2, rounds=4, rules=rules)
    result = solve(problem, engine="local", steps=200_000, seconds=None, threads=1)
    assert result.score.value == (0, 0)


@BOTH
def test_every_round_keeps_its_seats_and_who_is_absent_stays_so(problem: Problem):
    searcher = searcher_of(problem, 5)
    here = weigh(problem).joint.present
    for _ in range(60):
        searcher.advance(137)
        for team in (searcher.best, searcher._all.team):
            assert ((team >= 0) == here).all()
            assert not seat_errors(problem, team)
    assert searcher.value == score(problem, searcher.best).value


@given(problem=rounds_problems(people=(4, 6), rounds=(2, 3), most_teams=2, rules=(1, 4)))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_the_best_of_all_assignments_is_found(problem: Problem):
    every = prod(sum(1 for _ in assignments(one)) for one in problem.by_round)
    assume(every <= 500)
    searcher = searcher_of(problem, 1, weigh(problem).bound[1])
    searcher.advance(60_000)
    assert searcher.value == best_of_rounds(problem) == score(problem, searcher.best).value


def test_equal_seed_threads_and_steps_give_the_same_answer():
    for problem in (all_rounds(), only_meetings()):
        one, other = (
            solve(problem, engine="local", steps=20_000, seconds=None, seed=3, threads=2)
            for _ in range(2)
        )
        assert np.array_equal(one.assignment, other.assignment)


def test_nine_golfers_play_four_rounds_without_a_repeat():
    rules = [{"kind": "new_faces"}]
    problem = Problem.of([{"a": 1}] * 9, teams=3, rounds=4, rules=rules)
    result = solve(problem, steps=2_000_000, seconds=None, threads=1)
    assert result.score.value == (0, 0)
    assert result.status == "optimal"
