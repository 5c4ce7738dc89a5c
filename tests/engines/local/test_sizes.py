"""Team sizes to start from."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from grouping.engines.local.sizes import Sizes


def every_size(people: int, low: list[int], high: list[int]) -> list[tuple[int, ...]]:
    """Return all sizes within the seats that add up to `people`."""
    ranges = (range(a, b + 1) for a, b in zip(low, high, strict=True))
    return [sizes for sizes in product(*ranges) if sum(sizes) == people]


def drawn(people: int, low: list[int], high: list[int], together: int) -> set[tuple[int, ...]]:
    """Return the different sizes among 200 draws."""
    sizes, rng = Sizes(people, np.array(low), np.array(high), together), np.random.default_rng(1)
    return {tuple(sizes.draw(rng).tolist()) for _ in range(200)}


SEATS = [
    (9, [1, 2, 0, 2], [4, 5, 3, 3]),
    (12, [2, 2, 2, 2], [4, 4, 4, 4]),
    (7, [0, 0, 0], [9, 9, 9]),
    (8, [2, 3, 3], [2, 3, 3]),
]


@pytest.mark.parametrize(("people", "low", "high"), SEATS)
@pytest.mark.parametrize("together", [1, -1])
def test_exactly_the_sizes_with_the_most_or_fewest_pairs_are_drawn(people, low, high, together):
    every = every_size(people, low, high)
    best = max(together * sum(s * s for s in sizes) for sizes in every)
    wanted = {sizes for sizes in every if together * sum(s * s for s in sizes) == best}
    assert drawn(people, low, high, together) == wanted


@pytest.mark.parametrize(("people", "low", "high"), SEATS)
def test_where_it_does_not_matter_any_sizes_within_the_seats_are_drawn(people, low, high):
    every = every_size(people, low, high)
    found = drawn(people, low, high, 0)
    assert found <= set(every)
    assert len(found) == len(every) or len(found) > 10


def test_seats_too_wide_for_a_table_are_drawn_from_freely(monkeypatch):
    monkeypatch.setattr("grouping.engines.local.sizes.MOST_WORK", 1)
    assert len(drawn(9, [1, 2, 0, 2], [4, 5, 3, 3], 1)) > 10


@pytest.mark.slow
@pytest.mark.parametrize("together", [1, -1])
def test_sizes_of_very_many_open_teams_are_drawn(together):
    low, high = np.full(2_000, 2), np.full(2_000, 3)
    sizes = Sizes(4_100, low, high, together).draw(np.random.default_rng(1))
    assert sizes.sum() == 4_100
    assert ((low <= sizes) & (sizes <= high)).all()


def test_very_many_free_seats_are_drawn_from():
    low, high = np.ones(20_000, dtype=np.int64), np.full(20_000, 100_000)
    sizes = Sizes(100_000, low, high, 0).draw(np.random.default_rng(1))
    assert sizes.sum() == 100_000
    assert sizes.min() >= 1
