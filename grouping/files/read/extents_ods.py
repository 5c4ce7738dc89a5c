"""How far the cells of an .ods reach: rows and cells are stated once with how often they repeat."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from grouping.files.read.extents import Extent

_REPEATED = ("table:number-columns-repeated", "table:number-rows-repeated")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_VALUE = "office:value-type"
_LARGEST = 1 << 40


class _Counter:
    """Follows the tables of a document; what is empty counts only up to what is filled."""

    def __init__(self) -> None:
        self.done: list[Extent] = []
        self.name = ""
        self._begin("")

    def _begin(self, name: str) -> None:
        self.name, self.row, self.rows, self.columns, self.text = name, 0, 0, 0, 0

    def start(self, element: str, at: dict[str, str]) -> None:
        if element == "table:table":
            self._begin(at.get("table:name", ""))
        elif element == "table:table-row":
            self.repeats = _times(at.get(_REPEATED[1]))
            self.column = self.filled = self.length = 0
        elif element in _CELLS:
            self.times = _times(at.get(_REPEATED[0]))
            self.here, self.full = 0, _VALUE in at
            for key in ("office:string-value", "office:value", "table:formula"):
                self.here += len(at.get(key, ""))

    def characters(self, text: str) -> None:
        self.here += len(text.encode())
        self.full = self.full or not text.isspace()

    def end(self, element: str) -> None:
        if element in _CELLS:
            self.column = min(self.column + self.times, _LARGEST)
            if self.full:
                self.filled = self.column
                self.length += self.here * self.times
        elif element == "table:table-row":
            self.row = min(self.row + self.repeats, _LARGEST)
            if self.filled:
                self.rows, self.columns = self.row, max(self.columns, self.filled)
                self.text += self.length * self.repeats
        elif element == "table:table":
            self.done.append(Extent(self.name, self.rows, self.columns, self.text))

    here = times = repeats = column = filled = length = 0
    full = False


def of_content(pieces: Iterator[bytes]) -> list[Extent]:
    """Return the extents of the tables of an .ods, of which `pieces` are the content.

    Raises
    ------
    ValueError
        If it is no XML, or has a document type: entities can grow without end.
    """
    counter = _Counter()
    parser = expat.ParserCreate()
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.CharacterDataHandler = counter.characters
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        # what was counted up to there stands, for the reading library may go on
        counter.end("table:table")
        if not counter.rows:
            raise ValueError(str(error)) from None
    return counter.done


def _refuse(*_declaration: object) -> None:
    raise ValueError("a part of the workbook has a document type")


def _times(stated: str | None) -> int:
    if stated is None or not stated.isdecimal():
        return 1
    return int(stated) if len(stated) < 12 else _LARGEST
