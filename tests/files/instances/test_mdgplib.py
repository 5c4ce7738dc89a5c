"""MDGPLIB files: what is written is read, digit for digit; what is wrong is named by its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem, score
from grouping.files.instances.instance import Distances
from grouping.files.instances.objective import Objective
from grouping.files.instances.read_mdgplib import read_mdgplib
from grouping.files.instances.write_mdgplib import write_mdgplib

SMALL = "4 2 ss 2 2 2 2 \n0 1 1.500\n0 2 2.250\n0 3 0.125\n1 2 3.000\n1 3 4.000\n2 3 0.001\n"


@st.composite
def instances(draw: st.DrawFn) -> Distances:
    """Draw an instance with distances of up to 15 digits, some negative."""
    groups = draw(st.integers(1, 4))
    low = np.array(draw(st.lists(st.integers(0, 3), min_size=groups, max_size=groups)))
    high = low + np.array(draw(st.lists(st.integers(1, 3), min_size=groups, max_size=groups)))
    n = draw(st.integers(max(2, int(low.sum())), max(2, int(high.sum()))))
    high[0] += max(0, n - int(high.sum()))
    decimals = draw(st.integers(0, 6))
    whole = st.integers(-(10**9), 10**9) if draw(st.booleans()) else st.integers(0, 9)
    pairs = n * (n - 1) // 2
    matrix = np.zeros((n, n), dtype=np.int64)
    matrix[np.triu_indices(n, 1)] = draw(st.lists(whole, min_size=pairs, max_size=pairs))
    return Distances(matrix + matrix.T, decimals, low, high)


@settings(max_examples=60, deadline=None)
@given(instance=instances())
def test_what_is_written_is_read_digit_for_digit(
    instance: Distances, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("mdgp") / "a.txt"
    write_mdgplib(instance, path)
    again = read_mdgplib(path)
    assert (again.scaled == instance.scaled).all()
    assert again.decimals == instance.decimals
    assert (again.low == instance.low).all()
    assert (again.high == instance.high).all()


@settings(max_examples=40, deadline=None)
@given(instance=instances(), seed=st.integers(0, 99))
def test_the_objective_is_the_sum_of_the_distances_inside_groups_to_the_last_digit(
    instance: Distances, seed: int
) -> None:
    problem = instance.problem("drawn")
    seats = np.repeat(np.arange(len(problem.teams)), problem.seats)
    team = np.random.default_rng(seed).permutation(seats).astype(np.int32)
    inside = sum(
        int(instance.scaled[i, j]) for i in range(problem.n) for j in range(i) if team[i] == team[j]
    )
    goal, judged = Objective.of(problem), score(problem, team)
    assert goal.sense == "max"
    assert goal.unit == 10**instance.decimals
    assert judged.soft == -inside
    assert goal.value(judged.soft) == inside / 10**instance.decimals


def small(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="ascii")
    return path


def test_a_file_as_the_library_has_it_becomes_an_ordinary_problem(tmp_path: Path) -> None:
    problem: Problem = read_mdgplib(small(tmp_path, SMALL)).problem("a.txt")
    assert problem.roster.ids == ("0", "1", "2", "3")
    assert problem.teams.names == ("0", "1")
    assert [rule.kind for rule in problem.rules] == ["distance"]
    # 0-1 and 2-3: 1.5 + 0.001
    judged = score(problem, np.array([0, 0, 1, 1]))
    assert Objective.of(problem).text(judged.soft) == "1.501"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("4 2 ss", "4 2 xx", "line 1: this is not the first line"),
        ("2 2 2 2", "2 2 2", "line 1: 2 groups need 4 whole numbers"),
        ("2 2 2 2", "3 2 2 2", "line 1: group 0 cannot hold 3 to 2"),
        ("2 2 2 2", "1 1 1 1", "line 1: the groups hold 2 to 2 elements, there are 4"),
        ("0 3 0.125", "0 3", "line 4: '0 3' is not 'i j d'"),
        ("0 3 0.125", "0 3 far", "line 4: 'far' is not a distance"),
        ("0 3 0.125", "0 3 nan", "line 4: 'nan' is not a distance"),
        ("0 3 0.125", "0 3 1e999", "line 4: '1e999' is not a distance"),
        ("0 3 0.125", "0 4 0.125", "line 4: there is no element 4"),
        ("0 3 0.125", "0 0 0.125", "line 4: an element has no distance to itself"),
        ("0 3 0.125", "2 0 0.125", "line 4: the pair 0 2 has 2.250 on line 3, and 0.125 here"),
        ("0 3 0.125\n", "", "1 of 6 pairs are missing, the first is 0 3"),
        (SMALL.partition("\n")[2], "", "6 of 6 pairs are missing, the first is 0 1"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a.txt") as error:
        read_mdgplib(small(tmp_path, SMALL.replace(old, new, 1)))
    assert said in str(error.value)


def test_distances_whose_digits_a_float_cannot_hold_are_refused(tmp_path: Path) -> None:
    text = SMALL.replace("0.125", "123456789.123456789")
    with pytest.raises(InputError, match="too many digits") as error:
        read_mdgplib(small(tmp_path, text))
    assert "a.txt, line 4" in str(error.value)
    assert error.value.hint


def test_pairs_may_stand_both_ways_and_elements_beside_themselves(tmp_path: Path) -> None:
    own = "".join(f"{i} {i} 0\n" for i in range(4))
    rows = [line.split() for line in SMALL.splitlines()[1:]]
    back = "".join(f"{j} {i} {float(d)}\n" for i, j, d in rows)
    read = read_mdgplib(small(tmp_path, SMALL + own + back))
    assert (read.scaled == read_mdgplib(small(tmp_path, SMALL)).scaled).all()


def test_an_exponent_moves_the_point(tmp_path: Path) -> None:
    read = read_mdgplib(small(tmp_path, SMALL.replace("0.125", "1.25e-1").replace("0.001", "1E-4")))
    assert read.decimals == 4
    assert read.scaled[0, 3] == 1250
    assert read.scaled[2, 3] == 1


def test_utf_16_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(SMALL, encoding="utf-16")
    assert read_mdgplib(tmp_path / "b.txt").n == 4
