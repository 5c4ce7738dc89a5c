"""Rotations of teams of unequal size, and the table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping.engines.designs import near_design
from grouping.engines.designs.cells_table import as_markdown, table
from grouping.errors import InputError
from tests.engines.designs.plain import plain_repeats


@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=8), rounds=st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_every_round_has_the_sizes_in_their_order(sizes: list[int], rounds: int):
    found = near_design(tuple(sizes), rounds, rng=np.random.default_rng(0))
    assert found.teams.shape == (rounds, sum(sizes))
    for row in found.teams:
        assert np.bincount(row, minlength=len(sizes)).tolist() == sizes


@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=8), rounds=st.integers(1, 8))
@settings(max_examples=30, deadline=None)
def test_the_repeats_are_those_of_the_rounds(sizes: list[int], rounds: int):
    found = near_design(tuple(sizes), rounds, rng=np.random.default_rng(0))
    assert found.repeats == plain_repeats(found.teams)


@pytest.mark.parametrize("short", range(1, 12))
def test_people_missing_from_a_column_cost_no_repeat(short: int):
    sizes = (6,) * (11 - short) + (5,) * short
    assert near_design(sizes, 11, rng=np.random.default_rng(0)).repeats == 0


@pytest.mark.parametrize(("groups", "size", "rounds"), [(9, 3, 9), (12, 3, 9), (14, 5, 6)])
def test_one_person_more_may_cost_no_repeat(groups: int, size: int, rounds: int):
    sizes = (size + 1,) + (size,) * (groups - 1)
    found = near_design(sizes, rounds, rng=np.random.default_rng(0))
    assert "1 added" in found.construction
    assert found.repeats == plain_repeats(found.teams) == 0


def test_the_same_seed_gives_the_same_rounds():
    one, two = (near_design((5, 5, 4, 3), 6, rng=np.random.default_rng(7)) for _ in range(2))
    assert (one.teams == two.teams).all()


def test_no_team_and_no_round_are_refused():
    for sizes, rounds in (((), 1), ((3, 0), 1), ((3, 3), 0)):
        with pytest.raises(InputError):
            near_design(sizes, rounds, rng=np.random.default_rng(0))


def test_the_table_has_every_cell_with_more_than_one_round():
    cells = list(table(6, 4))
    assert [(c.groups, c.size) for c in cells] == [
        (g, s) for g in range(2, 7) for s in range(2, min(g, 4) + 1)
    ]
    assert all(1 < c.rounds <= c.bound for c in cells)


def test_the_markdown_marks_what_cannot_be_longer():
    text = as_markdown(list(table(5, 4)))
    assert "| 5 | **9** | **7** | **5** |" in text
    assert "round robin" in text


def test_the_table_of_the_docs_is_what_the_constructions_reach():
    page = (Path(__file__).parents[3] / "docs" / "rotations.md").read_text(encoding="utf-8")
    assert page.endswith("\n\n" + as_markdown(list(table(20, 10))))
