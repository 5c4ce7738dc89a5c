"""Lists and workbooks in each language: what they say, and that they are read in the other."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from grouping import write_result
from grouping.files.read.past_lists import read_earlier
from grouping.files.read.team_lists import read_list, read_original
from grouping.language import LANGUAGES, use
from grouping.solving.solve import Result, judged
from tests.files.write.conftest import NAMES, NIPS

BOTH = list(product(LANGUAGES, LANGUAGES, [".csv", ".xlsx"]))


@pytest.fixture
def rounds(result: Result) -> Result:
    problem = replace(result.problem, rounds=2, round_names=("Senin: pagi", "Selasa"))
    both = np.array([[0, 1, 0, 1, 0, 1, 0, 1], [0, 0, 1, 1, 0, 1, 0, 1]], dtype=np.int32)
    return judged(problem, both)


@pytest.mark.parametrize(("written", "reading", "ending"), BOTH)
def test_a_list_in_one_language_is_read_in_any(
    result: Result, rounds: Result, tmp_path: Path, written: str, reading: str, ending: str
) -> None:
    for name, one in (("one", result), ("several", rounds)):
        path = tmp_path / f"{name}{ending}"
        use(written)
        write_result(one, path)
        use(reading)
        assignment, notes = read_list(path, one.problem)
        assert (assignment == one.assignment).all()
        assert notes == []
        if ending == ".xlsx":
            original = read_original(path, one.problem)
            assert original is not None
            assert (original == one.assignment).all()
    assert read_earlier(tmp_path / f"one{ending}")[NIPS[3]] == "Putih"


def test_the_headers_of_a_csv_are_in_the_language_in_use(rounds: Result, tmp_path: Path) -> None:
    use("id")
    write_result(rounds, tmp_path / "a.csv")
    head = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head == "id,nama,putaran1: Senin: pagi,putaran2: Selasa"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_swap_in_the_side_by_side_sheet_counts_in_any_language(
    result: Result, tmp_path: Path, language: str
) -> None:
    use("id")
    write_result(result, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = {str(c.value): c for row in book["Kelompok"].iter_rows() for c in row if c.value}
    one, other = cells[NAMES[6]], cells[NAMES[7]]
    one.value, other.value = other.value, one.value
    book.save(tmp_path / "a.xlsx")
    use(language)
    assignment, notes = read_list(tmp_path / "a.xlsx", result.problem)
    assert assignment[0].tolist() == [0, 1, 0, 1, 0, 1, 1, 0]
    assert any("'Kelompok'" in str(note) for note in notes)


def test_the_printable_sheets_of_all_rounds_are_named_in_either_language(
    rounds: Result, tmp_path: Path
) -> None:
    for language, name in (("id", "Kelompok"), ("en", "Teams")):
        use(language)
        write_result(rounds, tmp_path / "a.xlsx", force=True)
        assignment, _ = read_list(tmp_path / "a.xlsx", rounds.problem, sheet=name)
        assert (assignment == rounds.assignment).all()


def words_of(book: Any) -> str:
    return "\n".join(
        str(cell)
        for sheet in book
        if sheet.sheet_state == "visible"
        for row in sheet.values
        for cell in row
        if cell is not None
    )


def test_an_indonesian_workbook_has_indonesian_words_and_numbers(
    rounds: Result, tmp_path: Path
) -> None:
    use("id")
    write_result(rounds, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    shown = [s.title for s in book if s.sheet_state == "visible"]
    assert shown == [
        *("Semua", "Kelompok 1", "Kelompok 2", "Slip", "Pertemuan", "Ringkasan", "Sebaran")
    ]
    text = words_of(book)
    for word in (
        "Nama",
        "Putaran 2: Selasa",
        "8 peserta dalam 2 kelompok",
        "(lagi)",
    ):
        assert word in text
    assert re.search(r"rata-rata \d,\d", text)
    for word in ("Round", "persons", "again", "Reached", "Verdict", "proven"):
        assert word not in text
    assert "Halaman &P dari &N" in book["Semua"].oddFooter.right.text
