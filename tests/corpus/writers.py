"""Sheets of the corpus as files, by writers that people's programs are built on."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableRowProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from tests.corpus.sheets import Row, Sheet

Writer = Callable[[Sheet, Path, random.Random], Path]


def by_openpyxl(sheet: Sheet, stem: Path, _rng: random.Random) -> Path:
    """Write an .xlsx with openpyxl; hidden rows are those that its filter hides."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Peserta"
    for r, row in enumerate(sheet.rows, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                page.cell(r, c, value)
    for a, b, c, d in sheet.merged:
        page.merge_cells(start_row=a + 1, start_column=b + 1, end_row=c + 1, end_column=d + 1)
    for r in sheet.hidden:
        page.row_dimensions[r + 1].hidden = True
    if sheet.hidden:
        last = openpyxl.utils.get_column_letter(sheet.width)
        page.auto_filter.ref = f"A{sheet.header + 1}:{last}{len(sheet.rows)}"
    for name, rows in sheet.others.items():
        other = book.create_sheet(name)
        for row in rows:
            other.append(row)
    path = stem.with_suffix(".xlsx")
    book.save(path)
    return path


def by_xlsxwriter(sheet: Sheet, stem: Path, _rng: random.Random) -> Path:
    """Write an .xlsx with XlsxWriter: shared strings, merged ranges, hidden rows."""
    path = stem.with_suffix(".xlsx")
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Peserta")
        starts = {(a, b): (a, b, c, d) for a, b, c, d in sheet.merged}
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if (r, c) in starts:
                    page.merge_range(*starts[r, c], value)
                elif value is not None:
                    page.write(r, c, value)
        for r in sheet.hidden:
            page.set_row(r, None, None, {"hidden": True})
        for name, rows in sheet.others.items():
            other = book.add_worksheet(name)
            for r, row in enumerate(rows):
                other.write_row(r, 0, row)
    return path


def by_odfpy(sheet: Sheet, stem: Path, _rng: random.Random) -> Path:
    """Write an .ods with odfpy: spanned and covered cells, rows that a filter hides."""
    book = OpenDocumentSpreadsheet()
    style = Style(name="hidden", family="table-row")
    style.addElement(TableRowProperties())
    book.automaticstyles.addElement(style)
    _ods_table(book, "Peserta", sheet.rows, sheet.merged, sheet.hidden)
    for name, rows in sheet.others.items():
        _ods_table(book, name, rows, [], set())
    path = stem.with_suffix(".ods")
    book.save(str(path))
    return path


def _ods_table(
    book: OpenDocumentSpreadsheet,
    name: str,
    rows: list[Row],
    merged: list[tuple[int, int, int, int]],
    hidden: set[int],
) -> None:
    spans = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in merged}
    covered = {
        (r, k) for a, b, c, d in merged for r in range(a, c + 1) for k in range(b, d + 1)
    } - set(spans)
    table = Table(name=name)
    for r, row in enumerate(rows):
        line = TableRow(visibility="filter") if r in hidden else TableRow()
        for k, value in enumerate(row):
            more = {}
            if (r, k) in spans:
                down, across = spans[r, k]
                more = {"numberrowsspanned": down, "numbercolumnsspanned": across}
            if (r, k) in covered:
                cell = CoveredTableCell()
            elif isinstance(value, (int, float)):
                cell = TableCell(valuetype="float", value=value, **more)
            else:
                cell = TableCell(valuetype="string", **more)
            for part in [] if value is None else str(value).split("\n"):
                cell.addElement(P(text=part))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)


def by_csv(sheet: Sheet, stem: Path, rng: random.Random) -> Path:
    """Write delimited text: quoted as need be, with one of the usual delimiters and encodings."""
    path = stem.with_suffix(".csv")
    encoding = rng.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=rng.choice(",;\t"))
        writer.writerows([["" if v is None else v for v in row] for row in sheet.rows])
    return path


def by_bare_delimiter(sheet: Sheet, stem: Path, rng: random.Random) -> Path:
    """Write text whose cells stand bare between semicolons or tabs, commas of titles too."""
    mark = rng.choice(";\t")
    lines = [
        mark.join("" if v is None else str(v).replace("\n", " ") for v in row) for row in sheet.rows
    ]
    path = stem.with_suffix(".csv")
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return path


BOOKS: dict[str, Writer] = {
    "openpyxl": by_openpyxl,
    "XlsxWriter": by_xlsxwriter,
    "odfpy": by_odfpy,
}
TEXTS: dict[str, Writer] = {"csv": by_csv, "bare text": by_bare_delimiter}


def write_sheet(sheet: Sheet, folder: Path, seed: int, rng: random.Random) -> tuple[str, Path]:
    """Write a sheet by a writer that can hold it; return the writer's name and the path."""
    only_books = sheet.merged or sheet.hidden or sheet.others
    choice = BOOKS if only_books or rng.random() < 0.5 else TEXTS
    name = rng.choice(list(choice))
    return name, choice[name](sheet, folder / f"sheet-{seed}", rng)
