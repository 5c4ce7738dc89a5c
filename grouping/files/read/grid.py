"""A file as a grid of cells: workbooks and delimited text alike."""

from __future__ import annotations

import datetime as dt
import io
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine as calamine

from grouping.errors import InputError, did_you_mean
from grouping.files.read.delimited_text import read_delimited
from grouping.files.read.file_limits import bytes_within_limits
from grouping.files.read.notes import Note
from grouping.files.read.sheet_facts import SheetFacts
from grouping.language import _

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt", ".tab")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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


def read_grid(path: str | Path, *, sheet: str | None = None, people: bool = False) -> Grid:
    """Read a workbook (.xlsx, .xls, .ods ...) or a delimited text (.csv, .tsv, .txt).

    Parameters
    ----------
    path
        The file.
    sheet
        Which sheet of a workbook; without it the fullest visible one is taken.
    people
        Whether people are looked for: then the sheet with people is taken, all sheets with the
        same columns are one list, and what the workbook declares of rows and cells is read.

    Raises
    ------
    InputError
        If there is no such file or sheet, or it cannot be read as a table.
    """
    path = Path(path)
    data = _bytes_of(path)
    if data.startswith((_ZIP, _OLE)):
        return _read_workbook(path, data, sheet, people=people)
    _refuse_web_page(path, data)
    if path.suffix.lower() in WORKBOOKS and b"\0" in data[:4000]:
        raise _no_workbook(path)
    if sheet is not None:
        text = _("a text file has no sheet '{sheet}'", sheet=sheet)
        raise InputError(text, where=path.name, hint=_("leave the sheet out"))
    rows, notes = read_delimited(data, path.name)
    return _with_something(Grid(path, "", rows, (), tuple(notes)))


def read_sheets(path: str | Path) -> list[Grid]:
    """Read every visible sheet of a workbook, in order; none of what is no workbook."""
    path = Path(path)
    data = _bytes_of(path)
    if not data.startswith((_ZIP, _OLE)):
        return []
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        return [
            grid_of(path, book.get_sheet_by_name(sheet.name))
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible
        ]
    except (calamine.CalamineError, OSError, ValueError):
        return []  # who reads the list says what is wrong


def _bytes_of(path: Path) -> bytes:
    where = path.name or str(path)
    try:
        if path.is_dir():
            hint = _("name the file with the people")
            raise InputError(_("is a folder, not a file"), where=where, hint=hint)
        if not path.exists():
            near = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
            raise InputError(
                _("there is no such file"),
                where=where,
                hint=did_you_mean(path.name, [n for n in near if _readable(Path(n))]),
            )
        if not _readable(path):
            raise InputError(
                _("files ending in '{ending}' cannot be read", ending=path.suffix),
                where=where,
                hint=_("give a table as .xlsx, .xls, .ods or .csv"),
            )
        data = bytes_within_limits(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(_("cannot be opened ({reason})", reason=reason), where=where) from None
    if not data:
        raise InputError(_("the file is empty"), where=where, hint=_("save the list again"))
    return data


def _readable(path: Path) -> bool:
    return path.suffix.lower() in (*WORKBOOKS, *TEXTS, "")


def _refuse_web_page(path: Path, data: bytes) -> None:
    start = data[:600].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise InputError(
            _("is a web page or XML file, though its name ends in '{ending}'", ending=path.suffix),
            where=path.name,
            hint=_save_as(),
        )
    if start.startswith((b"%pdf", b"\x89png", b"\xff\xd8\xff", b"{\\rtf")):
        text = _("is a picture or a document, not a table")
        raise InputError(text, where=path.name, hint=_save_as())


def _read_workbook(path: Path, data: bytes, wanted: str | None, *, people: bool) -> Grid:
    from grouping.files.read.workbook import sheet_of_workbook

    try:
        return _with_something(sheet_of_workbook(path, data, wanted, people=people))
    except InputError:
        raise
    except calamine.PasswordError:
        raise _locked(path) from None
    except BaseException as error:
        # A damaged file can make the reading library panic, which is not an Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        if "EncryptedPackage".encode("utf-16-le") in data or b"encryption-data" in data:
            raise _locked(path) from None
        raise _no_workbook(path) from None


def _save_as() -> str:
    return _("open it in a spreadsheet program and save it as .xlsx or .csv")


def _no_workbook(path: Path) -> InputError:
    return InputError(_("cannot be read as a workbook"), where=path.name, hint=_save_as())


def _locked(path: Path) -> InputError:
    hint = _("save a copy without the password")
    return InputError(_("is locked with a password"), where=path.name, hint=hint)


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


def _with_something(grid: Grid) -> Grid:
    if not any(v is not None for row in grid.rows for v in row):
        text = _("there is nothing in it")
        raise InputError(text, where=grid.source, hint=_("save the list again"))
    return grid
