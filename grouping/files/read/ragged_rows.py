"""Rows with more cells than the header: a text with bare delimiters in it was cut to pieces."""

from __future__ import annotations

from collections.abc import Sequence

from grouping.files.read.column_roles import role_of
from grouping.files.read.notes import Note, rows_text
from grouping.language import plural
from grouping.problem.titles import are_titles

_HEADERS = 60
Row = list[str]


def mended(rows: list[Row], delimiter: str, where: str) -> tuple[list[Row], list[Note]]:
    """Return the rows with cut texts put together again, and which could not be.

    What stands behind a bare comma shows: it begins with a blank, is a title behind a name, or is
    one more address behind an address.
    """
    head = _header(rows)
    if head is None:
        return rows, []
    width = len(rows[head])
    mended_rows, open_rows = [], []
    result = list(rows)
    for i in range(head + 1, len(rows)):
        if len(rows[i]) <= width or not any(cell.strip() for cell in rows[i][width:]):
            continue
        joined = _joined(rows[i], rows[head], delimiter)
        if joined is None:
            open_rows.append(i + 1)
        else:
            result[i] = joined
            mended_rows.append(i + 1)
    notes = []
    if open_rows:
        text = plural(
            "{rows} has more cells than the header, and where the text was cut is not clear; put"
            " quotation marks around texts with '{sign}' in them",
            "{rows} have more cells than the header, and where the text was cut is not clear; put"
            " quotation marks around texts with '{sign}' in them",
            len(open_rows),
            rows=rows_text(open_rows),
            sign=delimiter,
        )
        notes.append(Note("unsure", text, where, tuple(open_rows)))
    if mended_rows:
        text = plural(
            "a text with '{sign}' in it stood without quotation marks in {rows}; its pieces were"
            " put together",
            "texts with '{sign}' in them stood without quotation marks in {rows}; their pieces"
            " were put together",
            len(mended_rows),
            rows=rows_text(mended_rows),
            sign=delimiter,
        )
        notes.append(Note("changed", text, where, tuple(mended_rows)))
    return result, notes


def _header(rows: Sequence[Row]) -> int | None:
    roles = [{role_of(v) for v in row if v} - {None} for row in rows[:_HEADERS]]
    most, place = max(((len(one), -i) for i, one in enumerate(roles)), default=(0, 0))
    return -place if most else None


def _joined(row: Row, header: Row, delimiter: str) -> Row | None:
    while len(row) > len(header) and not row[-1].strip():
        row = row[:-1]
    extra = len(row) - len(header)
    behind_blank = [
        p for p in range(1, len(row)) if row[p][:1] == " " and row[p].strip() and row[p - 1].strip()
    ]
    if delimiter != "\t" and len(behind_blank) == extra:
        return _without_cuts(row, behind_blank, delimiter)
    for p, label in enumerate(header):
        pieces = row[p + 1 : p + 1 + extra]
        role = role_of(label)
        titles = role == "name" and all(v.strip() and are_titles(v, row[p]) for v in pieces)
        addresses = role == "email" and all("@" in v for v in pieces)
        if titles or addresses:
            return _without_cuts(row, range(p + 1, p + 1 + extra), delimiter)
    return None


def _without_cuts(row: Row, cuts: Sequence[int], delimiter: str) -> Row:
    result: Row = []
    for p, value in enumerate(row):
        if p in cuts:
            result[-1] = f"{result[-1].rstrip()}{delimiter} {value.strip()}"
        else:
            result.append(value)
    return result
