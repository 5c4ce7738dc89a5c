"""Write a roster as the kind of workbook that people really send, and as a clean csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from grouping.bench.generate.layouts import SHEETS, Cell, Field, Layout, Sheet
from grouping.bench.generate.official import Official

# In the file's properties instead of the time of writing: the same seed, the same bytes.
_CREATED = datetime(2025, 5, 9, 8, 0)
_LINE_HEIGHT = 13.5
_PLACE_AND_DATE = "Malang, 9 Mei 2025"
_SIGNERS_TITLE = "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"


def write_clean_csv(
    path: str | Path, officials: Sequence[Official], *, layout: Layout = "retreat"
) -> None:
    """Write one row per person: id (1, 2, ...), name, and the orderly values of the layout."""
    fields = SHEETS[layout].fields[1:]  # without the name
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "name", *(" ".join(f.header.split()) for f in fields)])
        for number, official in enumerate(officials, start=1):
            writer.writerow([number, official.name, *(f.value(official) for f in fields)])


def write_messy_xlsx(
    path: str | Path, officials: Sequence[Official], *, seed: int, layout: Layout = "retreat"
) -> None:
    """Write a workbook with titles, merged cells, slips of spelling, a total row and a footer.

    Parameters
    ----------
    path
        The file to write.
    officials
        Sorted by agency.
    seed
        Of the slips.  The same seed and people give the same bytes.
    layout
        Which of the two lists: they differ in titles, columns and bad habits.
    """
    book = xlsxwriter.Workbook(str(path))
    book.set_properties(
        {"title": SHEETS[layout].titles[0], "comments": "Fictional people", "created": _CREATED}
    )
    _Writer(book, SHEETS[layout]).write(officials, np.random.default_rng(seed))
    book.close()


@dataclass(frozen=True)
class _Formats:
    """Cell formats of a workbook."""

    title: Any
    header: Any
    left: Any
    centred: Any
    date: Any
    bold: Any
    plain: Any

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> _Formats:
        cell = {"border": 1, "valign": "vcenter", "font_name": "Arial", "font_size": 10}
        centred = {**cell, "align": "center"}
        font = {"font_name": "Arial", "font_size": 10}
        return cls(
            title=book.add_format({**font, "bold": True, "font_size": 12, "align": "center"}),
            header=book.add_format(
                {**centred, "bold": True, "text_wrap": True, "bg_color": "#D9E1F2"}
            ),
            left=book.add_format({**cell, "text_wrap": True}),
            centred=book.add_format(centred),
            date=book.add_format({**centred, "num_format": "dd/mm/yyyy"}),
            bold=book.add_format({**centred, "bold": True}),
            plain=book.add_format({**font, "align": "center"}),
        )


class _Writer:
    """Fills one worksheet from top to bottom."""

    def __init__(self, book: xlsxwriter.Workbook, look: Sheet) -> None:
        self.look = look
        self.formats = _Formats.of(book)
        self.sheet = book.add_worksheet(look.name)
        self.fields = (Field("No", 5, lambda _: 0, centred=True), *look.fields)
        self.last = len(self.fields) - 1

    def write(self, officials: Sequence[Official], rng: np.random.Generator) -> None:
        self._page()
        self._titles()
        row = self._header()
        row = self._people(row, officials, rng)
        self._total(row, len(officials))
        self._footer(row + 2)

    def _page(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        for column, field in enumerate(self.fields):
            self.sheet.set_column(column, column, field.width)

    def _titles(self) -> None:
        for row, title in enumerate(self.look.titles):
            self.sheet.merge_range(row, 0, row, self.last, title, self.formats.title)

    def _header(self) -> int:
        """Write the header and the numbering row; return the first row of people."""
        top = self.look.header_row
        bottom = top + any(f.group for f in self.fields)
        for group, run in groupby(enumerate(self.fields), key=lambda cf: cf[1].group):
            columns = list(run)
            if group:
                self._merge(top, columns[0][0], top, columns[-1][0], group, self.formats.header)
            for column, field in columns:
                first = bottom if group else top
                self._merge(first, column, bottom, column, field.header, self.formats.header)
        if top == bottom:  # then one row must hold the line breaks
            self.sheet.set_row(top, 2 * _LINE_HEIGHT)
        for column in range(self.last + 1):
            self.sheet.write_number(bottom + 1, column, column + 1, self.formats.centred)
        self.sheet.repeat_rows(top, bottom + 1)
        return bottom + 2

    def _people(self, row: int, officials: Sequence[Official], rng: np.random.Generator) -> int:
        """Write the people from `row` on; return the row after the last."""
        number = 0  # of the person, from 1
        for run in _by_agency(officials):
            if self.look.gaps and number:
                row += 1
            first = row
            for official in run:
                number += 1
                self._person(row, number, official, rng)
                row += 1
            self._merge_agency(first, row - 1, run[0], rng)
        return row

    def _person(self, row: int, number: int, official: Official, rng: np.random.Generator) -> None:
        self._cell(row, 0, number, self.fields[0])
        lines = max(_lines(f.value(official), f.width) for f in self.look.fields)
        if lines > 1:
            self.sheet.set_row(row, _LINE_HEIGHT * lines)
        for column, field in enumerate(self.fields[1:], start=1):
            if field.header != self.look.merged:
                self._cell(row, column, field.typed(official, rng), field)

    def _merge_agency(
        self, first: int, last: int, official: Official, rng: np.random.Generator
    ) -> None:
        for column, field in enumerate(self.fields):
            if field.header == self.look.merged:
                typed = field.typed(official, rng)
                self._merge(first, column, last, column, typed, self.formats.left)

    def _cell(self, row: int, column: int, value: Cell, field: Field) -> None:
        if isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.formats.date)
        elif isinstance(value, int):
            self.sheet.write_number(row, column, value, self.formats.centred)
        else:
            look = self.formats.centred if field.centred else self.formats.left
            self.sheet.write_string(row, column, value, look)

    def _merge(self, top: int, left: int, bottom: int, right: int, value: Cell, look: Any) -> None:
        """Merge cells, or write one: a range of one cell cannot be merged."""
        if (top, left) == (bottom, right):
            self.sheet.write_string(top, left, str(value), look)
        else:
            self.sheet.merge_range(top, left, bottom, right, str(value), look)

    def _total(self, row: int, n: int) -> None:
        self._merge(row, 0, row, 1, "Jumlah", self.formats.bold)
        self._merge(row, 2, row, self.last, f"{n} orang", self.formats.bold)

    def _footer(self, row: int) -> None:
        column = self.last - 1
        self.sheet.write_string(row, column, _PLACE_AND_DATE, self.formats.plain)
        self.sheet.write_string(row + 1, column, _SIGNERS_TITLE, self.formats.plain)
        self.sheet.write_string(row + 2, column, "Kota Malang,", self.formats.plain)
        self.sheet.write_string(row + 6, column, "(" + "." * 40 + ")", self.formats.plain)
        self.sheet.write_string(row + 7, column, "NIP. " + "." * 35, self.formats.plain)


def _by_agency(officials: Sequence[Official]) -> Iterator[list[Official]]:
    for _, run in groupby(officials, key=lambda p: p.agency):
        yield list(run)


def _lines(value: Cell, width: float) -> int:
    """Return how many lines a text takes in a column of the width."""
    return ceil(len(value) / width) if isinstance(value, str) else 1
