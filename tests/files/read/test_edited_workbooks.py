"""Our workbooks after people have edited them: who is where is found, or it is said why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from grouping import InputError, Problem, Roster, language
from grouping.files.read.team_lists import read_list
from grouping.files.write.workbook import write_xlsx
from grouping.solving.solve import judged
from grouping.terms.terms import Index

NAMES = ["Drs. Agus Salim, M.Si.", "Budi Utomo, S.H.", "Dra. Citra Dewi", "Dedi", "Eka", "H. Fajar"]
TEAM = np.array([[0, 0, 1, 1, 2, 2]], dtype=np.int32)
ROUNDS = np.array([[0, 0, 1, 1, 2, 2], [0, 1, 2, 0, 1, 2]], dtype=np.int32)
# Budi and Citra, who change places
SWAPPED = np.array([[0, 1, 0, 1, 2, 2]], dtype=np.int32)
Edit = Callable[[openpyxl.Workbook], None]


def problem_of(rounds: int = 1) -> Problem:
    roster = Roster(tuple(f"p{k}" for k in range(6)), tuple(NAMES), source="people.csv")
    return Problem.of(roster, teams=3, rounds=rounds, prefix="Kelompok")


@pytest.fixture(params=language.LANGUAGES)
def edited(request, tmp_path: Path) -> Callable[..., Index]:
    """Write a workbook in each language, edit it, and read it in English."""

    def read(edit: Edit, assignment: Index = TEAM, sheet: str | None = None) -> Index:
        problem, path = problem_of(len(assignment)), tmp_path / "teams.xlsx"
        language.use(request.param)
        write_xlsx(judged(problem, assignment), path, sheet_per_team=True)
        language.use("en")
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
        return read_list(path, problem, sheet=sheet)[0]

    return read


def cell_of(sheet, text: str):
    return next(c for row in sheet.iter_rows() for c in row if c.value == text)


def exchange(sheet, one: str = NAMES[1], other: str = NAMES[2]) -> None:
    first, second = cell_of(sheet, one), cell_of(sheet, other)
    first.value, second.value = other, one


def in_list(book) -> None:
    rows = {row[0].value: row for row in book.worksheets[0].iter_rows()}
    first, second = rows[NAMES[1]][1], rows[NAMES[2]][1]
    first.value, second.value = second.value, first.value


def on_sheets_of_teams(book) -> None:
    first, second = (cell_of(sheet, name) for sheet, name in pairs_of(book))
    first.value, second.value = second.value, first.value


def pairs_of(book):
    """The sheets of the first two teams, with who changes places."""
    sheets = [s for s in book if str(s["A1"].value) in ("Kelompok 1", "Kelompok 2")]
    return zip(sheets, NAMES[1:3], strict=True)


def names_in_capitals(book) -> None:
    in_list(book)
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[0].value = "  " + row[0].value.upper().replace(" ", "  ")


def without_titles_and_ids(book) -> None:
    in_list(book)
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[0].value = row[0].value.split(",")[0].replace("Drs. ", "").replace("Dra. ", "")
    book.worksheets[0].delete_cols(3)


def with_title_and_blank_rows(book) -> None:
    in_list(book)
    book.worksheets[0].insert_rows(4, 2)
    book.worksheets[0].insert_rows(1, 3)
    book.worksheets[0]["A1"] = "DAFTAR KELOMPOK"


def list_alone(book) -> None:
    in_list(book)
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    book.worksheets[0].title = "Sheet1"


def sheets_of_teams_alone(book) -> None:
    on_sheets_of_teams(book)
    for sheet in [s for s in book if not str(s["A1"].value).startswith("Kelompok ")]:
        book.remove(sheet)


def with_a_remark(book) -> None:
    in_list(book)
    for sheet, _name in pairs_of(book):
        sheet.cell(sheet.max_row + 2, 2).value = "Ketua: menyusul"


def without_a_sheet(book) -> None:
    in_list(book)
    book.remove(next(pairs_of(book))[0])


EDITS = [
    in_list,
    on_sheets_of_teams,
    lambda book: exchange(book.worksheets[1]),
    names_in_capitals,
    without_titles_and_ids,
    with_title_and_blank_rows,
    list_alone,
    sheets_of_teams_alone,
    with_a_remark,
    without_a_sheet,
]


@pytest.mark.parametrize("edit", EDITS)
def test_two_people_who_changed_places_are_found(edited: Callable[..., Index], edit: Edit):
    assert np.array_equal(edited(edit), SWAPPED)


def test_what_nobody_edited_is_what_was_written(edited: Callable[..., Index]):
    assert np.array_equal(edited(lambda book: None), TEAM)
    assert np.array_equal(edited(lambda book: None, ROUNDS), ROUNDS)


def slip(book) -> None:
    for sheet, name in pairs_of(book):
        cell_of(sheet, name).value = name[:5] + "q" + name[6:]


def drop(book) -> None:
    sheet, name = next(pairs_of(book))
    sheet.delete_rows(cell_of(sheet, name).row)


def twice(book) -> None:
    sheet, name = next(pairs_of(book))
    cell_of(sheet, name).value = NAMES[2]


def torn(book) -> None:
    in_list(book)
    for sheet, name in pairs_of(book):
        cell_of(sheet, name).value = NAMES[2] if name == NAMES[1] else NAMES[1]
    exchange(book.worksheets[1], NAMES[4], NAMES[0])


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (slip, "did you mean 'Budi Utomo, S.H.'"),
        (drop, "no team is given for 'Budi Utomo, S.H.'"),
        (twice, "listed twice"),
        (torn, "--sheet"),
    ],
)
def test_what_cannot_be_told_is_refused_by_name(
    edited: Callable[..., Index], edit: Edit, said: str
):
    with pytest.raises(InputError) as error:
        edited(edit)
    assert said in str(error.value)


def test_of_several_rounds_the_sheets_side_by_side_are_enough(edited: Callable[..., Index]):
    def side_alone(book) -> None:
        for sheet in [s for k, s in enumerate(book.worksheets) if k not in (1, 2)]:
            book.remove(sheet)
        exchange(book.worksheets[1])

    after = ROUNDS.copy()
    after[1, [1, 2]] = after[1, [2, 1]]
    assert np.array_equal(edited(side_alone, ROUNDS), after)


def test_the_section_of_a_round_is_changed_on_the_sheet_of_a_team(edited: Callable[..., Index]):
    def in_second_round(book) -> None:
        for sheet in [s for s in book if str(s["A1"].value).startswith("Kelompok ")]:
            for row in range(sheet.max_row, 0, -1):
                name = sheet.cell(row, 2).value
                if name in NAMES[3:5] and section_of(sheet, row) == 2:
                    sheet.cell(row, 2).value = NAMES[7 - NAMES.index(name)]

    after = ROUNDS.copy()
    after[1, [3, 4]] = after[1, [4, 3]]
    assert np.array_equal(edited(in_second_round, ROUNDS), after)


def section_of(sheet, row: int) -> int:
    heads = [str(sheet.cell(k, 1).value) for k in range(1, row)]
    return next(int(h.split(":")[0].split()[-1]) for h in reversed(heads) if ":" in h)
