"""The search for the largest least distance within teams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import Problem, Teams, solve
from grouping.engines.kernels.tabu_dispersion import ACTIVE, CONFLICTS, conflicts_of
from grouping.engines.local.dispersion_searcher import DispersionSearcher
from grouping.engines.local.select_search import lone_searcher
from grouping.scoring.weights import weigh
from tests.helpers import best_of_all, open_teams

ROOT = Path(__file__).parents[3]
NO_TARGET = -(2**60)


def asked(seed: int, n: int, teams: int | Teams) -> Problem:
    """Return a problem of random distances, some of them equal."""
    upper = np.triu(np.random.default_rng(seed).integers(0, 40, size=(n, n)), 1)
    rule = {"kind": "dispersion", "matrix": (upper + upper.T).tolist()}
    return Problem.of([{"id": str(k)} for k in range(n)], teams=teams, rules=[rule])


def searcher(problem: Problem, seed: int = 1) -> DispersionSearcher:
    found = lone_searcher(weigh(problem).terms, np.random.default_rng(seed), NO_TARGET)
    assert isinstance(found, DispersionSearcher)
    return found


@pytest.mark.parametrize("teams", [3, open_teams([1, 2, 1], [4, 4, 6])])
@given(seed=st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_the_search_finds_the_best_of_all_teams_of_few_people(teams: int | Teams, seed: int):
    problem = asked(seed, 8, teams)
    search = searcher(problem)
    search.advance(20_000)
    assert search.value == best_of_all(problem)
    assert weigh(problem).terms.evaluate(search.best[None, :]) == search.value


def test_cutting_a_search_into_other_chunks_changes_nothing():
    problem = asked(5, 30, 4)
    whole, parts = searcher(problem), searcher(problem)
    whole.advance(50_000)
    for chunk in (1, 7, 992, 9_000, 40_000):
        parts.advance(chunk)
    assert whole.value == parts.value
    assert np.array_equal(whole.best, parts.best)
    assert whole.evaluations == parts.evaluations


def test_seats_are_kept_all_along():
    problem = asked(7, 20, open_teams([2, 3, 4], [9, 9, 9]))
    search = searcher(problem)
    for _ in range(50):
        search.advance(500)
        sizes = np.bincount(search.best, minlength=3)
        assert (sizes >= [2, 3, 4]).all()
        assert (sizes <= 9).all()


def test_what_the_search_counts_is_what_counting_anew_gives():
    search = searcher(asked(9, 30, 5))
    for _ in range(100):
        search.advance(300)
        near = search._near
        assert near.figures[CONFLICTS] == conflicts_of(near)
        active = np.arange(near.figures[ACTIVE])
        count = np.zeros_like(near.count)
        np.add.at(count, (near.first[active], near.team[near.second[active]]), 1)
        np.add.at(count, (near.second[active], near.team[near.first[active]]), 1)
        assert np.array_equal(count, near.count)
        together = count[np.arange(30), near.team] > 0
        assert np.array_equal(near.place >= 0, together)


def test_the_same_steps_and_seed_give_the_same_teams():
    problem = asked(11, 60, 6)
    runs = [
        solve(problem, engine="local", seconds=None, steps=100_000, threads=2) for _ in range(2)
    ]
    assert np.array_equal(runs[0].assignment, runs[1].assignment)


def found_without_compiling() -> str:
    search = searcher(asked(3, 12, 3))
    search.advance(3_000)
    return f"{search.value} {search.best.tolist()} {search.evaluations}"


@pytest.mark.slow
def test_compiled_or_not_it_finds_the_same():
    ran = subprocess.run(
        [sys.executable, "-m", "tests.engines.local.test_dispersion_search"],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == found_without_compiling()


if __name__ == "__main__":
    sys.stdout.write(found_without_compiling())
