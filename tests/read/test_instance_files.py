"""Golf cells, matrices and tables of features: round trips, and which file is what."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError, Roster, Teams
from grouping.column import Column
from grouping.instance import Distances, Golf
from grouping.read.distances import read_distances
from grouping.read.features import read_features
from grouping.read.golf import read_golf
from grouping.read.instance import family_of, read_instance
from grouping.read.matrix import read_matrix
from grouping.write.features import write_features
from grouping.write.golf import write_golf
from grouping.write.matrix import write_matrix


@given(cell=st.builds(Golf, *[st.integers(1, 999)] * 3))
def test_a_golf_cell_that_is_written_is_read(
    cell: Golf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("golf") / "a.txt"
    write_golf(cell, path)
    assert read_golf(path) == cell
    assert family_of(path) == "golf"


@pytest.mark.parametrize("text", ["8 4", "8 4 10 2", "8 4 x", "", "8 4 0"])
def test_what_is_no_golf_cell_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="ascii")
    with pytest.raises(InputError):
        read_golf(tmp_path / "a.txt")


def test_a_golf_cell_is_a_problem_of_as_many_rounds_as_weeks() -> None:
    problem = Golf(4, 3, 2).problem("a.txt")
    assert (problem.rounds, problem.n, len(problem.teams)) == (2, 12, 4)
    assert [rule.kind for rule in problem.rules] == ["new_faces"]


@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(st.integers(-(10**7), 10**7), min_size=15, max_size=15),
    decimals=st.integers(0, 5),
    ending=st.sampled_from([".csv", ".npy"]),
)
def test_a_matrix_that_is_written_is_read(
    values: list[int], decimals: int, ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    matrix = np.zeros((6, 6), dtype=np.int64)
    matrix[np.triu_indices(6, 1)] = values
    teams = Teams.of_count(6, 2)
    instance = Distances(matrix + matrix.T, decimals, teams.low, teams.high)
    path = tmp_path_factory.mktemp("matrix") / f"a{ending}"
    write_matrix(instance, path)
    again = read_distances(path, teams)
    # a .npy does not say how many zeros stand at the end
    assert (again.scaled * 10 ** (decimals - again.decimals) == instance.scaled).all()
    assert family_of(path) == "matrix"


def test_decimal_commas_between_semicolons_are_decimals(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("0;1,25;2\n1,25;0;3,5\n2;3,5;0\n", encoding="ascii")
    read = read_distances(tmp_path / "a.csv", Teams.of_count(3, 1))
    assert read.decimals == 2
    assert read.scaled[0].tolist() == [0, 125, 200]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0,1,2\n1,0,3\n9,3,0\n", "row 1: the distance from 0 to 2 is 2.0, from 2 to 0 9.0"),
        ("0,1,2\n1,7,3\n2,3,0\n", "row 2: the distance of 1 to itself is 7.0"),
    ],
)
def test_a_matrix_that_is_no_table_of_distances_is_refused_with_its_row(
    text: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="ascii")
    with pytest.raises(InputError) as error:
        read_distances(tmp_path / "a.csv", Teams.of_count(3, 1))
    assert said in str(error.value)


@st.composite
def tables(draw: st.DrawFn) -> Roster:
    """Draw a table of one to three columns, with blanks."""
    n = draw(st.integers(1, 8))
    columns = []
    for k in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            numbers = st.none() | st.floats(-1e9, 1e9).filter(lambda x: str(x) != "-0.0")
            drawn = draw(st.lists(numbers, min_size=n, max_size=n))
            drawn[0] = 1.0 if all(v is None for v in drawn) else drawn[0]
            columns.append(Column.of_numbers(f"c{k}", drawn))
        else:
            labels = st.none() | st.sampled_from(["Red, deep", 'so "called"', "Größe", "x"])
            drawn = draw(st.lists(labels, min_size=n, max_size=n))
            columns.append(Column.of_labels(f"c{k}", drawn))
    ids = tuple(f"p{i}" for i in range(n))
    return Roster(ids, ids, tuple(columns))


@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_a_table_of_features_that_is_written_is_read(
    table: Roster, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("features") / "a.csv"
    write_features(table, path)
    again = read_features(path)
    assert again.ids == table.ids
    for old, new in zip(table.columns, again.columns, strict=True):
        assert new.name == old.name
        assert [new.value(i) for i in range(again.n)] == [old.value(i) for i in range(table.n)]
        if old.numbers is not None:
            assert new.numbers is not None
            np.testing.assert_array_equal(new.numbers, old.numbers)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n1\n", "line 3: the row has 1 cells, the header 2"),
        ("a,a\n1,2\n", "line 1: two columns are called 'a'"),
        ("a,b\n", "there are no rows"),
        ("", "there are no rows"),
    ],
)
def test_a_table_that_is_none_is_refused_with_its_line(
    text: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="ascii")
    with pytest.raises(InputError) as error:
        read_features(tmp_path / "a.csv")
    assert said in str(error.value)


def test_features_spread_categories_and_balance_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,unit,age\nx,A,30\ny,B,40\nz,A,50\nw,B,20\n", "ascii")
    problem = read_instance(tmp_path / "a.csv", family="features", teams=2)
    assert [(rule.kind, rule.column) for rule in problem.rules] == [  # type: ignore[attr-defined]
        ("spread", "unit"),
        ("balance", "age"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "family"),
    [
        ("a.txt", "2 1 ss 2 2\n0 1 5\n", "mdgplib"),
        ("a.txt", "8-4-10\n", "golf"),
        ("a.csv", "0,1\n1,0\n", "matrix"),
        ("a.csv", "1,2,3\n4,5,6\n7,8,9\n", None),
        ("a.csv", "0,1\n1,0\n2,1\n", None),
        ("a.csv", "id,name\n1,Ani\n", None),
        ("a.txt", "id\tname\n1\tAni\n", None),
        ("a.toml", "2 1 ss 2 2\n", None),
    ],
)
def test_a_file_is_told_by_its_ending_and_first_line(
    name: str, text: str, family: str | None, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="ascii")
    assert family_of(tmp_path / name) == family


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY", b"0,1\n1,0\n"])
def test_what_is_no_array_is_refused_as_one(tmp_path, content):
    path = tmp_path / "distances.npy"
    path.write_bytes(content)
    with pytest.raises(InputError, match="not a table of numbers"):
        read_matrix(path)


@pytest.mark.parametrize("dtype", [complex, "U3", [("a", float)], object])
def test_an_array_of_anything_but_numbers_is_refused(tmp_path, dtype):
    np.save(tmp_path / "distances.npy", np.zeros((2, 2), dtype=dtype), allow_pickle=True)
    with pytest.raises(InputError, match="not a table of numbers"):
        read_matrix(tmp_path / "distances.npy")
