"""The XML parts of an .xlsx: hidden rows, declared totals, formulas never calculated, errors.

python-calamine gives values and merged ranges; a formula without a stored value and an error are
blank to it, and of hidden rows and tables it tells nothing.  The part of the sheet may be large,
so it is searched for the few marks that matter instead of being parsed; small parts are parsed.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from grouping.files.read.sheet_facts import Cell, SheetFacts

# Parts larger than this are not searched: 400 MB of XML are some ten million cells.
_LARGEST = 400_000_000
_SMALL = 4_000_000
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\br=[\"'](\d+)[\"']")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d+)[\"']")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*(0?)\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"<(?:\w+:)?c\s([^>]*\bt=[\"']e[\"'][^>]*)>")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)")
Element = tuple[str, dict[str, str]]


def facts_of_xlsx(archive: zipfile.ZipFile, sheet: str) -> SheetFacts:
    """Return what a workbook declares about one of its sheets.

    Raises
    ------
    KeyError, ValueError, OSError
        If a part is missing or is no XML.
    """
    part = _part_of(archive, sheet)
    if part is None or archive.getinfo(part).file_size > _LARGEST:
        return SheetFacts()
    data = archive.read(part)
    blank, zero = _formulas(data)
    return SheetFacts(
        hidden=frozenset(_hidden(data)) if b"hidden=" in data else frozenset(),
        totals=frozenset(_totals(archive, part)),
        uncached=frozenset(blank),
        zeros=frozenset(zero),
        errors=frozenset(_places(_ERROR, data)) if b't="e"' in data else frozenset(),
    )


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Return the path of the part of a sheet."""
    book = "xl/workbook.xml"
    sheets = [at for name, at in _elements(archive, book) if name == "sheet"]
    wanted = next((at for at in sheets if at.get("name") == sheet), None)
    if wanted is None:
        return None
    key = next((v for k, v in wanted.items() if k.rpartition(":")[2] == "id" and ":" in k), "")
    return _targets(archive, book).get(key)


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return what the relations of a part lead to, by their ids."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    found = {}
    for element, at in _elements(archive, relations):
        if element == "Relationship" and at.get("TargetMode") != "External":
            target = at.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[at.get("Id", "")] = posixpath.normpath(path)
    return found


def _elements(archive: zipfile.ZipFile, part: str) -> list[Element]:
    """Return the elements of a small part, names without their prefix."""
    if archive.getinfo(part).file_size > _SMALL:
        raise ValueError("a part is far larger than it should be")
    found: list[Element] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, at: found.append((name.rpartition(":")[2], at))
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(archive.read(part), True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return found


def refuse_doctype(*_declaration: object) -> None:
    """Refuse a document type: no part of a workbook has one, and entities can grow without end."""
    raise ValueError("a part of the workbook has a document type")


def _hidden(data: bytes) -> Iterator[int]:
    for k, found in enumerate(_ROW.finditer(data)):
        if _HIDDEN.search(found[1]):
            number = _NUMBER.search(found[1])
            yield int(number[1]) - 1 if number else k


def _formulas(data: bytes) -> tuple[set[Cell], set[Cell]]:
    """Return the cells with formulas without a value, and those with a value of nought."""
    blank: set[Cell] = set()
    zero: set[Cell] = set()
    if b"<f" in data or b":f" in data:
        for found in _FORMULA.finditer(data):
            # a stored text may be empty
            if b't="str"' not in found[1]:
                (zero if found[2] else blank).update(_places_in(found[1]))
    return blank, zero


def _places(pattern: re.Pattern[bytes], data: bytes) -> Iterator[Cell]:
    for found in pattern.finditer(data):
        yield from _places_in(found[1])


def _places_in(attributes: bytes) -> Iterator[Cell]:
    place = _PLACE.search(attributes)
    if place:
        yield int(place[2]) - 1, column_of_letters(place[1].decode())


def column_of_letters(letters: str) -> int:
    """Return the 0-based column called so: 'A' -> 0, 'AA' -> 26."""
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - 64
    return place - 1


def _totals(archive: zipfile.ZipFile, part: str) -> Iterator[int]:
    """Yield the rows of totals of the tables of a sheet."""
    for target in _targets(archive, part).values():
        if "/tables/" not in target or target not in archive.namelist():
            continue
        for name, at in _elements(archive, target):
            found = _RANGE.fullmatch(at.get("ref", "")) if name == "table" else None
            if found:
                last = int(found[4])
                yield from range(last - int(at.get("totalsRowCount", "0")), last)
