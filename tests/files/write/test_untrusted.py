"""Names from outside are shown as they are: no formula, no markup, no surprise in a file."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grouping import Problem, Roster, write_result
from grouping.files.read.formula_guard import guarded, unguarded
from grouping.files.read.team_lists import read_list
from grouping.files.write.sheet_each import sheet_name
from grouping.files.write.zoom_rooms import write_zoom
from grouping.problem.column import Column
from grouping.scoring.meeting_counts import Encounters
from grouping.solving.solve import judged

EVIL = ["=cmd|' /C calc'!A0", "+62 811", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", "＝1+1"]
MARKS = [
    "\u200b",
    "\ufeff",
    "\u200e\u2060",
    "\u00ad",
    "\xa0",
    "\x00",
    "'\u200b",
    "\ufe0f ",
    "\u202e",
]


def problem_of(names: list[str]) -> Problem:
    columns = (
        Column.of_labels("=Agency", [f"={name}" for name in names], kind="text"),
        Column.of_labels("Email", [f"p{k}@example.org" for k in range(len(names))], kind="text"),
    )
    roster = Roster(tuple(f"={k}" for k in range(len(names))), tuple(names), columns)
    return Problem.of(roster, teams=["=HYPERLINK(1)", "-x"], rounds=2)


def test_no_cell_of_a_workbook_is_a_formula_but_our_own(tmp_path: Path) -> None:
    problem = problem_of(EVIL)
    result = judged(problem, np.array([[0, 1] * 4, [1, 1, 0, 0] * 2], dtype=np.int32))
    write_result(result, tmp_path / "a.xlsx", sheet_per_team=True)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    formulas = [c.value for c in cells if c.data_type == "f"]
    assert all(text.startswith("=COUNTA(") for text in formulas)
    assert sum(c.value == EVIL[0] for c in book["All"]["A"]) == 1


@pytest.mark.parametrize("name", EVIL)
def test_a_csv_guards_every_cell_and_reads_back(name: str, tmp_path: Path) -> None:
    problem = problem_of([name, "Budi"])
    result = judged(problem, np.array([[0, 1], [1, 0]], dtype=np.int32))
    write_result(result, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert all(cell[0] not in "=+-@\t\r\n＝" for cell in cells)
    assignment, _ = read_list(tmp_path / "a.csv", problem)
    assert (assignment == result.assignment).all()


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("text", ["=1+1", "＠SUM(A1)", "-2"])
def test_a_mark_that_is_not_seen_hides_no_formula(mark: str, text: str) -> None:
    assert guarded(mark + text) == f"'{mark}{text}"


@given(st.text(alphabet=st.sampled_from("'=+-@a1 \t\u200b\ufeff\xa0＝"), max_size=6))
def test_the_guard_of_a_cell_is_taken_away_and_nothing_else(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("name", ["Ani", "O'Neil", "'s-Gravenhage", "Al-Amin", "\u200bAni", "1-2"])
def test_names_that_are_no_formula_have_no_apostrophe(name: str) -> None:
    assert guarded(name) == name


def test_rooms_for_zoom_are_guarded_too(tmp_path: Path) -> None:
    met = Encounters(problem_of(EVIL), np.array([[0, 1] * 4, [0, 0, 1, 1] * 2], dtype=np.int32))
    rooms = write_zoom(met, tmp_path / "a.csv")
    assert [path.name for path in rooms.paths] == ["a-1.csv", "a-2.csv"]
    text = rooms.paths[0].read_text(encoding="utf-8")
    assert text.splitlines()[1] == "'=HYPERLINK(1),p0@example.org"


@pytest.mark.parametrize("team", ["[a]:b*?/\\", "'x'", "x" * 60, "History", "All", "", "a\nb"])
def test_any_team_has_a_sheet_with_a_name_that_excel_allows(team: str) -> None:
    name = sheet_name(team, {"all", "xxx"})
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\\n")
    assert name.casefold() not in ("all", "history", "xxx")
    assert name.strip("'") == name
    other = sheet_name(team, {"all", name.casefold()})
    assert other.casefold() != name.casefold()
