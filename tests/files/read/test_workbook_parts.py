"""What a workbook declares beside its values: hidden rows, totals, merged cells, formulas."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.table import Table

from grouping.errors import InputError
from grouping.files.read import read_grid, read_roster

HEAD = ["No", "Nama", "Instansi", "Usia"]
PEOPLE = [[k + 1, f"Orang {c}", f"Dinas {k % 2}", 30 + k] for k, c in enumerate("ABCDEFGH")]


def said(reading, kind: str) -> str:
    return "\n".join(str(note) for note in reading.notes if note.kind == kind)


def book(path: Path, rows: list[list[object]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return made


def ods(path: Path, table: str) -> Path:
    """Write the smallest .ods: one table, its rows as XML."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in [
            ("office", "office"), ("table", "table"), ("text", "text"), ("draw", "drawing"),
        ]
    )  # fmt: skip
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}'
        f' office:version="1.2"><office:body><office:spreadsheet><table:table table:name="S">'
        f"{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            ' manifest:version="1.2"><manifest:file-entry manifest:full-path="/"'
            ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            "</manifest:manifest>",
        )
    return path


def cell(text: str, more: str = "") -> str:
    start = f'<table:table-cell office:value-type="string"{more}>'
    return f"{start}<text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def test_people_in_hidden_rows_are_read_and_said_and_left_out_if_asked(tmp_path):
    path = tmp_path / "list.xlsx"
    made = book(path, [HEAD, *PEOPLE])
    for number in (3, 4, 7):
        made.active.row_dimensions[number].hidden = True
    made.save(path)
    reading = read_roster(path)
    assert reading.roster.n == 8
    assert "3 people of 8 stand in hidden rows and were read: rows 3-4, 7" in said(
        reading, "unsure"
    )
    left = read_roster(path, hidden="skip")
    assert left.roster.n == 5
    with pytest.raises(InputError, match="'drop' is not what"):
        read_roster(path, hidden="drop")


def test_the_totals_row_of_a_declared_table_is_no_person(tmp_path):
    path = tmp_path / "list.xlsx"
    made = book(path, [["Nama", "Usia"], *([p[1], p[3]] for p in PEOPLE), ["Wakil", 33]])
    table = Table(displayName="T", ref="A1:B10", totalsRowCount=1)
    table._initialise_columns()
    for column, name in zip(table.tableColumns, ["Nama", "Usia"], strict=True):
        column.name = name
    made.active.add_table(table)
    made.save(path)
    assert read_roster(path).roster.n == 8
    assert read_grid(path).totals == {10}


def test_names_that_were_never_calculated_are_refused(tmp_path):
    path = tmp_path / "list.xlsx"
    book(path, [HEAD, *([a, f'=UPPER("{b}")', c, d] for a, b, c, d in PEOPLE)])
    with pytest.raises(InputError, match="8 cells are formulas that were never calculated: B2"):
        read_roster(path)


def test_names_that_a_program_wrote_as_nought_are_refused(tmp_path):
    path = tmp_path / "list.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet()
    for k, one in enumerate([HEAD, *PEOPLE]):
        sheet.write_row(k, 0, one)
        if k:
            sheet.write_formula(k, 1, '="Orang "&A2')
    made.close()
    with pytest.raises(InputError, match="never calculated"):
        read_roster(path)


def test_other_cells_that_were_never_calculated_are_said_first_and_errors_too(tmp_path):
    path = tmp_path / "list.xlsx"
    made = book(path, [HEAD, *([a, b, c, "=1+1"] for a, b, c, d in PEOPLE)])
    made.active["C3"] = "#N/A"
    made.active["C3"].data_type = "e"
    made.save(path)
    reading = read_roster(path, keep=["Usia"])
    assert reading.roster.n == 8
    assert "8 cells are formulas that were never calculated: D2" in said(reading, "unsure")
    assert "1 cell holds an error and was taken as blank: C3" in said(reading, "changed")


def test_merged_cells_of_an_ods_are_filled_and_hidden_rows_said(tmp_path):
    two = ' table:number-rows-spanned="2" table:number-columns-spanned="1"'
    rows = [
        row(cell("Instansi"), cell("Nama"), cell("Usia")),
        row(cell("Dinas A", two), cell("Orang A"), cell("30")),
        row("<table:covered-table-cell/>", cell("Orang B"), cell("31")),
        row(cell("Dinas B"), cell("Orang C"), cell("32"), more=' table:visibility="filter"'),
    ]
    reading = read_roster(ods(tmp_path / "list.ods", "".join(rows)))
    agency = reading.roster.column("Instansi")
    assert [agency.value(k) for k in range(3)] == ["Dinas A", "Dinas A", "Dinas B"]
    assert "1 person of 3 stands in a hidden row" in said(reading, "unsure")


def test_tabs_and_line_breaks_of_an_ods_part_words_and_boxes_are_no_text(tmp_path):
    box = (
        '<table:table-cell office:value-type="string"><text:p>Orang B</text:p><draw:frame>'
        "<draw:text-box><text:p>see below</text:p></draw:text-box></draw:frame></table:table-cell>"
    )
    rows = [
        row(cell("Nama"), cell("Instansi")),
        row(cell("Orang<text:tab/>A"), cell("Dinas<text:line-break/>Satu")),
        row(box, cell("Dinas Dua")),
        row(cell("Orang C</text:p><text:p>Cici"), cell("Dinas<text:s/>Tiga")),
    ]
    reading = read_roster(ods(tmp_path / "list.ods", "".join(rows)))
    assert reading.roster.names == ("Orang A", "Orang B", "Orang C Cici")
    assert reading.roster.column("Instansi").value(0) == "Dinas Satu"


def test_of_a_reference_sheet_and_people_the_people_are_read(workbook):
    codes = [["Kode", "Nama", "Kecamatan"]]
    codes += [[f"35.{k}", name, "Kec. A"] for k, name in enumerate(["Sukun", "Klojen"] * 30)]
    reading = read_roster(workbook({"Peserta": [HEAD, *PEOPLE], "Kode Data": codes}))
    assert reading.roster.n == 8
    assert reading.sheet == "Peserta"
    assert "not read: 'Kode Data'" in said(reading, "guess")


def test_a_sheet_with_other_people_that_is_not_read_is_said_first(workbook):
    crew = [["Nama", "Jabatan"], ["Panitia A", "Staf"], ["Panitia B", "Staf"]]
    path = workbook({"Peserta": [HEAD, *PEOPLE], "Panitia": crew})
    reading = read_roster(path)
    assert reading.roster.n == 8
    assert 'sheet = "Panitia"' in said(reading, "unsure")
    assert read_roster(path, sheet="Panitia").roster.n == 2


def classes() -> dict[str, list[list[object]]]:
    head: list[list[object]] = [["DAFTAR", None], ["No", "Nama Siswa"]]
    return {
        f"VII {c}": [*head, *([k, f"Siswa {c}{d}"] for k, d in enumerate("pqr"))] for c in "ABC"
    }


def test_sheets_with_the_same_columns_and_other_people_are_one_list(workbook):
    path = workbook(classes())
    reading = read_roster(path)
    assert reading.roster.n == 9
    assert reading.roster.column("Lembar").counts() == {"VII A": 3, "VII B": 3, "VII C": 3}
    assert "3 sheets have the same columns and were read as one list" in said(reading, "unsure")
    assert reading.sheet == "*"
    assert read_roster(path, sheet="*").roster.names == reading.roster.names
    assert read_roster(path, sheet="VII B").roster.n == 3


def test_a_copy_of_a_sheet_is_not_read_a_second_time(workbook):
    reading = read_roster(workbook({"Peserta": [HEAD, *PEOPLE], "Peserta (2)": [HEAD, *PEOPLE]}))
    assert reading.roster.n == 8
