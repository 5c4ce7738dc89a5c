"""Golf cells, matrices and tables of features: round trips, and which file is what."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from grouping import InputError, Roster, Teams
from grouping.files.instances.distance_tables import distances_of, read_distances
from grouping.files.instances.formats import format_of
from grouping.files.instances.instance import Distances, Golf
from grouping.files.instances.lookalikes import seeming
from grouping.files.instances.objective import Objective
from grouping.files.instances.read_features import features_of, read_features
from grouping.files.instances.read_golf import read_golf
from grouping.files.instances.read_instance import read_instance
from grouping.files.instances.read_matrix import read_matrix
from grouping.files.instances.write_features import write_features
from grouping.files.instances.write_golf import write_golf
from grouping.files.instances.write_matrix import write_matrix
from grouping.problem.column import Column


def family_of(path: Path) -> str | None:
    found = format_of(path)
    return found.name if found else None


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


def euclidean(n: int, seed: int) -> NDArray[np.float64]:
    places = np.random.default_rng(seed).normal(size=(n, 3))
    return np.asarray(np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2)))


@pytest.mark.slow
@pytest.mark.parametrize("n", [12, 60, 300])
@pytest.mark.parametrize("form", ["float64", "float32", "savetxt"])
def test_distances_of_any_digits_are_read_with_as_many_decimals_as_add_up(
    n: int, form: str, tmp_path: Path
) -> None:
    matrix = euclidean(n, n).astype("float32" if form == "float32" else "float64")
    path = tmp_path / ("a.csv" if form == "savetxt" else "a.npy")
    if form == "savetxt":
        np.savetxt(path, matrix, delimiter=",")
    else:
        np.save(path, matrix)
    read, notes = distances_of(path, Teams.of_count(n, 3))
    assert read.decimals >= 10
    assert np.abs(read.scaled / 10**read.decimals - matrix).max() <= 0.6 * 10.0**-read.decimals
    assert "rounded" in str(notes[0])
    assert Objective.of(read.problem("a")).unit == 10**read.decimals


def test_of_what_has_few_decimals_nothing_is_dropped_and_nothing_said(tmp_path: Path) -> None:
    np.savetxt(tmp_path / "a.csv", np.rint(euclidean(12, 1) * 1000) / 1000, delimiter=",")
    read, notes = distances_of(tmp_path / "a.csv", Teams.of_count(12, 3))
    assert read.decimals == 3
    assert not notes


def test_exponents_in_a_table_are_decimals(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("0,0.25,5e-05\n0.25,0,1.5e3\n5e-05,1.5E+3,0\n", "ascii")
    read, notes = distances_of(tmp_path / "a.csv", Teams.of_count(3, 1))
    assert read.decimals == 5
    assert read.scaled[0].tolist() == [0, 25_000, 5]
    assert read.scaled[1, 2] == 150_000_000
    assert not notes


def test_what_is_torn_by_rounding_alone_is_averaged(tmp_path: Path) -> None:
    matrix = euclidean(12, 2)
    matrix[0, 1] *= 1 + 1e-12
    matrix[3, 3] = 1e-12
    np.save(tmp_path / "a.npy", matrix)
    read = read_distances(tmp_path / "a.npy", Teams.of_count(12, 3))
    assert (read.scaled == read.scaled.T).all()
    assert not read.scaled.diagonal().any()


@pytest.mark.parametrize("mark", ["\t", "  ", ";", ", "])
@pytest.mark.parametrize("encoding", ["ascii", "utf-16"])
def test_numbers_may_be_parted_by_tabs_blanks_or_semicolons(
    mark: str, encoding: str, tmp_path: Path
) -> None:
    text = "0 1.5 2\n1.5 0 3\n2 3 0\n".replace(" ", mark)
    (tmp_path / "a.csv").write_text(text, encoding=encoding)
    assert family_of(tmp_path / "a.csv") == "matrix"
    assert read_matrix(tmp_path / "a.csv")[0].tolist() == [0, 1.5, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0,1,2\n1,0\n2,3,0\n", "row 2: the row has 2 numbers, those above have 3"),
        ("0,1\n\n1,x\n", "row 3: 'x' in column 2 is not a number"),
        ("0,1,2\n1,0,2\n", "the table is 2 x 3, not square"),
        ("\n", "the table is empty"),
    ],
)
def test_what_is_no_table_of_numbers_is_refused_with_its_row(
    text: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="ascii")
    with pytest.raises(InputError) as error:
        read_matrix(tmp_path / "a.csv")
    assert said in str(error.value)
    assert "usecols" not in str(error.value)


@pytest.mark.parametrize("value", [np.inf, np.nan])
def test_distances_without_end_are_refused_without_a_warning(value: float, tmp_path: Path) -> None:
    matrix = euclidean(5, 1)
    matrix[1, 2] = matrix[2, 1] = value
    np.save(tmp_path / "a.npy", matrix)
    with pytest.raises(InputError, match="row 2: the distance from 1 to 2"):
        read_distances(tmp_path / "a.npy", Teams.of_count(5, 2))


def test_an_array_without_rows_is_refused_as_empty(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros((0, 0)))
    with pytest.raises(InputError, match="the table is empty"):
        read_instance(tmp_path / "a.npy", teams=2)


@pytest.mark.parametrize(
    "text",
    ["P0,P1,P2\n0,1,2\n1,0,3\n2,3,0\n", ",P0,P1,P2\nP0,0,1,2\nP1,1,0,3\nP2,2,3,0\n"],
)
def test_a_table_of_distances_with_names_is_refused_as_one(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="ascii")
    assert family_of(tmp_path / "a.csv") == "matrix"
    with pytest.raises(InputError, match="take out rows and columns of names"):
        read_instance(tmp_path / "a.csv", teams=2)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "8 2 xx 4 4 4 4\n0 1 3\n", "line 1: this is not the first line"),
        ("a.txt", "8.0 2 ss 4 4\n0 1 3\n", "line 1: this is not the first line"),
        ("a.txt", "4 2\n0 1 3\n0 2 3\n", "line 1: 'n m' begins files of MDPLIB"),
        ("a.txt", "8 4 x\n", "line 1: '8 4 x' is not a social golfer cell"),
        ("a.txt", "0 1 2\n1 0 3\n2 3 0\n", "a table of numbers and not of people"),
        ("a.csv", "1,2\n2,0\n", "row 1: the distance of 0 to itself is 1.0"),
        ("a.csv", "1,2,3\n2,0,4\n", "the table is 2 x 3, not square"),
        ("a.csv", "id,unit\n1,A\n", None),
        ("a.txt", "1 Ani\n2 Budi\n", None),
    ],
)
def test_a_broken_file_is_told_by_what_it_seems_to_be(
    name: str, text: str, said: str | None, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="ascii")
    assert family_of(tmp_path / name) is None
    error = seeming(tmp_path / name)
    assert (said is None) == (error is None)
    assert said is None or said in str(error)


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
        ("1,2\n3,4\n", "line 1: the first line has numbers only"),
        (",a\n3,4\n3,5\n", "line 1: a column has no name"),
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


def features(tmp_path: Path, text: str) -> tuple[Roster, str]:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    roster, notes = features_of(tmp_path / "a.csv")
    return roster, "\n".join(map(str, notes))


@pytest.mark.parametrize("word", ["NA", "nan", "?", "-", ".", "null", ""])
def test_a_word_for_unknown_among_numbers_is_a_blank(word: str, tmp_path: Path) -> None:
    roster, said = features(tmp_path, f"ID,x,y\np,1,a\nq,{word},b\nr,3.5,a\n")
    assert roster.ids == ("p", "q", "r")
    assert [column.kind for column in roster.columns] == ["number", "category"]
    assert roster.column("x").blank.tolist() == [False, True, False]
    assert ("taken as a blank" in said) == bool(word)
    assert "numbers: x; categories: y" in said


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_part_cells_and_commas_are_decimal(mark: str, tmp_path: Path) -> None:
    roster, _said = features(tmp_path, "Id;x;y\np;1,5;a\nq;2;b\n".replace(";", mark))
    assert roster.ids == ("p", "q")
    assert roster.column("x").numbers.tolist() == [1.5, 2.0]  # type: ignore[union-attr]


def test_a_column_without_a_name_at_the_left_has_the_ids(tmp_path: Path) -> None:
    roster, said = features(tmp_path, ",x\np,1\nq,2\n")
    assert roster.ids == ("p", "q")
    assert "taken as ids" in said


def test_names_and_what_differs_in_every_row_are_no_features(tmp_path: Path) -> None:
    rows = "".join(f"{k},Orang {k},K-{k},{k % 3}\n" for k in range(12))
    roster, said = features(tmp_path, f"id,nama,code,x\n{rows}")
    assert [column.name for column in roster.columns] == ["x"]
    assert roster.names[3] == "Orang 3"
    assert "column 'nama'" in said
    assert "column 'code': left out: 12 different values of 12 people" in said


def test_one_word_among_numbers_that_makes_them_a_category_is_named(tmp_path: Path) -> None:
    rows = "".join(f"{k},{1 + k % 5}\n" for k in range(15))
    roster, said = features(tmp_path, f"id,class\n{rows}15,K\n")
    assert roster.column("class").kind == "category"
    assert "column 'class': a category, since not all of it are numbers: 'K'" in said


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
