"""The semidefinite bound: below every assignment, and not far."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import Problem
from grouping.bench.generate.mdgp_instances import generate_mdgp
from grouping.engines.budget import Budget
from grouping.engines.local import search
from grouping.engines.local.distance_searcher import DistanceSearcher
from grouping.terms.bounds.eigenvalues import Sizes, largest_sum
from grouping.terms.bounds.semidefinite import _majorised, semidefinite_bound
from grouping.terms.terms import Ints, Matrix, RuleTerms, Terms
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
        bound = semidefinite_bound(costs, seats, seats)
        every = {tuple(p) for p in permutations(teams.tolist())}
        least = min(Matrix(costs).evaluate(np.array(p, dtype=np.int32), len(sizes)) for p in every)
        assert bound is not None
        assert bound <= least


@pytest.mark.parametrize("seed", range(6))
def test_no_assignment_within_open_seats_is_below_the_bound(seed: int):
    rng = np.random.default_rng(seed)
    low, high = np.array([1, 2, 1]), np.array([4, 4, 3])
    for costs in (distances(seed, 8, -1), random_costs(seed, 8)):
        bound = semidefinite_bound(costs, low, high)
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
    bound = semidefinite_bound(costs, teams.low, teams.high)
    assert bound is not None
    assert bound <= min(Matrix(costs).evaluate(a[0], len(teams)) for a in assignments(problem))


def test_large_teams_that_have_to_be_large_are_in_the_bound():
    # one team of at least 10: its 45 pairs are 9 dear, whoever they are
    costs = 9 * (1 - np.eye(16, dtype=np.int64))
    low, high = np.array([10, 2, 2]), np.array([12, 4, 4])
    bound = semidefinite_bound(-costs, low, high)
    # at most 12, 2 and 2: 66 + 1 + 1 pairs
    assert bound == -9 * 68


@pytest.mark.parametrize("costs", [distances(2, 40, -1), random_costs(2, 40)])
def test_equal_sizes_are_bounded_by_eigenvalues_and_better_by_the_relaxation(costs: Ints):
    seats_of_ten, without = np.full(4, 10), np.eye(40) - 1 / 40
    # the all-ones vector is out of it, and not there with an eigenvalue of 0
    values = np.linalg.eigvalsh(without @ -costs @ without - np.full((40, 40), 1e6))[::-1]
    plain = 10 * values[:3].sum() - 10 / 40 * costs.sum()
    by_eigenvalues = semidefinite_bound(costs, seats_of_ten, seats_of_ten, relax=False)
    relaxed = semidefinite_bound(costs, seats_of_ten, seats_of_ten)
    assert by_eigenvalues is not None
    assert relaxed is not None
    assert -by_eigenvalues == pytest.approx(plain / 2, abs=1)
    assert relaxed > by_eigenvalues


def test_a_bound_that_is_met_is_not_rounded_past():
    # one team of 1 and one of 6: all distances but those of whoever is alone
    at = np.array([0, 13, 42, 29, 7, 20, 41])
    costs = np.abs(at[:, None] - at[None, :])
    costs = costs.max() + 1 - costs - np.eye(7, dtype=np.int64) * (costs.max() + 1)
    low, high = np.array([1, 3]), np.array([1, 6])
    least = costs.sum() // 2 - costs.sum(axis=1).max()
    bound = semidefinite_bound(costs, low, high)
    assert bound is not None
    assert bound <= least


@given(seed=st.integers(0, 10**6), data=st.data())
@settings(max_examples=100, deadline=None)
def test_no_assignment_adds_up_to_more_than_the_largest_sum(seed: int, data: st.DataObject):
    teams = data.draw(seats(6, most=3))
    problem = Problem.of([{"a": 1}] * 6, teams=teams)
    table = np.random.default_rng(seed).normal(size=(6, 6))
    table += table.T
    most = largest_sum(table, Sizes.of(6, teams.low, teams.high))
    for (team,) in assignments(problem):
        assert table[team[:, None] == team[None, :]].sum() <= most + 1e-9


@given(seed=st.integers(0, 10**6))
@settings(max_examples=50, deadline=None)
def test_the_nearest_majorised_numbers_are_majorised_and_nearest(seed: int):
    rng = np.random.default_rng(seed)
    most = np.sort(rng.integers(1, 9, 7))[::-1].astype(float)
    values = rng.normal(size=7) * 5
    values += most.mean() - values.mean()
    nearest = _majorised(values, most)
    assert nearest.sum() == pytest.approx(most.sum())
    assert (np.cumsum(np.sort(nearest)[::-1]) <= np.cumsum(most) + 1e-9).all()
    for _ in range(20):  # all that is majorised lies between orders of `most`
        other = np.mean([rng.permutation(most) for _ in range(rng.integers(1, 4))], axis=0)
        assert np.linalg.norm(values - nearest) <= np.linalg.norm(values - other) + 1e-9


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
    bound = semidefinite_bound(distances(3, 40, -1), low, high)
    assert bound is not None
    assert value >= bound >= 1.08 * value  # costs are negative


@pytest.mark.parametrize("ds", [False, True])
@pytest.mark.parametrize(("family", "per_cent"), [("RanReal", 8), ("RanInt", 8), ("Geo", 5)])
def test_distances_of_the_literature_are_bounded_within_some_per_cent(
    family: str, per_cent: int, ds: bool
):
    made = generate_mdgp(family, 60, 3, ds=ds)
    rng = np.random.default_rng(0)
    found = DistanceSearcher(-made.scaled, made.low, made.high, (0, 0), rng, -(2**62))
    found.advance(3_000_000)
    value, bound = found.value[1], semidefinite_bound(-made.scaled, made.low, made.high)
    assert bound is not None
    assert value >= bound >= (1 + per_cent / 100) * value  # costs are negative


def test_equal_distances_are_bounded_exactly():
    # 6 people in 2 teams of 3: 2 x 3 pairs of distance 7 in any assignment
    costs = 7 * (1 - np.eye(6, dtype=np.int64))
    assert semidefinite_bound(-costs, np.array([3, 3]), np.array([3, 3])) == -42


def test_euclidean_points_are_bounded_within_eight_per_cent_of_a_random_draw():
    costs = distances(1, 60, -1)
    seats = np.full(6, 10)
    drawn = np.random.default_rng(0).permutation(np.repeat(np.arange(6, dtype=np.int32), 10))
    bound, value = semidefinite_bound(costs, seats, seats), Matrix(costs).evaluate(drawn, 6)
    assert bound is not None
    assert value >= bound >= 1.08 * value  # costs are negative


def test_a_table_too_large_for_it_has_no_semidefinite_bound(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("grouping.terms.bounds.semidefinite.MOST_PEOPLE", 5)
    assert semidefinite_bound(distances(0, 6, 1), np.array([3, 3]), np.array([3, 3])) is None


def test_a_large_table_is_bounded_by_its_eigenvalues_alone(monkeypatch: pytest.MonkeyPatch):
    costs, seats_of_five = random_costs(1, 20), np.full(4, 5)
    plain = semidefinite_bound(costs, seats_of_five, seats_of_five, relax=False)
    monkeypatch.setattr("grouping.terms.bounds.semidefinite.MOST_RELAXED", 19)
    assert semidefinite_bound(costs, seats_of_five, seats_of_five) == plain
