"""How far the cells of .xlsb and .xls reach: both are records, one after the other."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence

import olefile

from grouping.files.read.extents import Extent, TooMuchError

# Records of .xlsb: the head of a row, filled cells, one with a number of a shared text, the text.
_ROW, _FILLED, _SHARED, _TEXT = 0, range(2, 12), 7, 19
# No record of a sheet is longer: its texts have 32,767 characters at most.
_LARGEST = 1 << 24
# Records of .xls: the dimensions of a sheet; cells with a row and a column; several in a row.
_DIMENSIONS, _SHEET, _SEVERAL = 0x0200, 0x0809, 0x00BD
_CELLS = frozenset((0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, 0x0006, 0x0206, 0x0406, 0x0205))


def of_xlsb(name: str, pieces: Iterator[bytes], lengths: Sequence[int]) -> Extent:
    """Return the extent of a sheet of an .xlsb; see `extents_xlsx.of_sheet`."""
    row = rows = columns = text = 0
    for kind, body in _records(pieces):
        if kind == _ROW and len(body) >= 4:
            row = int.from_bytes(body[:4], "little") + 1
        elif kind in _FILLED and len(body) >= 4:
            rows, columns = max(rows, row), max(columns, int.from_bytes(body[:4], "little") + 1)
            if kind == _SHARED and len(body) >= 12:
                place = int.from_bytes(body[8:12], "little")
                text += lengths[place] if place < len(lengths) else 0
    return Extent(name, rows, columns, text)


def lengths(pieces: Iterator[bytes]) -> list[int]:
    """Return the bytes of the texts that the sheets of an .xlsb share, in file order."""
    return [len(body) for kind, body in _records(pieces) if kind == _TEXT]


def _records(pieces: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    data, at = b"", 0
    for piece in pieces:
        data, at = data[at:] + piece, 0
        while True:
            kind, start = _number(data, at, 2)
            size, start = _number(data, start, 4)
            if size > _LARGEST:
                raise TooMuchError
            if start < 0 or start + size > len(data):
                break
            yield kind, data[start : start + size]
            at = start + size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte and where it ends; -1: the data ends before."""
    value = 0
    for k in range(most):
        if at < 0 or at + k >= len(data):
            return 0, -1
        byte = data[at + k]
        # the two bytes of a kind are kept as they are
        value |= (byte & 0x7F) << (7 * k)
        if not byte & 0x80:
            return value, at + k + 1
    return value, at + most


def of_xls(data: bytes, most: int) -> list[Extent]:
    """Return the extents of the sheets of an .xls.

    A sheet also declares its dimensions, and room is made for them at once: where these are more
    than `most` cells, they are what is returned.

    Raises
    ------
    OSError, ValueError
        If it is no such file.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            book = next((n for n in ("Workbook", "Book") if container.exists(n)), None)
            stream = container.openstream(book).read() if book else b""
    except (OSError, IndexError, struct.error, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None
    sheets: list[Extent] = []
    for kind, at, size in _biff(stream):
        if kind == _SHEET:
            sheets.append(Extent("", 0, 0))
        reach = _reach(stream, kind, at, size)
        if reach and sheets and (kind != _DIMENSIONS or reach[0] * reach[1] > most):
            last = sheets[-1]
            sheets[-1] = Extent("", max(last.rows, reach[0]), max(last.columns, reach[1]))
    return sheets


def _biff(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and size of every record."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, size
        at += 4 + size


def _reach(stream: bytes, kind: int, at: int, size: int) -> tuple[int, int] | None:
    """Return how many rows and columns there are up to what a record speaks of."""
    if at + size > len(stream):
        return None
    if kind == _DIMENSIONS and size >= 12:
        _, rows, _, columns = struct.unpack_from("<IIHH", stream, at)
        return rows, columns
    if kind in _CELLS and size >= 4:
        row, column = struct.unpack_from("<HH", stream, at)
        return row + 1, column + 1
    if kind == _SEVERAL and size >= 6:
        (row,) = struct.unpack_from("<H", stream, at)
        (last,) = struct.unpack_from("<H", stream, at + size - 2)
        return row + 1, last + 1
    return None
