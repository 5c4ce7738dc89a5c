"""Every formula gives rounds without repeats, as many as its theorem says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping.engines.designs import ConstructionError, Design, design, most_rounds, repeats
from grouping.engines.designs.field import field, prime_power
from grouping.engines.designs.five_squares import five_squares
from grouping.engines.designs.hermitian_unital import hermitian_unital
from grouping.engines.designs.kirkman import quadruples, triples_three, triples_two
from grouping.engines.designs.maximal_arc import maximal_arc
from grouping.engines.designs.quasi_difference import squares
from grouping.engines.designs.round_robin import round_robin
from grouping.engines.designs.stored import records, search_again
from grouping.engines.designs.transversal import field_matrix, product, unfold_matrix
from grouping.errors import InputError
from tests.engines.designs.plain import plain_repeats, sizes_of

POWERS = [q for q in range(2, 33) if prime_power(q)]


def fresh(groups: int, size: int, rounds: int | None = None) -> Design:
    found = design(groups, size, rounds, rng=np.random.default_rng(0))
    assert found is not None
    return found


@given(groups=st.integers(1, 40), size=st.integers(2, 12))
@settings(max_examples=60, deadline=None)
def test_nobody_meets_twice_in_a_design(groups: int, size: int):
    found = fresh(groups, size)
    assert plain_repeats(found.teams) == 0
    assert all(sizes_of(row) == [size] * groups for row in found.teams)


@given(groups=st.integers(1, 40), size=st.integers(2, 12))
@settings(max_examples=60, deadline=None)
def test_no_design_has_more_rounds_than_the_bound(groups: int, size: int):
    assert fresh(groups, size).rounds <= most_rounds(groups, size)


@given(groups=st.integers(2, 30), size=st.integers(2, 8))
@settings(max_examples=40, deadline=None)
def test_every_team_of_a_column_round_has_one_person_of_each_column(groups: int, size: int):
    found = fresh(groups, size)
    for row in found.teams[: found.column_rounds]:
        for team in range(groups):
            assert sorted(np.flatnonzero(row == team) // groups) == list(range(size))


@pytest.mark.parametrize("q", POWERS)
def test_a_field_has_inverses_and_distributes(q: int):
    gf = field(q)
    x = np.arange(q)
    product_table = gf.times(x[:, None], x[None, :])
    assert all(sorted(row) == list(range(q)) for row in product_table[1:].tolist())
    assert (gf.add[x, gf.negative] == 0).all()
    for a in x:
        left = gf.times(a, gf.add)
        assert (left == gf.add[product_table[a][:, None], product_table[a][None, :]]).all()


@pytest.mark.parametrize("q", [2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 19])
def test_a_prime_power_of_teams_of_as_many_people_gives_the_affine_plane(q: int):
    assert fresh(q, q).rounds == q + 1


@given(groups=st.integers(1, 30))
def test_pairs_meet_everyone(groups: int):
    teams = round_robin(groups)
    assert len(teams) == 2 * groups - 1
    assert plain_repeats(teams) == 0


@pytest.mark.parametrize("groups", [7, 13, 19, 25, 31])
def test_triples_of_theorem_five_meet_everyone(groups: int):
    teams = triples_three(groups)
    assert teams is not None
    assert len(teams) == (3 * groups - 1) // 2
    assert repeats(teams) == 0


@pytest.mark.parametrize("groups", [5, 9, 13, 17, 21, 25, 29, 33])
def test_triples_of_theorem_six_meet_everyone(groups: int):
    teams = triples_two(groups)
    assert teams is not None
    assert len(teams) == (3 * groups - 1) // 2
    assert repeats(teams) == 0


@pytest.mark.parametrize("groups", [4, 7, 10, 13, 19, 22, 28, 31])
def test_quadruples_meet_everyone(groups: int):
    teams = quadruples(groups)
    assert teams is not None
    assert len(teams) == (4 * groups - 1) // 3
    assert repeats(teams) == 0


@pytest.mark.parametrize(("groups", "size"), [(7, 4), (13, 4), (15, 8), (9, 2), (29, 8)])
def test_a_maximal_arc_meets_everyone(groups: int, size: int):
    teams = maximal_arc(groups, size)
    assert teams is not None
    assert len(teams) * (size - 1) == groups * size - 1
    assert repeats(teams) == 0


@pytest.mark.parametrize("q", [2, 3, 4, 5])
def test_a_unital_meets_everyone(q: int):
    teams = hermitian_unital(q * q - q + 1, q + 1)
    assert teams is not None
    assert teams.shape == (q * q, q**3 + 1)
    assert all(sizes_of(row) == [q + 1] * (q * q - q + 1) for row in teams)
    assert plain_repeats(teams) == 0


def test_a_unital_needs_a_prime_power_and_its_number_of_teams():
    assert hermitian_unital(31, 7) is None
    assert hermitian_unital(12, 5) is None


def test_there_are_two_orthogonal_squares_of_order_ten():
    teams = squares(10)
    assert teams is not None
    assert teams.shape == (4, 100)
    assert plain_repeats(teams) == 0


def test_five_orthogonal_squares_of_order_eighteen_give_teams_of_six():
    teams = five_squares(18)
    assert teams is not None
    assert plain_repeats(teams) == 0
    assert all(sizes_of(row) == [6] * 18 for row in teams)
    assert fresh(18, 6).column_rounds == 18
    assert fresh(18, 6).rounds == 19


def test_a_product_has_the_product_of_the_rounds():
    three, five = (unfold_matrix(*field_matrix(q, q, 3)) for q in (3, 5))
    both = product(three, five, 3)
    assert both.shape == (15, 45)
    assert plain_repeats(both) == 0


@pytest.mark.parametrize("groups", range(5, 21))
def test_triples_reach_the_bound(groups: int):
    assert fresh(groups, 3).rounds == most_rounds(groups, 3)


@pytest.mark.parametrize("record", records(), ids=lambda record: f"{record.size}-{record.seed}")
def test_what_is_shipped_says_how_it_was_found(record):
    assert record.steps >= 1_000_000
    assert record.seed >= 0


def test_a_shipped_record_is_found_again_with_its_seed():
    quick = [r for r in records() if r.steps == 1_000_000]
    assert quick
    for record in quick[:4]:
        assert search_again(record) == record.found


@pytest.mark.parametrize(("groups", "size"), [(10, 5), (10, 7), (12, 8), (15, 6), (18, 8), (20, 7)])
def test_a_shipped_matrix_beats_what_formulas_give(groups: int, size: int):
    assert "matrix" in fresh(groups, size).construction


def test_a_truncated_design_is_its_first_rounds():
    assert (fresh(8, 4, 5).teams == fresh(8, 4).teams[:5]).all()
    assert fresh(8, 4, 5).rounds == 5


def test_more_rounds_than_the_constructions_give_are_no_design():
    assert design(6, 6, 4, rng=np.random.default_rng(0)) is None


def test_repeated_meetings_are_no_design():
    twice = np.tile(np.arange(6, dtype=np.int32) % 3, (2, 1))
    with pytest.raises(ConstructionError, match="repeated"):
        Design(3, 2, twice, "the same twice")


def test_a_team_of_another_size_is_no_design():
    with pytest.raises(ConstructionError, match="2 people"):
        Design(3, 2, np.array([[0, 0, 0, 1, 2, 2]], dtype=np.int32), "uneven")


def test_columns_that_are_none_are_refused():
    with pytest.raises(ConstructionError, match="column"):
        Design(2, 2, np.array([[0, 0, 1, 1]], dtype=np.int32), "pairs of a column", 1)


@pytest.mark.parametrize(("groups", "size", "rounds"), [(0, 3, 1), (3, 1, 1), (3, 3, 0)])
def test_shapes_that_are_no_rotation_are_refused(groups: int, size: int, rounds: int):
    with pytest.raises(InputError):
        design(groups, size, rounds, rng=np.random.default_rng(0))


@given(teams=st.lists(st.lists(st.integers(0, 3), min_size=7, max_size=7), min_size=1, max_size=5))
def test_repeats_are_counted_pair_by_pair(teams: list[list[int]]):
    assert repeats(np.array(teams, dtype=np.int32)) == plain_repeats(np.array(teams))


@pytest.mark.parametrize(
    ("groups", "size", "most"),
    [(3, 4, 1), (4, 3, 4), (5, 4, 5), (6, 5, 6), (6, 6, 3), (10, 10, 8), (8, 4, 10), (7, 7, 8)],
)
def test_bounds_are_what_is_proven(groups: int, size: int, most: int):
    assert most_rounds(groups, size) == most
