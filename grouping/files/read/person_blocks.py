"""Lists with two or three rows a person, the NIP below the name: one row is made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grouping.files.read.column_roles import role_of
from grouping.files.read.grid import Grid
from grouping.files.read.header import Header
from grouping.files.read.header_lines import label_of, padded
from grouping.files.read.nip import DIGITS
from grouping.files.read.notes import Note, quote, ranges_text, some
from grouping.language import _

_ID = re.compile(r"(?:n\s?i\s?p|nik|nrp|ni\s?pppk|nim|nis|id)?[\s.:]*([\d][\d\s./-]{6,}\d)", re.I)
_DIGITS = 8
_SHARE = 0.8
_LONGEST = 3
_SAMPLE = 40


@dataclass(frozen=True)
class Joined:
    """A sheet with one row a person.

    Attributes
    ----------
    grid, header
        The sheet, whose first row of each person has the cells of the others behind it.
    rows
        1-based rows that became part of the row above them.
    notes
        What was done.
    """

    grid: Grid
    header: Header
    rows: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()


def one_row_each(grid: Grid, header: Header) -> Joined:
    """Return the sheet with the rows below a person's first one joined to it.

    A row goes on with the person above if it has an id in the column of the names, or nothing
    there while its other cells stand where merged cells or the running number are blank.
    """
    name = next((p for p, role in header.roles().items() if role == "name"), None)
    if name is None:
        return Joined(grid, header)
    sample = grid.rows[header.start : header.start + _SAMPLE]
    if not any(_is_id(_at(row, name)) for row in sample):
        return Joined(grid, header)
    counter = next((p for p, role in header.roles().items() if role == "number"), None)
    second = _second_header(grid, header, name)
    start = header.start + bool(second)
    blocks = _blocks(grid, start, name, counter)
    told = [rest for _lead, rest in blocks if rest]
    with_id = [rest for rest in told if any(_is_id(_at(grid.rows[i], name)) for i in rest)]
    if len(with_id) < max(2, _SHARE * len(blocks)):
        return Joined(grid, header)
    return _joined(grid, header, second, start, blocks, name)


def _second_header(grid: Grid, header: Header, name: int) -> dict[int, str]:
    """Return the words of a header row for the second rows: 'NIP' below 'Nama'."""
    row = grid.rows[header.start] if header.start < len(grid.rows) else []
    said = {p: v for p, v in enumerate(row) if v is not None}
    known = {p: role_of(str(v)) for p, v in said.items() if isinstance(v, str)}
    if said and known.get(name) == "id" and len(known) == len(said):
        return {p: label_of(v) for p, v in said.items()}
    # already taken as the second line of the header
    return {}


def _at(row: Sequence[object], place: int | None) -> object:
    return row[place] if place is not None and place < len(row) else None


def _is_id(value: object) -> bool:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return bool(value >= 10 ** (_DIGITS - 1))
    if not isinstance(value, str) or len(value) > 40:
        return False
    found = _ID.fullmatch(value.strip())
    return bool(found) and sum(c.isdigit() for c in value) >= _DIGITS


def _is_name(value: object) -> bool:
    return isinstance(value, str) and any(c.isalpha() for c in value) and not _is_id(value)


def _blocks(grid: Grid, start: int, name: int, counter: int | None) -> list[tuple[int, list[int]]]:
    """Return the first row of each person and the rows that go on with it, 0-based."""
    blocks: list[tuple[int, list[int]]] = []
    for i in range(start, len(grid.rows)):
        row = grid.rows[i]
        value = _at(row, name)
        if _is_name(value):
            blocks.append((i, []))
            continue
        goes_on = blocks and i == blocks[-1][0] + len(blocks[-1][1]) + 1
        told = any(v is not None for v in row) and _at(row, counter) is None
        id_below = _is_id(value) or value is None
        if goes_on and told and id_below and len(blocks[-1][1]) + 1 < _LONGEST:
            blocks[-1][1].append(i)
    return blocks


def _joined(
    grid: Grid,
    header: Header,
    second: dict[int, str],
    start: int,
    blocks: Sequence[tuple[int, list[int]]],
    name: int,
) -> Joined:
    width = max(len(header.labels), max(len(row) for row in grid.rows))
    labels = list(padded_labels(header.labels, width))
    places: dict[tuple[int, int], int] = {}
    rows = list(grid.rows)
    gone: list[int] = []
    for _lead, rest in blocks:
        for line, i in enumerate(rest):
            for p, value in enumerate(rows[i]):
                if value is not None and (line, p) not in places:
                    places[line, p] = len(labels)
                    labels.append(second.get(p) or _label(labels[p], p == name, value, line))
    for lead, rest in blocks:
        if not rest:
            continue
        longer = padded(rows[lead], len(labels))
        for line, i in enumerate(rest):
            for p, value in enumerate(rows[i]):
                if value is not None:
                    longer[places[line, p]] = _bare_id(value) if p == name else value
            gone.append(i)
            rows[i] = []
        rows[lead] = longer
    lines = header.lines
    if second:
        lines = (*lines, tuple(grid.rows[header.start]))
    text = _(
        "each person stands on several rows: the second ones, rows {rows}, were read as the"
        " columns {names}",
        rows=ranges_text([i + 1 for i in gone]),
        names=some([quote(labels[p]) for p in sorted(places.values())]),
    )
    made = replace(header, labels=tuple(labels), start=start, lines=lines)
    notes = (Note("guess", text, grid.source),)
    return Joined(replace(grid, rows=rows), made, tuple(i + 1 for i in gone), notes)


def padded_labels(labels: Sequence[str], width: int) -> list[str]:
    """Return at least `width` headers, '' where there is none."""
    return [*labels, *[""] * (width - len(labels))]


def _label(above: str, of_name: bool, value: object, line: int) -> str:
    if of_name:
        return "NIP" if sum(c.isdigit() for c in str(value)) == DIGITS else "ID"
    return f"{above} ({line + 2})" if above else ""


def _bare_id(value: object) -> object:
    if isinstance(value, str) and (found := _ID.fullmatch(value.strip())):
        return found[1]
    return value
