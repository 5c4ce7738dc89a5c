"""The workbook: what it shows, and how a hand-edited one is read again."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from grouping import InputError, write_result
from grouping.files.read.team_lists import read_list, read_original
from grouping.solving.solve import Result
from tests.files.write.conftest import NAMES, NIPS


@pytest.fixture
def book(result: Result, tmp_path: Path) -> Path:
    path = tmp_path / "teams.xlsx"
    write_result(result, path)
    return path


def edit_list(path: Path, moves: dict[str, str]) -> None:
    """Give people another team in the sheet of all."""
    book = openpyxl.load_workbook(path)
    for row in book["All"].iter_rows():
        if row[3].value in moves:
            row[1].value = moves[row[3].value]
    book.save(path)


def swap_in_side_by_side(path: Path, one: str, other: str) -> None:
    """Let two people change places in the printable sheet."""
    book = openpyxl.load_workbook(path)
    cells = {str(c.value): c for row in book["Teams"].iter_rows() for c in row if c.value}
    cells[one].value, cells[other].value = cells[other].value, cells[one].value
    book.save(path)


def test_it_has_a_list_a_sheet_to_print_and_a_summary(book: Path) -> None:
    sheets = openpyxl.load_workbook(book)
    visible = [s.title for s in sheets if s.sheet_state == "visible"]
    assert visible == ["All", "Teams", "Summary", "Spread"]
    assert sheets["All"].freeze_panes is not None
    assert sheets["All"].auto_filter.ref is not None


def test_long_ids_are_text_with_all_their_digits(book: Path) -> None:
    column = [row[3].value for row in openpyxl.load_workbook(book)["All"].iter_rows(min_row=2)]
    assert set(NIPS) <= set(column)


def test_no_name_becomes_a_formula(book: Path) -> None:
    sheets = openpyxl.load_workbook(book)
    formulas = [c.value for s in sheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert all(text.startswith("=COUNTA(") for text in formulas)  # sizes below the team names
    assert any(c.value == "=1+1" for row in sheets["All"].iter_rows() for c in row)


def test_the_summary_says_every_rule_and_what_was_reached(book: Path, result: Result) -> None:
    rows = openpyxl.load_workbook(book)["Summary"].iter_rows(values_only=True)
    cells = {str(value) for row in rows for value in row}
    for share in result.score.rules:
        assert share.rule.title in cells
        assert share.reached[0] in cells


def test_a_move_in_the_list_alone_counts_and_is_said(book: Path, result: Result) -> None:
    edit_list(book, {NIPS[2]: "Putih", NIPS[3]: "Merah"})
    assignment, notes = read_list(book, result.problem)
    assert assignment[0].tolist() == [0, 1, 1, 0, 0, 1, 0, 1]
    assert any("'All'" in str(note) for note in notes)


def test_a_swap_in_the_printable_sheet_alone_counts_and_is_said(book: Path, result: Result) -> None:
    swap_in_side_by_side(book, NAMES[6], NAMES[7])
    assignment, notes = read_list(book, result.problem)
    assert assignment[0].tolist() == [0, 1, 0, 1, 0, 1, 1, 0]
    assert any("'Teams'" in str(note) for note in notes)


def test_two_sheets_changed_in_different_ways_are_refused_with_the_people(
    book: Path, result: Result
) -> None:
    edit_list(book, {NIPS[2]: "Putih", NIPS[3]: "Merah"})
    swap_in_side_by_side(book, NAMES[6], NAMES[7])
    with pytest.raises(InputError, match="differ") as error:
        read_list(book, result.problem)
    assert NAMES[6] in error.value.message
    assert "--sheet" in error.value.hint


def test_naming_a_sheet_settles_which_one_counts(book: Path, result: Result) -> None:
    edit_list(book, {NIPS[2]: "Putih", NIPS[3]: "Merah"})
    swap_in_side_by_side(book, NAMES[6], NAMES[7])
    assert read_list(book, result.problem, sheet="All")[0][0].tolist()[2:4] == [1, 0]
    assert read_list(book, result.problem, sheet="Teams")[0][0].tolist()[6:] == [1, 0]


def test_the_teams_as_written_are_still_there_after_an_edit(book: Path, result: Result) -> None:
    edit_list(book, {NIPS[2]: "Putih", NIPS[3]: "Merah"})
    original = read_original(book, result.problem)
    assert original is not None
    assert (original == result.assignment).all()


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("id,team\nnobody,Merah\n", "nobody is called 'nobody'"),
        (f"id,team\n{NIPS[0]},Biru\n", "there is no team 'Biru'"),
        (f"id,team\n{NIPS[0]},Merah\n", "no team is given for"),
        (f"id,team\n{NIPS[0]},Merah\n{NIPS[0]},Putih\n", "listed twice"),
        (f"id,colour\n{NIPS[0]},Merah\n", "no column with teams"),
    ],
)
def test_a_list_that_cannot_be_right_is_refused(
    result: Result, tmp_path: Path, rows: str, why: str
) -> None:
    (tmp_path / "list.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        read_list(tmp_path / "list.csv", result.problem)


def test_a_list_by_name_with_numbers_for_teams_is_read(tmp_path: Path) -> None:
    from grouping import Problem

    problem = Problem.of([{"n": "Ani"}, {"n": "Budi"}, {"n": "Citra"}], name="n", teams=3)
    (tmp_path / "list.csv").write_text("Nama;Kelompok\nbudi;1\nANI ;3\nCitra;2\n", encoding="utf-8")
    assignment, _ = read_list(tmp_path / "list.csv", problem)
    assert assignment[0].tolist() == [2, 0, 1]
