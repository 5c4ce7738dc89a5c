"""Parallelisms: lines of a space, and spreads that part them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from grouping.engines.designs.parallelism import (
    SPREADS,
    collineation,
    line_orbits,
    lines,
    parallelism,
    search_spreads,
)
from tests.engines.designs.plain import plain_repeats, sizes_of


@pytest.mark.parametrize("q", [2, 3, 4, 5])
def test_two_points_are_on_one_line(q: int):
    every = lines(q)
    assert every.shape == ((q * q + 1) * (q * q + q + 1), q + 1)
    pairs = [pair for line in every.tolist() for pair in combinations(line, 2)]
    points = (q**4 - 1) // (q - 1)
    assert len(set(pairs)) == len(pairs) == points * (points - 1) // 2


@pytest.mark.parametrize(("q", "order"), [(2, 7), (3, 13), (4, 7), (5, 31)])
def test_a_collineation_moves_every_line_through_orbits_of_its_order(q: int, order: int):
    orbit = line_orbits(lines(q), collineation(q, order))
    assert set(np.bincount(orbit).tolist()) == {order}


@pytest.mark.parametrize("q", list(SPREADS))
def test_a_parallelism_meets_everyone(q: int):
    teams = parallelism(q * q + 1, q + 1)
    assert teams is not None
    assert len(teams) == q * q + q + 1
    assert all(sizes_of(row) == [q + 1] * (q * q + 1) for row in teams)
    assert plain_repeats(teams) == 0


def test_the_search_finds_spreads_with_a_line_of_every_orbit():
    spreads = search_spreads(4, 7, 60)
    assert spreads is not None
    chosen = [line for spread in spreads for line in spread]
    assert sorted(line_orbits(lines(4), collineation(4, 7))[chosen]) == list(range(51))
    for spread in spreads:
        assert sorted(lines(4)[list(spread)].ravel().tolist()) == list(range(85))


def test_no_parallelism_of_order_three_has_a_symmetry_of_order_thirteen():
    assert search_spreads(3, 13, 60) is None


def test_other_shapes_are_no_space():
    assert parallelism(17, 4) is None
    assert parallelism(10, 4) is None
