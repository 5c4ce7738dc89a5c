"""The searches: their kernels count right, end when told, and repeat themselves."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping.engines.budget import Budget
from grouping.engines.designs import design
from grouping.engines.designs.best_design import _searched
from grouping.engines.designs.design import Design
from grouping.engines.designs.difference_search import (
    abelian_groups,
    addition,
    count_differences,
    matrix_cost,
    search_matrix,
    subtraction,
)
from grouping.engines.designs.point_symmetry import Symmetry
from grouping.engines.designs.starter_search import search_starter, unfold
from grouping.engines.designs.starter_shapes import shapes
from grouping.engines.designs.transversal import unfold_matrix
from grouping.engines.kernels.difference_matrix import walk_difference
from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.starter_rounds import walk_starter
from tests.engines.designs.plain import plain_repeats, sizes_of

STARTERS = [
    (Symmetry((11,), 2, 2), 3),
    (Symmetry((4,), 4, 2, base=2), 3),
    (Symmetry((7,), 3, still=3), 3),
    (Symmetry((7,), 1, 1, 3), 4),
    (Symmetry((14,), 3, 2, multiplier=9, turn=(1, 2, 0)), 4),
    (Symmetry((13,), 5, 5, 1, 3, (1, 2, 0, 3, 4), (1, 2, 0, 3, 4), still=1), 5),
    (Symmetry((3, 3), 1, 1, fibre=1), 2),
]


def steps(count: int) -> Budget:
    return Budget(None, count)


def plain_matrix_cost(minus: np.ndarray, matrix: np.ndarray) -> int:
    return sum(
        minus[matrix[m, j], matrix[m, k]] == minus[matrix[n, j], matrix[n, k]]
        for j, k in combinations(range(matrix.shape[1]), 2)
        for m, n in combinations(range(len(matrix)), 2)
    )


def plain_starter_cost(orbit: np.ndarray, before: np.ndarray, slot: np.ndarray, size: int) -> int:
    uses = before.copy()
    cost = 0
    for block in slot.reshape(-1, size):
        for x, y in combinations(block, 2):
            cost += uses[orbit[x, y]]
            uses[orbit[x, y]] += 1
    return int(cost)


@given(
    g=st.integers(3, 9),
    rows=st.integers(2, 6),
    columns=st.integers(2, 5),
    up_to_sign=st.booleans(),
    seed=st.integers(0, 1000),
)
@settings(max_examples=40, deadline=None)
def test_a_walk_over_matrices_keeps_its_cost(
    g: int, rows: int, columns: int, up_to_sign: bool, seed: int
):
    rng = np.random.default_rng(seed)
    minus = subtraction((g,))
    if up_to_sign:
        minus = np.minimum(minus, minus.T)
    matrix = rng.integers(0, g, size=(rows, columns), dtype=np.int32)
    matrix[0] = matrix[:, 0] = 0
    uses = count_differences(minus, matrix)
    cost = np.array([matrix_cost(uses)])
    assert cost[0] == plain_matrix_cost(minus, matrix)
    walk_difference(minus, matrix, uses, cost, bits_from(rng), 0.7, 200)
    assert cost[0] == plain_matrix_cost(minus, matrix)
    assert (uses == count_differences(minus, matrix)).all()
    assert (matrix[0] == 0).all()
    assert (matrix[:, 0] == 0).all()


@given(seed=st.integers(0, 1000), fibre=st.sampled_from([1, 2]), still=st.integers(0, 2))
@settings(max_examples=30, deadline=None)
def test_a_walk_over_starters_keeps_its_cost_and_its_points(seed: int, fibre: int, still: int):
    rng = np.random.default_rng(seed)
    symmetry = Symmetry((6,), 3, fibre=fibre, still=still)
    orbit, _ = symmetry.orbits
    images = symmetry.stabilizer
    starts = np.arange(0, symmetry.points, fibre)
    choice = np.arange(symmetry.points, dtype=np.int32).reshape(3, -1)
    slot = np.concatenate([rng.permutation(starts), np.tile(choice[:, 0], still)]).astype(np.int32)
    first = np.array([0, len(starts)], dtype=np.int32)
    before = rng.integers(0, 2, size=orbit.max() + 1)
    uses = before.copy()
    for block in slot.reshape(-1, 3):
        for x, y in combinations(block, 2):
            uses[orbit[x, y]] += 1
    cost = np.array([plain_starter_cost(orbit, before, slot, 3)])
    walk_starter(orbit, images, choice, first, 3, slot, uses, cost, bits_from(rng), 1.5, 300)
    assert cost[0] == plain_starter_cost(orbit, before, slot, 3)
    # every point or one of its images is still there once, and free blocks keep their copies
    covered = images[:, slot[: len(starts)]].ravel()
    assert sorted(covered.tolist()) == list(range(symmetry.points))
    line = choice.shape[1]
    assert (slot[len(starts) :].reshape(-1, 3) // line == np.arange(3)).all()


@pytest.mark.parametrize(("symmetry", "size"), STARTERS)
def test_a_starter_unfolds_into_rounds_without_repeats(symmetry: Symmetry, size: int):
    starter, _ = search_starter(
        symmetry, size, rng=np.random.default_rng(0), budget=steps(5 * 10**7)
    )
    assert starter is not None
    teams = unfold(starter)
    assert len(teams) == symmetry.rounds
    assert plain_repeats(teams) == 0
    assert all(sizes_of(row) == [size] * (symmetry.points // size) for row in teams)


@pytest.mark.parametrize("symmetry", [symmetry for symmetry, _ in STARTERS])
def test_symmetries_keep_the_orbits_of_pairs(symmetry: Symmetry):
    orbit, sizes = symmetry.orbits
    for image in [*symmetry.translations, *symmetry.stabilizer]:
        assert sorted(image) == list(range(symmetry.points))
        assert (orbit[image][:, image] == orbit).all()
    assert sizes.sum() == symmetry.points * (symmetry.points - 1) // 2


@pytest.mark.parametrize(
    ("moduli", "rows", "columns", "odd"),
    [((6,), 4, 3, False), ((2, 4), 3, 5, False), ((15,), 15, 3, True), ((3, 3), 9, 4, True)],
)
def test_a_matrix_found_unfolds_into_rounds_without_repeats(
    moduli: tuple[int, ...], rows: int, columns: int, odd: bool
):
    rng = np.random.default_rng(0)
    matrix, _ = search_matrix(moduli, rows, columns, odd, rng=rng, budget=steps(10**7))
    assert matrix is not None
    assert matrix.shape == (rows, columns)
    assert plain_repeats(unfold_matrix(matrix, addition(moduli))) == 0


@pytest.mark.parametrize("order", range(2, 40))
def test_there_are_as_many_abelian_groups_as_partitions_say(order: int):
    partitions = [1, 1, 2, 3, 5, 7]
    expected, rest, p = 1, order, 2
    while rest > 1:
        e = 0
        while rest % p == 0:
            rest, e = rest // p, e + 1
        expected *= partitions[e]
        p += 1
    assert len(set(abelian_groups(order))) == len(abelian_groups(order)) == expected


def test_a_search_without_an_answer_ends_at_its_steps():
    # no difference matrix of 3 columns over a group with a cyclic Sylow 2-subgroup
    matrix, done = search_matrix((6,), 6, 3, rng=np.random.default_rng(0), budget=steps(300_000))
    assert matrix is None
    assert 300_000 <= done <= 500_000
    symmetry = Symmetry((5,), 2, 2)  # nearly Kirkman on 12
    starter, done = search_starter(symmetry, 3, rng=np.random.default_rng(0), budget=steps(300_000))
    assert starter is None
    assert 300_000 <= done <= 500_000


def one_round(groups: int, size: int) -> Design:
    teams = np.arange(groups * size, dtype=np.int32)[None] % groups
    return Design(groups, size, teams, "one round", 1)


@pytest.mark.slow
def test_the_same_seed_and_steps_give_the_same_design():
    found = [
        _searched(one_round(6, 5), 6, np.random.default_rng(3), steps(4_000_000)) for _ in range(2)
    ]
    assert found[0].rounds > 2
    assert (found[0].teams == found[1].teams).all()


def test_a_budget_finds_what_formulas_do_not_have():
    wanted = 23  # more than formulas and what is shipped give
    found = design(22, 3, wanted, rng=np.random.default_rng(0), budget=steps(50_000_000))
    assert found is not None
    assert found.rounds == wanted


def test_searches_end_with_the_budget_of_a_design():
    budget = Budget(None, 400_000)
    assert design(6, 6, 3, rng=np.random.default_rng(0), budget=budget) is not None
    assert design(4, 3, rng=np.random.default_rng(0), budget=budget).rounds == 4  # type: ignore[union-attr]


def test_shapes_have_the_points_and_rounds_they_are_asked_for():
    found = shapes(8, 4, 8, 10)
    assert found
    for symmetry in found:
        assert symmetry.points == 32
        assert 8 < symmetry.rounds <= 10
