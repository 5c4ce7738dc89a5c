"""A file as a grid of cells: workbooks and delimited text alike."""

from __future__ import annotations

import io
from pathlib import Path

import python_calamine as calamine

from grouping.errors import InputError, did_you_mean
from grouping.files.read.delimited_text import read_delimited
from grouping.files.read.file_limits import bytes_within_limits
from grouping.files.read.grid import Grid, grid_of
from grouping.files.read.workbook import sheet_of_workbook
from grouping.language import _

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt", ".tab")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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


def _with_something(grid: Grid) -> Grid:
    if not any(v is not None for row in grid.rows for v in row):
        text = _("there is nothing in it")
        raise InputError(text, where=grid.source, hint=_("save the list again"))
    return grid
