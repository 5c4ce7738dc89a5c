"""Base rounds that some translations map to themselves."""

from __future__ import annotations

import numpy as np

from grouping.engines.designs.invariant import (
    MODULI,
    STABILIZERS,
    search_rounds,
    shipped,
    type_two_sixteen,
    unfold_rounds,
)
from grouping.engines.designs.point_symmetry import Symmetry
from grouping.engines.designs.verify import meetings
from tests.engines.designs.plain import plain_repeats, sizes_of


def test_eight_teams_of_four_meet_in_ten_rounds():
    teams = type_two_sixteen(8, 4)
    assert teams is not None
    assert teams.shape == (10, 32)
    assert all(sizes_of(row) == [4] * 8 for row in teams)
    assert plain_repeats(teams) == 0


def test_everyone_misses_one_other():
    teams = type_two_sixteen(8, 4)
    assert teams is not None
    assert (meetings(teams).sum(axis=1) == 30).all()


def test_other_shapes_are_no_such_design():
    assert type_two_sixteen(8, 3) is None
    assert type_two_sixteen(4, 8) is None


def test_the_search_finds_what_is_shipped_with_its_seed():
    rng = np.random.default_rng(0)
    assert search_rounds(Symmetry(MODULI, 2), 4, STABILIZERS, rng=rng, nodes=100_000) == shipped()


def test_a_search_without_nodes_finds_nothing():
    rng = np.random.default_rng(0)
    assert search_rounds(Symmetry(MODULI, 2), 4, STABILIZERS, rng=rng, nodes=3) is None


def test_a_subgroup_gives_as_many_rounds_as_it_has_cosets():
    symmetry = Symmetry(MODULI, 2)
    for stabilizer, one in zip(STABILIZERS, shipped(), strict=True):
        assert len(unfold_rounds(symmetry, (one,))) == 16 // len(stabilizer)


def test_pairs_with_a_trivial_subgroup_are_found_too():
    # Z3 x Z3 has nine elements: one base round that only the identity keeps gives nine rounds
    symmetry = Symmetry((3, 3), 2)
    found = search_rounds(symmetry, 2, ((0,),), rng=np.random.default_rng(1), nodes=10_000)
    assert found is not None
    teams = unfold_rounds(symmetry, found)
    assert len(teams) == 9
    assert plain_repeats(teams) == 0
