"""Several searches at once, and searches that are told to end early."""

from __future__ import annotations

import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from grouping import InputError, Problem, solve
from grouping.engines.budget import Progress
from grouping.engines.cp_sat import run_solver
from grouping.engines.designs.parallelism import search_spreads
from grouping.solving.repair import repair
from tests.solving.repair.crews import people, question

# A search that nothing ends hangs the test: nobody waits so long.
FOREVER = 100_000.0
WISHES: list[dict[str, Any]] = [
    {"kind": "spread", "column": "agency"},
    {"kind": "balance", "column": "age"},
    {"kind": "not_alone", "column": "gender", "value": "P"},
]


def mixed(n: int = 23, teams: int = 4, rounds: int = 1) -> Problem:
    rules = [*WISHES, {"kind": "new_faces"}] if rounds > 1 else WISHES
    return Problem.of(people(n), teams=teams, rules=rules, rounds=rounds)


def unsolvable() -> cp_model.CpModel:
    """Return five sums of sixty numbers to meet at once: no solver does in any time."""
    draws, model = random.Random(1), cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(60)]
    for _ in range(5):
        numbers = [draws.randrange(100) for _ in chosen]
        model.add(cp_model.LinearExpr.weighted_sum(chosen, numbers) == sum(numbers) // 2)
    return model


def lone_worker() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver


def test_solves_side_by_side_give_the_answers_that_they_give_alone() -> None:
    questions = [mixed(), mixed(17, 3), mixed(18, 3, rounds=2), mixed()]

    def answer(k: int) -> np.ndarray:
        return solve(questions[k], seed=k, steps=20_000, seconds=None, threads=1 + k % 2).assignment

    alone = [answer(k) for k in range(4)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(answer, range(4)))
    for k in range(4):
        np.testing.assert_array_equal(alone[k], together[k])


def test_two_threads_may_solve_one_problem_at_the_same_time() -> None:
    def answers(problem: Problem) -> list[np.ndarray]:
        with ThreadPoolExecutor(2) as pool:
            jobs = [
                pool.submit(solve, problem, seed=s, steps=20_000, seconds=None, threads=1)
                for s in (1, 2)
            ]
            return [job.result().assignment for job in jobs]

    fresh = [solve(mixed(), seed=s, steps=20_000, seconds=None, threads=1) for s in (1, 2)]
    for alone, together in zip(fresh, answers(mixed()), strict=True):
        np.testing.assert_array_equal(alone.assignment, together)


@pytest.mark.parametrize("engine", ["auto", "local", "exact"])
@pytest.mark.parametrize("rounds", [1, 2])
def test_an_event_ends_a_search_with_the_best_so_far(engine: str, rounds: int) -> None:
    problem, stop, seen = mixed(40, 6, rounds), threading.Event(), []

    def watch(progress: Progress) -> None:
        seen.append(progress.best)
        stop.set()

    found = solve(problem, engine=engine, seconds=FOREVER, threads=2, watch=watch, stop=stop)
    assert found.status == "optimal" or (found.interrupted and seen)
    assert (found.assignment >= 0).all()


def test_a_function_ends_a_search_as_well() -> None:
    asked = []

    def stop() -> bool:
        asked.append(None)
        return len(asked) > 3

    assert solve(mixed(40, 6, 2), seconds=FOREVER, threads=2, stop=stop).interrupted
    assert len(asked) == 4, "once it has said so it is not asked again"


def test_a_search_that_is_stopped_before_it_starts_gives_teams_all_the_same() -> None:
    stop = threading.Event()
    stop.set()
    found = solve(mixed(40, 6, 2), seconds=FOREVER, stop=stop)
    assert found.interrupted
    assert (found.assignment >= 0).all()


def test_what_cannot_be_asked_is_no_stop() -> None:
    with pytest.raises(InputError, match="neither an event nor a function"):
        solve(mixed(), stop=5)  # type: ignore[arg-type]


MUSTS = [{"kind": "spread", "column": "gender", "must": True}]


def test_a_repair_tells_of_its_progress() -> None:
    problem, dealt = question(30, 5, [*WISHES, *MUSTS])
    seen: list[Progress] = []
    found = repair(problem, dealt, absent=["p3"], seconds=1.0, watch=seen.append)
    assert seen
    assert all(p.best.shape == dealt.shape and 0 <= p.share <= 1 for p in seen)
    assert not found.result.interrupted


@pytest.mark.parametrize("after", [1, 2, 3])
@pytest.mark.parametrize("ctrl_c", [False, True])
def test_a_repair_that_is_stopped_gives_the_best_so_far(after: int, ctrl_c: bool) -> None:
    problem, dealt = question(60, 7, [*WISHES, *MUSTS], rounds=2)
    stop, told = threading.Event(), []

    def watch(progress: Progress) -> None:
        told.append(progress)
        if len(told) >= after:
            if ctrl_c:
                raise KeyboardInterrupt
            stop.set()

    found = repair(
        problem, dealt, absent=["p3"], seconds=FOREVER, watch=watch, stop=stop, threads=2
    )
    # a fast machine may be done before so many words were said; a stop is never passed over
    assert found.result.interrupted or (after > 1 and len(told) <= after)
    home, now = dealt[0], found.result.assignment[0]
    assert now[3] == -1
    assert (np.delete(now, 3) >= 0).all()
    assert sum(m.kind == "moved" for m in found.moves) == int(
        (np.delete(found.result.assignment, 3, 1) != np.delete(dealt, 3, 1)).sum()
    ), home


def test_ctrl_c_ends_a_run_of_the_solver_at_once() -> None:
    main = threading.main_thread().ident
    assert main is not None
    solver, model = lone_worker(), unsolvable()
    timer = threading.Timer(0.3, signal.pthread_kill, (main, signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        run_solver(solver, model)
    timer.join()
    assert solver.response_proto.status == cp_model.UNKNOWN, "the run has ended"


def test_an_event_ends_a_run_of_the_solver() -> None:
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    assert run_solver(lone_worker(), unsolvable(), stop=stop) == cp_model.UNKNOWN


def test_an_event_ends_the_search_for_parallelisms() -> None:
    stop = threading.Event()
    stop.set()
    assert search_spreads(5, 31, FOREVER, stop) is None
