"""How far the cells of a sheet of an .xlsx reach: its XML searched for rows and filled cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from grouping.files.read.extents import Extent

_ATTRIBUTES = rb"((?:\s+[\w:]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*"
# A row, or a cell that is followed by something else than its end; of this a number of a text.
# The place of a cell mostly stands first.
_TAG = re.compile(
    rb"<(?:\w+:)?(?:(row)" + _ATTRIBUTES + rb"/?>"
    rb"|c(?: r=\"([A-Z]{1,4})(\d{1,9})\")?" + _ATTRIBUTES + rb">(?!\s*</(?:\w+:)?c\s*>)"
    rb"(?:\s*<(?:\w+:)?v>(\d*)<)?)"
)
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]*)(\d+)[\"']")
_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"']")
_END_OF_TEXT = re.compile(rb"</(?:\w+:)?si\s*>|<(?:\w+:)?si\s*/>")
# No tag that counts is longer; what is kept of a piece for the next one may be no longer.
_LONGEST_TAG = 4_000
_LONGEST_END = 100
_LARGEST = 1 << 40


def of_sheet(name: str, pieces: Iterator[bytes], lengths: Sequence[int]) -> Extent:
    """Return the extent of a sheet.

    Parameters
    ----------
    name
        Of its part.
    pieces
        The XML of the part.
    lengths
        Bytes of the texts that sheets share.
    """
    row = column = rows = columns = text = 0
    for data in _whole_tags(pieces):
        for tag in _TAG.finditer(data):
            is_row, of_row, letters, digits, of_cell, shared = tag.groups()
            if letters:
                row, column = int(digits), _column(letters)
            elif place := _PLACE.search(of_row if is_row else of_cell):
                row, column = _whole(place[2]), _column(place[1])
            elif is_row:
                row, column = row + 1, 0
            else:
                column += 1
            if is_row:
                continue
            if row > rows:
                rows = row
            if column > columns:
                columns = column
            if shared and _SHARED.search(of_cell) and _whole(shared) < len(lengths):
                text += lengths[_whole(shared)]
    return Extent(name, rows, columns, text)


def lengths(pieces: Iterator[bytes]) -> list[int]:
    """Return how long the texts that sheets share are, in bytes of their XML; in file order."""
    found: list[int] = []
    rest, before = b"", 0
    for piece in pieces:
        data, at = rest + piece, 0
        for end in _END_OF_TEXT.finditer(data):
            found.append(before + end.end() - at)
            before, at = 0, end.end()
        kept = max(at, len(data) - _LONGEST_END)
        before += kept - at
        rest = data[kept:]
    return found


def _whole_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces so that no tag, with the value behind it, is cut."""
    rest = b""
    for piece in pieces:
        data = rest + piece
        safe = max(len(data) - _LONGEST_TAG, 0)
        cut = data.rfind(b"<", 0, safe)
        cut = safe if cut < 0 else cut
        before = max(data.rfind(b"<row", 0, cut), data.rfind(b"<c", 0, cut))
        cut = before if before >= 0 and cut - before < _LONGEST_TAG else cut
        yield data[:cut]
        rest = data[cut:]
    yield rest


def _whole(digits: bytes) -> int:
    return int(digits) if len(digits) < 12 else _LARGEST


@lru_cache(maxsize=20_000)
def _column(name: bytes) -> int:
    place = 0
    for letter in name[:8]:
        place = place * 26 + letter - 64
    return place
