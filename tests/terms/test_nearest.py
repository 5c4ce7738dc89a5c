"""Pairs near each other: those that may matter for the least distance within teams."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError
from grouping.terms.nearest import Space, least_diameter, pairs_within


def random_space(seed: int, n: int) -> tuple[Space, np.ndarray]:
    """Return points on a grid, and all their distances, plainly."""
    places = np.random.default_rng(seed).integers(0, 12, size=(n, 3))
    table = np.rint(np.linalg.norm(places[:, None] - places[None], axis=2)).astype(np.int64)
    return Space(places=places), table


@given(seed=st.integers(0, 500), n=st.integers(1, 9), count=st.integers(2, 7))
@settings(max_examples=80, deadline=None)
def test_the_diameter_is_that_of_some_people_and_no_less_than_the_least(
    seed: int, n: int, count: int
):
    space, table = random_space(seed, n)
    found = least_diameter(space, count)
    if n < count:
        assert found == table.max()
        return
    every = [int(table[np.ix_(some, some)].max()) for some in combinations(range(n), count)]
    assert found in every
    assert found >= min(every)


@given(seed=st.integers(0, 500), n=st.integers(1, 30), distance=st.integers(-1, 25))
@settings(max_examples=50, deadline=None)
def test_the_pairs_are_all_that_are_no_farther_apart_nearest_first(
    seed: int, n: int, distance: int
):
    space, table = random_space(seed, n)
    first, second, apart = pairs_within(space, distance, 1000)
    wanted = {(i, j) for i, j in combinations(range(n), 2) if table[i, j] <= distance}
    assert set(zip(first.tolist(), second.tolist(), strict=True)) == wanted
    assert len(first) == len(wanted)
    assert np.array_equal(apart, np.sort(table[first, second]))


def test_people_in_stripes_have_the_same_pairs(monkeypatch: pytest.MonkeyPatch):
    space, _table = random_space(1, 40)
    whole = pairs_within(space, 5, 1000), least_diameter(space, 6)
    monkeypatch.setattr("grouping.terms.nearest.AT_ONCE", 100)
    parts = pairs_within(space, 5, 1000), least_diameter(space, 6)
    assert all(np.array_equal(a, b) for a, b in zip(whole[0], parts[0], strict=True))
    assert whole[1] == parts[1]


def test_a_table_says_the_same_as_the_places():
    space, table = random_space(2, 40)
    other = Space(table=table)
    for some in (np.arange(40, dtype=np.int32), np.array([3, 1, 30], dtype=np.int32)):
        of_both = [least_diameter(one.of(some), 3) for one in (space, other)]
        assert of_both[0] == of_both[1]
        pairs = [pairs_within(one.of(some), 4, 1000) for one in (space, other)]
        assert all(np.array_equal(a, b) for a, b in zip(*pairs, strict=True))


def test_too_many_pairs_are_refused():
    space, _table = random_space(3, 40)
    with pytest.raises(InputError, match="more than 10 pairs"):
        pairs_within(space, 20, 10)
