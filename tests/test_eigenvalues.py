"""The eigenvalue bound: below every assignment, close where points are Euclidean."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import Problem
from grouping.eigenvalues import eigenvalue_bound
from grouping.local import search
from grouping.search import Budget
from grouping.terms import Ints, Matrix, RuleTerms, Terms
from tests.helpers import assignments
from tests.strategies import seats


def distances(seed: int, n: int, sign: int) -> Ints:
    points = np.random.default_rng(seed).random((n, 3))
    apart = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    return sign * np.rint(1000 * apart).astype(np.int64)


def random_costs(seed: int, n: int) -> Ints:
    upper = np.triu(np.random.default_rng(seed).integers(-50, 50, (n, n)), 1)
    return upper + upper.T


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("sizes", [[3, 3], [2, 2, 2], [4, 2], [3, 2, 1]])
def test_no_assignment_of_fixed_sizes_is_below_the_bound(seed: int, sizes: list[int]):
    seats = np.array(sizes)
    teams = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    for costs in (distances(seed, 6, 1), distances(seed, 6, -1), random_costs(seed, 6)):
        bound = eigenvalue_bound(costs, seats, seats)
        every = {tuple(p) for p in permutations(teams.tolist())}
        least = min(Matrix(costs).evaluate(np.array(p, dtype=np.int32), len(sizes)) for p in every)
        assert bound is not None
        assert bound <= least


@pytest.mark.parametrize("seed", range(6))
def test_no_assignment_within_open_seats_is_below_the_bound(seed: int):
    rng = np.random.default_rng(seed)
    low, high = np.array([1, 2, 1]), np.array([4, 4, 3])
    for costs in (distances(seed, 8, -1), random_costs(seed, 8)):
        bound = eigenvalue_bound(costs, low, high)
        for sizes in ([4, 3, 1], [3, 4, 1], [1, 4, 3], [3, 2, 3], [2, 4, 2], [4, 2, 2]):
            for _ in range(50):
                team = rng.permutation(np.repeat(np.arange(3, dtype=np.int32), sizes))
                assert bound is not None
                assert bound <= Matrix(costs).evaluate(team, 3)


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_no_assignment_is_below_the_bound_whatever_the_seats(data: st.DataObject):
    n = data.draw(st.integers(4, 6))
    teams = data.draw(seats(n, most=3))
    problem = Problem.of([{"a": 1}] * n, teams=teams)
    costs = random_costs(data.draw(st.integers(0, 10**6)), n)
    bound = eigenvalue_bound(costs, teams.low, teams.high)
    assert bound is not None
    assert bound <= min(Matrix(costs).evaluate(a[0], len(teams)) for a in assignments(problem))


def test_large_teams_that_have_to_be_large_are_in_the_bound():
    # one team of at least 10: its 45 pairs are 9 dear, whoever they are
    costs = 9 * (1 - np.eye(16, dtype=np.int64))
    low, high = np.array([10, 2, 2]), np.array([12, 4, 4])
    bound = eigenvalue_bound(-costs, low, high)
    # at most 12, 2 and 2: 66 + 1 + 1 pairs
    assert bound == -9 * 68


def test_equal_sizes_are_bounded_no_worse_than_without_a_diagonal():
    costs, seats_of_ten = distances(2, 40, -1), np.full(4, 10)
    without = np.eye(40) - 1 / 40
    values = np.linalg.eigvalsh(without @ -costs @ without)[::-1]
    plain = 10 * values[:3].sum() - 10 / 40 * costs.sum()
    bound = eigenvalue_bound(costs, seats_of_ten, seats_of_ten)
    assert bound is not None
    assert -bound <= plain / 2 + 1


@pytest.mark.parametrize("spare", [0, 1, 3])
def test_points_in_uneven_teams_are_bounded_within_eight_per_cent_of_what_is_found(spare: int):
    high = np.array([15 + spare, 12, 6, 4, 3])
    low = np.array([15, 12, 6, 4, 3]) - min(spare, 1)
    rule = RuleTerms(40, 5, must=False)
    rule.matrix(distances(3, 40, -1))
    terms = Terms(40, low, high, (rule,), (1,))
    rng = np.random.default_rng(0)
    found = search(terms, rng=rng, budget=Budget(None, 300_000), target=-(10**9))
    value = terms.evaluate(found.assignment)[1]
    bound = eigenvalue_bound(distances(3, 40, -1), low, high)
    assert bound is not None
    assert value >= bound >= 1.08 * value  # costs are negative


def test_equal_distances_are_bounded_exactly():
    # 6 people in 2 teams of 3: 2 x 3 pairs of distance 7 in any assignment
    costs = 7 * (1 - np.eye(6, dtype=np.int64))
    assert eigenvalue_bound(-costs, np.array([3, 3]), np.array([3, 3])) == -42


def test_euclidean_points_are_bounded_within_eight_per_cent_of_a_random_draw():
    costs = distances(1, 60, -1)
    seats = np.full(6, 10)
    drawn = np.random.default_rng(0).permutation(np.repeat(np.arange(6, dtype=np.int32), 10))
    bound, value = eigenvalue_bound(costs, seats, seats), Matrix(costs).evaluate(drawn, 6)
    assert bound is not None
    assert value >= bound >= 1.08 * value  # costs are negative


def test_a_table_too_large_for_it_has_no_eigenvalue_bound(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("grouping.eigenvalues.MOST_PEOPLE", 5)
    assert eigenvalue_bound(distances(0, 6, 1), np.array([3, 3]), np.array([3, 3])) is None
