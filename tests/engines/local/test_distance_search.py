"""The search for distances alone: which problems get it, repeatable, within the seats, exact."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grouping.engines.local.distance_searcher import DistanceSearcher, RowTuning, fits_rows
from grouping.engines.local.flatten import pack_rounds
from grouping.engines.local.select_search import searcher_for
from grouping.terms.terms import RuleTerms, Terms

ROOT = Path(__file__).parents[3]
NOTHING_IS_ENOUGH = -(10**15)


def symmetric(seed: int, people: int, low: int, high: int) -> np.ndarray:
    """Return random costs of pairs, int64, symmetric, zero diagonal."""
    half = np.triu(np.random.default_rng(seed).integers(low, high, (people, people)), 1)
    return half + half.T


def terms_of(costs: np.ndarray, low: list[int], high: list[int], coef: int = 1) -> Terms:
    """Return terms with nothing but distances."""
    rule = RuleTerms(len(costs), len(low), must=False)
    rule.matrix(costs)
    return Terms(len(costs), np.array(low), np.array(high), (rule,), (coef,))


def searching(terms: Terms, seed: int = 1, target: int = NOTHING_IS_ENOUGH) -> DistanceSearcher:
    searcher = searcher_for(pack_rounds(terms), np.random.default_rng(seed), target)
    assert isinstance(searcher, DistanceSearcher)
    return searcher


def state(searcher: DistanceSearcher) -> tuple[Any, ...]:
    """Return all that must not depend on how steps are cut."""
    return searcher.value, searcher.best.tolist(), searcher.evaluations, searcher._team.tolist()


UNEVEN = terms_of(symmetric(3, 40, -50, 100), [5, 6, 3, 7], [15, 13, 14, 15])
EVEN = terms_of(symmetric(4, 33, -100, 0), [11, 11, 11], [11, 11, 11])


@pytest.mark.parametrize("terms", [UNEVEN, EVEN], ids=["uneven", "even"])
def test_cutting_a_search_into_pieces_does_not_change_its_answer(terms: Terms):
    # 400,000 steps are heating and several legs: the first is 50 rows a person
    whole, cut = searching(terms), searching(terms)
    whole.advance(400_000)
    for steps in [1] * 50 + [7, 997, 33, 39, 41, 100_000] + [3_001] * 30:
        cut.advance(steps)
    cut.advance(400_000 - cut.steps)
    assert state(cut) == state(whole)
    assert whole.steps == 400_000
    # a person is weighed against those on other teams, two in three or more
    assert 240_000 < whole.evaluations <= 450_000


def test_the_same_seed_finds_the_same_and_another_seed_searches_elsewhere():
    found = []
    for seed in (1, 1, 2):
        searcher = searching(UNEVEN, seed)
        searcher.advance(50_000)
        found.append(state(searcher))
    assert found[0] == found[1] != found[2]


def test_sizes_stay_within_the_seats_and_change_where_they_may():
    searcher, seen = searching(UNEVEN), set()
    for _ in range(300):
        searcher.advance(997)
        for team in (searcher.best, searcher._team[:40]):
            sizes = np.bincount(team, minlength=4)
            assert (UNEVEN.low <= sizes).all()
            assert (sizes <= UNEVEN.high).all()
            seen.add(tuple(sizes.tolist()))
    assert len(seen) > 1


def legs_that_let_sizes_change(costs: np.ndarray) -> list[bool]:
    """Return for each of the first legs whether sizes might change in it."""
    searcher = searching(terms_of(costs, [5, 6, 3, 7], [15, 13, 14, 15]))
    while searcher._heating:
        searcher.advance(40)
    legs = [searcher._moves]
    while len(legs) < 9:
        searcher.advance(40)
        if searcher._done == 1:
            legs.append(searcher._moves)
    return legs


@pytest.mark.slow
def test_where_uneven_sizes_are_best_three_legs_in_four_keep_them():
    legs = legs_that_let_sizes_change(symmetric(3, 40, -100, 0))
    assert legs == [True, False, False, False] * 2 + [True]


def test_where_sizes_change_they_may_in_every_leg():
    assert all(legs_that_let_sizes_change(symmetric(3, 40, -100, 101)))


@pytest.mark.parametrize("terms", [UNEVEN, EVEN], ids=["uneven", "even"])
def test_the_value_is_that_of_the_best_and_the_lowest_the_search_was_at(terms: Terms):
    searcher, lowest = searching(terms), 10**9
    for _ in range(2_000):
        searcher.advance(terms.n)
        lowest = min(lowest, terms.evaluate(searcher._team[None, : terms.n])[1])
        assert searcher.value[1] <= lowest
    assert searcher.value == terms.evaluate(searcher.best[None, :])


@pytest.mark.parametrize("seed", range(6))
def test_the_best_of_all_assignments_is_found(seed: int):
    low, high = ([3, 3, 3], [3, 3, 3]) if seed % 2 else ([1, 2, 3], [4, 4, 5])
    costs = symmetric(seed, 9, -100, 100 * (seed % 3))
    terms = terms_of(costs, low, high)
    every = {tuple(team) for sizes in _sizes(low, high, 9) for team in _arrangements(sizes)}
    best = min(terms.evaluate(np.array([team], dtype=np.int32))[1] for team in every)
    searcher = searching(terms, seed, target=best)
    searcher.advance(2_000_000)
    assert searcher.finished
    assert searcher.value == (0, best)
    assert searcher.steps < 2_000_000


def test_the_best_is_found_where_it_has_other_sizes_than_suit_the_mean():
    # pairs are good on average, so 8 and 0 would be; two people fit with nobody but each other
    costs = np.full((8, 8), -10)
    costs[6:, :6] = costs[:6, 6:] = 25
    np.fill_diagonal(costs, 0)
    costs[6, 7] = costs[7, 6] = -300
    searcher = searching(terms_of(costs, [6, 0], [9, 4]), target=-10 * 15 - 300)
    searcher.advance(1_000_000)
    assert searcher.finished


def _sizes(low: list[int], high: list[int], people: int) -> list[list[int]]:
    if len(low) == 1:
        return [[people]] if low[0] <= people <= high[0] else []
    return [
        [size, *rest]
        for size in range(low[0], high[0] + 1)
        for rest in _sizes(low[1:], high[1:], people - size)
    ]


def _arrangements(sizes: list[int]) -> list[tuple[int, ...]]:
    """Return every way to put people on teams of these sizes."""
    ways: list[tuple[int, ...]] = [()]
    for _ in range(sum(sizes)):
        ways = [(*way, g) for way in ways for g, size in enumerate(sizes) if way.count(g) < size]
    return ways


def test_a_common_factor_of_all_costs_changes_nothing_but_the_value():
    costs = symmetric(5, 30, -20, 20)
    plain = searching(terms_of(costs, [10] * 3, [10] * 3))
    large = searching(terms_of(costs * 10**9, [10] * 3, [10] * 3, coef=7))
    for searcher in (plain, large):
        searcher.advance(100_000)
    assert plain.best.tolist() == large.best.tolist()
    assert large.value[1] == plain.value[1] * 7 * 10**9


def test_costs_too_large_for_the_rows_go_to_the_general_search():
    costs = symmetric(5, 12, 0, 10**9)
    costs[0, 1] = costs[1, 0] = 10**9 + 7
    assert not fits_rows(costs, np.array([6, 6]))
    pack = pack_rounds(terms_of(costs, [6, 6], [6, 6]))
    searcher = searcher_for(pack, np.random.default_rng(1), NOTHING_IS_ENOUGH)
    assert not isinstance(searcher, DistanceSearcher)


def test_rows_are_as_wide_as_the_largest_sum_within_a_team():
    costs = np.zeros((6, 6), dtype=np.int64)
    costs[0, 1:] = costs[1:, 0] = (1 << 25) - 1
    costs[1, 2] = costs[2, 1] = 1  # no common factor
    assert fits_rows(costs, np.array([2, 2, 2]))
    assert not fits_rows(costs, np.array([3, 3, 3]))
    assert fits_rows(costs * 64, np.array([2, 2, 2]))


def test_any_other_rule_goes_to_the_general_search():
    plain = terms_of(symmetric(5, 12, 0, 100), [6, 6], [6, 6])
    for fill in (
        lambda rule: rule.tally([0, 1], [0, 0, 1]),
        lambda rule: rule.square(range(12)),
        lambda rule: rule.place([3], [0, 5]),
        lambda rule: rule.pairs([(0, 1)], 1),
    ):
        rule = RuleTerms(12, 2, must=False)
        fill(rule)
        terms = Terms(12, plain.low, plain.high, (*plain.rules, rule), (1, 1))
        searcher = searcher_for(pack_rounds(terms), np.random.default_rng(1), 0)
        assert not isinstance(searcher, DistanceSearcher)


def test_equal_costs_have_an_answer():
    same = searching(terms_of(np.zeros((9, 9), dtype=np.int64), [4, 5], [4, 5]))
    same.advance(20_000)
    assert same.value == (0, 0)


def test_a_constant_is_part_of_the_value():
    rule = RuleTerms(9, 3, must=False, constant=11)
    rule.matrix(symmetric(1, 9, 1, 9))
    terms = Terms(9, np.full(3, 3), np.full(3, 3), (rule,), (5,))
    searcher = searching(terms)
    searcher.advance(5_000)
    assert searcher.value == terms.evaluate(searcher.best[None, :])


def test_temperatures_follow_the_scale_of_the_costs():
    hot = []
    for scale in (1, 999):
        costs = symmetric(1, 60, 0, 1000) * -scale
        costs[0, 1] = costs[1, 0] = -1  # so that there is no common factor
        searcher = searching(terms_of(costs, [10] * 6, [10] * 6))
        searcher.advance(60 * 60 * 2_000)
        assert RowTuning().narrowest <= searcher._cold / searcher._hot <= 0.8
        hot.append(searcher._hot / scale)
    assert hot[0] == pytest.approx(hot[1], rel=0.2)


@pytest.mark.slow
def test_compiled_and_interpreted_searches_are_the_same():
    program = (
        "import json, numpy as np\n"
        "from tests.engines.local.test_distance_search import UNEVEN, searching, state\n"
        "from grouping.engines.kernels.jit import CHECKED\n"
        "searcher = searching(UNEVEN)\n"
        "searcher.advance(12_000)\n"
        "print(json.dumps([CHECKED, *state(searcher)]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore::RuntimeWarning", "-c", program],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    searcher = searching(UNEVEN)
    searcher.advance(12_000)
    assert json.loads(done.stdout) == json.loads(json.dumps([True, *state(searcher)]))
