"""Visits to two teams: running costs are those of counting anew, and the plain twin agrees."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import Problem
from grouping.bench.generate.feature_tables import generate_features
from grouping.engines.kernels.anneal_points import WINDOW
from grouping.engines.kernels.batch_assignment import assign
from grouping.engines.kernels.state import MUST, SOFT
from grouping.engines.local.flatten import pack_terms
from grouping.engines.local.points_searcher import PointsSearcher
from grouping.engines.local.select_search import lone_searcher
from grouping.engines.local.start_by_batches import dealt_in_batches
from grouping.engines.local.start_by_dealing import dealt
from grouping.engines.local.teams_searcher import TeamsSearcher
from grouping.scoring.weights import weigh
from grouping.terms.terms import Points, RuleTerms, Terms

ROOT = Path(__file__).parents[3]
NOTHING_IS_ENOUGH = -(10**15)


def terms_of(n: int, teams: int, seed: int, *, objective: str = "kplus") -> Terms:
    rule = {"kind": "anticluster", "objective": objective}
    problem = Problem.of(generate_features(n, seed), teams=teams, rules=[rule])
    terms = weigh(problem).terms
    assert isinstance(terms, Terms)
    return terms


def with_must(n: int, teams: int) -> Terms:
    rules = [{"kind": "spread", "column": "grade", "must": True}, {"kind": "anticluster"}]
    terms = weigh(Problem.of(generate_features(n, 1), teams=teams, rules=rules)).terms
    assert isinstance(terms, Terms)
    return terms


def counting(terms: Terms, seed: int = 1) -> TeamsSearcher:
    return TeamsSearcher(pack_terms(terms), np.random.default_rng(seed), NOTHING_IS_ENOUGH)


def pointing(n: int, teams: int, seed: int = 1) -> tuple[PointsSearcher, Points, np.ndarray]:
    places = np.random.default_rng(seed).integers(-1000, 1000, (n, 3))
    seats = np.bincount(np.arange(n) % teams)
    rule = RuleTerms(n, teams, must=False)
    pack = pack_terms(Terms(n, seats, seats, (rule,), (1,)))
    rng = np.random.default_rng(seed)
    return PointsSearcher(pack, places, 1, rng, NOTHING_IS_ENOUGH), Points(places), seats


def mixed(n: int, teams: int, seed: int = 1) -> tuple[PointsSearcher, Terms]:
    """Return distances beside a must rule and wishes about counts and sums."""
    rules = [
        {"kind": "anticluster", "objective": "diversity", "weight": 3},
        {"kind": "spread", "column": "grade", "must": True},
        {"kind": "spread", "column": "region"},
        {"kind": "balance", "column": "age"},
    ]
    problem = Problem.of(generate_features(n, seed), teams=teams, rules=rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grouping.rules.anticluster.FEW_PEOPLE", 0)  # no table of distances
        terms = weigh(problem).terms
    assert isinstance(terms, Terms)
    searcher = lone_searcher(terms, np.random.default_rng(seed), NOTHING_IS_ENOUGH)
    assert isinstance(searcher, PointsSearcher)
    return searcher, terms


@pytest.mark.parametrize(("n", "teams"), [(40, 4), (43, 5), (9, 9), (30, 2)])
@pytest.mark.parametrize("steps", [0, 1, 500, 40_000])
def test_the_running_cost_of_counts_is_the_cost_of_the_terms(n: int, teams: int, steps: int):
    terms = terms_of(n, teams, seed=n)
    searcher = counting(terms)
    searcher.advance(steps)
    constant = terms.rules[0].constant
    now = int(searcher._standing.figures[SOFT]) + constant
    assert terms.evaluate(searcher._seats.team[None]) == (0, now)
    assert terms.evaluate(searcher.best[None]) == searcher.value
    assert np.bincount(searcher.best, minlength=teams).tolist() == terms.low.tolist()


@pytest.mark.parametrize(("n", "teams"), [(40, 4), (43, 5), (9, 9), (2 * WINDOW + 31, 2)])
@pytest.mark.parametrize("steps", [0, 100, 40_000])
def test_the_running_cost_of_distances_is_the_cost_of_the_points(n: int, teams: int, steps: int):
    searcher, points, seats = pointing(n, teams)
    searcher.advance(steps)
    now = int(searcher._standing.figures[SOFT])
    assert points.evaluate(searcher._seats.team, teams) == now
    assert points.evaluate(searcher.best, teams) == searcher.value[1] <= now
    assert np.bincount(searcher.best, minlength=teams).tolist() == seats.tolist()


@pytest.mark.parametrize(("n", "teams"), [(40, 4), (43, 5), (2 * WINDOW + 31, 2)])
@pytest.mark.parametrize("steps", [0, 100, 40_000])
def test_the_running_cost_of_distances_and_counts_is_that_of_the_terms(
    n: int, teams: int, steps: int
):
    searcher, terms = mixed(n, teams)
    searcher.advance(steps)
    figures, constant = searcher._standing.figures, searcher._constant
    now = int(figures[MUST]) + constant[0], int(figures[SOFT]) + constant[1]
    assert terms.evaluate(searcher._seats.team[None]) == now
    assert terms.evaluate(searcher.best[None]) == searcher.value <= now
    assert np.bincount(searcher.best, minlength=teams).tolist() == terms.low.tolist()


def test_must_rules_about_counts_hold_beside_distances():
    searcher, _terms = mixed(120, 6)
    searcher.advance(200_000)
    assert searcher.value[0] == 0


def test_points_cost_what_their_pairs_cost_one_by_one():
    _, points, _ = pointing(30, 3)
    team = np.arange(30, dtype=np.int32) % 3
    apart = [
        round(float(np.linalg.norm(points.places[i] - points.places[j])))
        for i, j in combinations(range(30), 2)
        if team[i] == team[j]
    ]
    assert points.evaluate(team, 3) == -sum(apart)


SEARCHES: dict[str, Callable[[], TeamsSearcher | PointsSearcher]] = {
    "counts": lambda: counting(terms_of(40, 4, seed=2)),
    "points": lambda: pointing(40, 4)[0],
    "mixed": lambda: mixed(40, 4)[0],
}


@pytest.mark.parametrize("kind", SEARCHES)
def test_cutting_a_search_of_teams_into_pieces_does_not_change_its_answer(kind: str):
    whole, cut = SEARCHES[kind](), SEARCHES[kind]()
    whole.advance(300_000)
    for steps in [1] * 30 + [7, 997, 33, 50_000] + [3_001] * 20:
        cut.advance(steps)
    cut.advance(300_000 - cut.steps)
    assert (cut.value, cut.best.tolist()) == (whole.value, whole.best.tolist())
    assert cut.evaluations == whole.evaluations


@given(cost=st.lists(st.lists(st.integers(-9, 9), min_size=4, max_size=4), min_size=4, max_size=4))
@settings(max_examples=60, deadline=None)
def test_the_assignment_is_the_cheapest_of_all(cost: list[list[int]]):
    found = np.zeros(len(cost), dtype=np.int32)
    assign(np.array(cost, dtype=float), found)
    cheapest = min(sum(cost[r][c] for r, c in enumerate(way)) for way in permutations(range(4)))
    assert sorted(found.tolist()) == [0, 1, 2, 3]
    assert sum(cost[r][c] for r, c in enumerate(found)) == cheapest


@given(n=st.integers(1, 400), teams=st.integers(1, 300), seed=st.integers(0, 9))
@settings(max_examples=30, deadline=None)
def test_both_starts_fill_every_team(n: int, teams: int, seed: int):
    teams = min(n, teams)
    rng = np.random.default_rng(seed)
    seats = rng.permutation(np.bincount(np.arange(n) % teams))
    places, tag = rng.normal(size=(n, 2)), rng.integers(0, 3, (n, 2)).astype(np.int32)
    batches = dealt_in_batches(places, seats)
    cards = dealt(tag, rng.integers(-5, 5, (n, 1)), seats, rng)
    for team in (batches, cards):
        assert np.bincount(team, minlength=teams).tolist() == seats.tolist()


def test_dealing_shares_the_first_column_out_evenly():
    rng = np.random.default_rng(5)
    tag = rng.integers(1, 5, (203, 2)).astype(np.int32)
    seats = np.bincount(np.arange(203) % 8)
    team = dealt(tag, np.zeros((203, 0), dtype=np.int64), seats, rng)
    for value in range(1, 5):
        held = np.bincount(team[tag[:, 0] == value], minlength=8)
        assert held.max() - held.min() <= 2


def test_batches_begin_better_than_chance():
    places = np.random.default_rng(1).normal(size=(200, 4))
    seats = np.full(10, 20)

    def between(team: np.ndarray) -> float:
        return float(sum((places[team == g].sum(axis=0) ** 2).sum() for g in range(10)))

    drawn = np.random.default_rng(2).permutation(np.arange(200) % 10)
    assert between(dealt_in_batches(places, seats)) < between(drawn) / 5


@pytest.mark.slow
def test_every_accepted_move_has_the_cost_that_it_was_weighed_with():
    # without compilation the kernels compare all running costs after every accepted move
    code = (
        "from tests.engines.kernels.test_teams import counting, mixed, pointing\n"
        "from tests.engines.kernels.test_teams import terms_of, with_must\n"
        "counting(terms_of(24, 4, seed=1)).advance(3_000)\n"
        "counting(with_must(24, 4)).advance(3_000)\n"
        "pointing(24, 4)[0].advance(2_000)\n"
        "mixed(24, 4)[0].advance(2_000)"
    )
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=False)
    assert done.returncode == 0
