"""What cells say about who comes when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grouping import InputError
from grouping.files.plan_file import Plan
from grouping.files.read.attendance import rounds_of

NAMES = ("round 1", "round 2", "round 3")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1", {0}),
        ("1,3", {0, 2}),
        ("1.3", {0, 2}),  # a comma that a spreadsheet took for a decimal mark
        ("1;2", {0, 1}),
        ("1 / 3", {0, 2}),
        ("1 & 2", {0, 1}),
        ("2 3", {1, 2}),
        ("1-2", {0, 1}),
        ("1 – 3", {0, 1, 2}),
        ("1 s/d 3", {0, 1, 2}),
        ("1 s.d. 2", {0, 1}),
        ("2 sampai 3", {1, 2}),
        ("1 to 2", {0, 1}),
        ("1-2, 3", {0, 1, 2}),
        ("hari 2", {1}),
        ("Hari ke-2", {1}),
        ("hari 1 dan 3", {0, 2}),
        ("Day 1 and Day 2", {0, 1}),
        ("hari 1 - hari 2", {0, 1}),
        ("putaran2", {1}),
        (" SEMUA ", {0, 1, 2}),
        ("all", {0, 1, 2}),
        ("", {0, 1, 2}),
        ("tidak hadir", set()),
    ],
)
def test_a_cell_says_rounds(text: str, wanted: set[int]) -> None:
    assert rounds_of(text, NAMES) == wanted


@pytest.mark.parametrize(
    "text", ["4", "0", "0-2", "2-1", "1-4", "maybe", "1,x", "2025-01-02", "1-", "hari", "12", "-1"]
)
def test_what_makes_no_sense_is_not_guessed_at(text: str) -> None:
    assert rounds_of(text, NAMES) is None


def test_names_of_rounds_come_before_numbers() -> None:
    names = ("Hari 3", "Hari 4")
    assert rounds_of("hari 3", names) == {0}
    assert rounds_of("Hari 3, hari 4", names) == {0, 1}
    assert rounds_of("1", names) == {0}
    assert rounds_of("3", names) is None
    assert rounds_of("jumat, pagi", ("Jumat, pagi", "Sabtu")) == {0}


@given(st.sets(st.integers(1, 9), min_size=1), st.sampled_from([",", ", ", ";", " & ", " dan "]))
def test_any_list_of_rounds_is_read_as_those(rounds: set[int], sign: str) -> None:
    text = sign.join(map(str, sorted(rounds)))
    assert rounds_of(text, [f"round {r}" for r in range(1, 10)]) == {r - 1 for r in rounds}


@given(st.text(max_size=12))
def test_no_text_is_a_round_that_does_not_exist(text: str) -> None:
    found = rounds_of(text, NAMES)
    assert found is None or found <= {0, 1, 2}


def plan(path: Path, **rounds: object) -> Plan:
    return Plan(path, {"count": 2}, rounds={"count": 3, "attendance": "Hadir", **rounds})


def test_cells_of_a_workbook_may_be_numbers(workbook: Callable[..., Path]) -> None:
    rows = [["id", "Nama", "Hadir"], ["a", "Ani", 1], ["b", "Budi", 1.3], ["c", "Cici", "1-2"]]
    rows += [["d", "Didi", None], ["e", "Eka", 2], ["f", "Fani", "semua"]]
    problem, _ = plan(workbook(rows)).read()
    assert problem.present is not None
    assert problem.present.T.astype(int).tolist() == [
        [1, 0, 0],
        [1, 0, 1],
        [1, 1, 0],
        [1, 1, 1],
        [0, 1, 0],
        [1, 1, 1],
    ]


def test_commas_in_a_text_file_are_no_decimal_marks(csv_file: Callable[..., Path]) -> None:
    text = "id;nama;hadir\na;Ani;1,2\nb;Budi;1,3\nc;Cici;2,3\nd;Didi;1,2\n"
    problem, _ = plan(csv_file(text)).read()
    assert problem.present is not None
    assert problem.present.sum(axis=0).tolist() == [2, 2, 2, 2]


def test_a_cell_that_is_not_understood_is_named_by_row(csv_file: Callable[..., Path]) -> None:
    text = "id,nama,hadir\na,Ani,1\nb,Budi,besok\nc,Cici,lusa\nd,Didi,2\n"
    with pytest.raises(InputError, match="'besok' does not say which rounds Budi") as error:
        plan(csv_file(text)).read()
    assert error.value.where == "list.csv, row 3, column 'hadir'"
    assert "(and 1 more such cell)" in error.value.message
    assert "1-2" in error.value.hint


def test_a_date_that_a_spreadsheet_made_is_said_to_be_one(workbook: Callable[..., Path]) -> None:
    rows = [["id", "Nama", "Hadir"], ["a", "Ani", "1"], ["b", "Budi", dt.date(2025, 2, 1)]]
    rows += [["c", "Cici", "2"], ["d", "Didi", "3"]]
    with pytest.raises(InputError) as error:
        plan(workbook(rows)).read()
    assert "made a date of it" in error.value.hint


def test_whoever_comes_to_no_round_is_reported(csv_file: Callable[..., Path]) -> None:
    text = "id,nama,hadir\na,Ani,\nb,Budi,tidak\nc,Cici,\nd,Didi,\n"
    problem, reading = plan(csv_file(text)).read()
    assert problem.present is not None
    assert not problem.present[:, 1].any()
    assert any("in no round: 'Budi'" in str(note) for note in reading.notes)


def test_an_unknown_column_of_attendance_gets_the_nearest(csv_file: Callable[..., Path]) -> None:
    path = csv_file("id,nama,hadir\na,Ani,1\nb,Budi,2\nc,Cici,\n")
    with pytest.raises(InputError, match="there is no column 'hadr'") as error:
        plan(path, attendance="hadr").read()
    assert "'hadir'" in error.value.hint
