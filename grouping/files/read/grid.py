"""The cells of one sheet, whatever file they come from."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grouping.errors import InputError
from grouping.files.read.notes import Note
from grouping.files.read.sheet_facts import SheetFacts
from grouping.language import _

_MOST_CELLS = 60_000_000


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet.

    Attributes
    ----------
    path
        The file.
    sheet
        Name of the sheet, '' for a text file.
    rows
        Cells by row; ``rows[0]`` is row 1 of the sheet and ``rows[0][0]`` is cell A1.  Rows
        of text files may differ in length.  A cell is a str, int, float, bool, date,
        datetime or None.  A whole number of 16 digits or more from a workbook stays a
        float, since its last digits cannot be trusted.
    merged
        Merged ranges as (top, left, bottom, right), 0-based and inclusive.
    notes
        What was assumed while reading.
    totals
        1-based rows that the file itself declares to be totals of a table.
    hidden
        1-based rows that are hidden, by a filter or by hand.
    facts
        What the workbook declares besides, such as formulas that were never calculated.
    """

    path: Path
    sheet: str
    rows: list[list[object]] = field(repr=False)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    notes: tuple[Note, ...] = ()
    totals: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    facts: SheetFacts = field(default_factory=SheetFacts, repr=False)

    @property
    def source(self) -> str:
        """File name and sheet, for messages."""
        if not self.sheet:
            return self.path.name
        if self.sheet == "*":
            return _("{file}, all sheets", file=self.path.name)
        return _("{file}, sheet '{sheet}'", file=self.path.name, sheet=self.sheet)


def grid_of(path: Path, sheet: Any) -> Grid:
    """Return the cells of a sheet of the reading library."""
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise InputError(
            _(
                "sheet '{sheet}' spans {rows} rows and {columns} columns",
                sheet=sheet.name,
                rows=sheet.total_height,
                columns=sheet.total_width,
            ),
            where=path.name,
            hint=_("copy the list to a new sheet"),
        )
    rows = [[_scalar(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
    ranges = sheet.merged_cell_ranges or []
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    return Grid(path, sheet.name, rows, merged)


def _scalar(value: object) -> object:
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if abs(value) < 1e15 and value.is_integer() else value
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value
    if isinstance(value, dt.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if value is None or isinstance(value, (bool, int, dt.date)):
        return value
    return str(value)


def filled_cells(grid: Grid) -> int:
    """Return how many cells hold anything."""
    return sum(1 for row in grid.rows for v in row if v is not None)
