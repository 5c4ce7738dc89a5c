"""How much a workbook holds, asked of the file before the reading library is given it.

That library makes a table of every cell between the first and the last one, however few of them are
filled, and a copy of a text for every cell that has it.  So a small file can ask for more memory
than there is.  The parts are gone through in pieces here, and what is counted is what they really
hold, not what the directory of the archive says.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from grouping.errors import InputError
from grouping.files.read.extents import Extent, TooMuchError
from grouping.files.read.extents_binary import lengths as lengths_of_xlsb
from grouping.files.read.extents_binary import of_xls, of_xlsb
from grouping.files.read.extents_ods import of_content
from grouping.files.read.extents_xlsx import lengths as lengths_of_xlsx
from grouping.files.read.extents_xlsx import of_sheet
from grouping.language import _, number

# 20 million cells take about a gigabyte: a million people with twenty columns.
MOST_CELLS = 20_000_000
# Bytes of text that the cells come to when each has a copy of its own.
MOST_TEXT = 500_000_000
# Bytes of the file, and of all parts that are read when they are unpacked.
MOST_BYTES = 300_000_000
MOST_UNPACKED = 1_000_000_000
MOST_PARTS = 20_000
_PIECE = 1 << 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXTS = ("sharedstrings.xml", "sharedstrings.bin")
_BINARY_SHEET = b"\x81\x01"
_BLANKS = b"\xef\xbb\xbf \t\r\n"


def bytes_within_limits(path: Path) -> bytes:
    """Return the bytes of a file; of a workbook only if it can be read within bounds.

    Raises
    ------
    InputError
        If it is or holds more than is read, with the range of the cells and what to do.
    OSError
        If it cannot be opened.
    """
    with path.open("rb") as file:  # which may be a device that never ends
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        text = _("has more than {most} MB", most=number(MOST_BYTES / 1e6))
        raise InputError(text, where=path.name, hint=_save_again())
    if data.startswith((_ZIP, _OLE)):
        _check_workbook(path.name, data)
    return data


def _check_workbook(name: str, data: bytes) -> None:
    try:
        if data.startswith(_OLE):
            if _ENCRYPTED not in data:
                _check(name, of_xls(data, MOST_CELLS))
            return
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(name, _of_archive(name, archive))
    except TooMuchError:
        text = _("is more than {most} MB when it is unpacked", most=number(MOST_UNPACKED / 1e6))
        raise InputError(text, where=name, hint=_save_again()) from None
    except (zipfile.BadZipFile, ValueError, OSError):
        # what cannot be looked at is not given to the reading library
        hint = _("open it in a spreadsheet program and save it as .xlsx or .csv")
        raise InputError(_("cannot be read as a workbook"), where=name, hint=hint) from None


def _of_archive(name: str, archive: zipfile.ZipFile) -> Iterator[Extent]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise InputError(
            _("has {n} parts, at most {most} are read", n=len(parts), most=MOST_PARTS),
            where=name,
            hint=_save_again(),
        )
    left = [MOST_UNPACKED]
    texts = [part for part in parts if part.filename.casefold().endswith(_TEXTS)]
    lengths: list[int] = []
    for part in texts:
        of = lengths_of_xlsb if part.filename.casefold().endswith(".bin") else lengths_of_xlsx
        lengths += of(_pieces(archive, part, left))
    for part in parts:
        if part not in texts:
            yield from _of_part(part.filename, _pieces(archive, part, left), lengths)


def _of_part(path: str, pieces: Iterator[bytes], lengths: list[int]) -> Iterator[Extent]:
    """Yield the extents of what may be a sheet, whatever its part is called."""
    start = next(pieces, b"")
    whole = chain((start,), pieces)
    name = path.rpartition("/")[2]
    if path == "content.xml":
        yield from of_content(whole)
    elif start.lstrip(_BLANKS).startswith(b"<"):
        yield of_sheet(name, whole, lengths)
    elif start.startswith(_BINARY_SHEET) or "worksheets/sheet" in path.casefold():
        yield of_xlsb(name, whole, lengths)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: list[int]) -> Iterator[bytes]:
    """Yield a part unpacked, to its real end whatever length the directory says.

    It ends where it is damaged, as it does for the reading library.
    """
    part.file_size, part.CRC = MOST_UNPACKED + 1, None  # type: ignore[assignment]
    try:
        with archive.open(part) as opened:
            while piece := opened.read(_PIECE):
                left[0] -= len(piece)
                if left[0] < 0:
                    raise TooMuchError
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return


def _check(name: str, extents: Iterable[Extent]) -> None:
    """Refuse the sheet with which the cells or the texts of all become too many."""
    cells = text = 0
    for one in extents:
        cells += one.rows * one.columns
        text += one.text
        where = f"{name}, {one.name}" if one.name else name
        if cells > MOST_CELLS:
            raise InputError(
                _(
                    "the cells span {range}, {cells} cells with all sheets; at most {most} are"
                    " read",
                    range=one.range,
                    cells=number(cells),
                    most=number(MOST_CELLS),
                ),
                where=where,
                hint=_(
                    "copy the rows and columns of the list to a new workbook: a cell far below or"
                    " far to the right is filled"
                ),
            )
        if text > MOST_TEXT:
            raise InputError(
                _(
                    "the texts of {range} come to {size} MB; at most {most} MB are read",
                    range=one.range,
                    size=number(text / 1e6),
                    most=number(MOST_TEXT / 1e6),
                ),
                where=where,
                hint=_("copy the columns of the list to a new workbook, without the long texts"),
            )


def _save_again() -> str:
    return _("copy the list to a new workbook and save that")
