"""The content of an .ods: merged cells, hidden rows, tabs and line breaks, text boxes on cells.

python-calamine gives the values of an .ods without its merged ranges and hidden rows, leaves out
tabs and line breaks inside cells, and reads the text of a box that is anchored to a cell as the
text of the cell.  The content is streamed once through the parser of the standard library.
"""

from __future__ import annotations

import zipfile
from xml.parsers import expat

from grouping.files.read.sheet_facts import Cell, SheetFacts
from grouping.files.read.xlsx_parts import refuse_doctype

_PIECE = 1 << 16
_LARGEST = 1_000_000_000
_NOT_OF_THE_CELL = ("draw:", "office:annotation")
# A row repeated more often than this is the blank rest of the sheet.
_FILLER = 10_000


def facts_of_ods(archive: zipfile.ZipFile, sheet: str) -> SheetFacts:
    """Return what an .ods says about one of its sheets.

    Raises
    ------
    KeyError, ValueError, OSError
        If the content is missing, too large or no XML.
    """
    info = archive.getinfo("content.xml")
    if info.file_size > _LARGEST:
        return SheetFacts()
    content = _Content(sheet)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = content.start
    parser.EndElementHandler = content.end
    parser.CharacterDataHandler = content.text
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return SheetFacts(
        hidden=frozenset(content.hidden), merged=tuple(content.merged), texts=content.texts
    )


class _Content:
    """What is gathered of one table while its XML passes by."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.inside = False
        self.row, self.column = 0, 0
        self.rows, self.columns = 1, 1
        self.cell: list[str] | None = None
        self.special = False
        self.string = False
        self.away = 0
        self.paragraphs = 0
        self.hidden: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self.texts: dict[Cell, str | None] = {}

    def start(self, name: str, at: dict[str, str]) -> None:
        if name == "table:table":
            self.inside = at.get("table:name") == self.sheet
            self.row = 0
        elif not self.inside:
            return
        elif name == "table:table-row":
            self.column = 0
            self.rows = int(at.get("table:number-rows-repeated", "1"))
            if at.get("table:visibility", "visible") != "visible" and self.rows < _FILLER:
                self.hidden.update(range(self.row, self.row + self.rows))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._start_cell(at)
        elif self.cell is not None:
            self._start_within(name, at)

    def _start_cell(self, at: dict[str, str]) -> None:
        self.columns = int(at.get("table:number-columns-repeated", "1"))
        wide = int(at.get("table:number-columns-spanned", "1"))
        high = int(at.get("table:number-rows-spanned", "1"))
        if wide > 1 or high > 1:
            last = self.row + high - 1, self.column + wide - 1
            self.merged.append((self.row, self.column, *last))
        self.cell, self.special, self.away, self.paragraphs = [], False, 0, 0
        self.string = at.get("office:value-type", "string") == "string"

    def _start_within(self, name: str, at: dict[str, str]) -> None:
        assert self.cell is not None
        if self.away or name.startswith(_NOT_OF_THE_CELL):
            self.away += 1
            self.special = True
        elif name == "text:p":
            self.paragraphs += 1
            if self.paragraphs > 1:
                self.cell.append("\n")
                self.special = True
        elif name == "text:s":
            self.cell.append(" " * int(at.get("text:c", "1")))
        elif name in ("text:tab", "text:line-break"):
            self.cell.append("\t" if name == "text:tab" else "\n")
            self.special = True

    def text(self, text: str) -> None:
        if self.cell is not None and not self.away and self.paragraphs:
            self.cell.append(text)

    def end(self, name: str) -> None:
        if not self.inside:
            return
        if self.away and name not in ("table:table-cell", "table:covered-table-cell"):
            self.away -= 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            if self.special and self.string and self.cell is not None and self.rows < _FILLER:
                text = "".join(self.cell).strip()
                for column in range(self.column, self.column + min(self.columns, _FILLER)):
                    self.texts[self.row, column] = text or None
            self.column += self.columns
            self.cell, self.away = None, 0
        elif name == "table:table-row":
            self.row += self.rows
        elif name == "table:table":
            self.inside = False
