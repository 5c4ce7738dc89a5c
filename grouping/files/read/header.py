"""Where the table starts: title rows, the header (one or two lines), the numbering row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grouping.errors import InputError, did_you_mean
from grouping.files.read.column_roles import ROLES, role_of
from grouping.files.read.grid import Grid
from grouping.files.read.header_lines import LIKE_DATA, labels_of, lines_of
from grouping.files.read.notes import Note, quote, some
from grouping.language import _, plural
from grouping.problem.column import fold

__all__ = ["Header", "find_header", "is_numbering", "role_of"]

_DEPTH = 60
_LONGEST_NAME = 70


@dataclass(frozen=True)
class Header:
    """Where the table starts and what its columns are called.

    Attributes
    ----------
    row
        1-based row of the (first line of the) header.
    start
        0-based index of the first row below the header and the numbering row.
    labels
        Header text of each column of the sheet, '' where there is none.
    lines
        The header rows as they stand, to recognise their repetition.
    notes
        What was dropped or assumed.
    stated
        What the caller says that columns are about, by folded label; '' for nothing known.
    """

    row: int
    start: int
    labels: tuple[str, ...]
    lines: tuple[tuple[object, ...], ...]
    notes: tuple[Note, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)

    def roles(self) -> dict[int, str]:
        """Return the role of each column that has a known one."""
        found = {place: self.role(label) for place, label in enumerate(self.labels) if label}
        return {place: role for place, role in found.items() if role}

    def role(self, label: str) -> str | None:
        """Return what the column with this label is about."""
        said = self.stated.get(fold(label))
        return role_of(label) if said is None else said or None


def find_header(
    grid: Grid, row: int | None = None, roles: Mapping[str, str] | None = None
) -> Header:
    """Find the header by known words, else by its shape.

    Parameters
    ----------
    row
        Its 1-based row, if the caller says so.
    roles
        What columns are about, by label, if the caller says so.

    Raises
    ------
    InputError
        If no row looks like a header, or a stated role or row does not exist.
    """
    notes: list[Note] = []
    top = _by_words(grid) if row is None else _stated_row(grid, row)
    if top is None:
        top = _by_shape(grid)
        names = some([quote(v, 30) for v in grid.rows[top] if v is not None])
        text = _(
            "row {row} was taken as the header, though its words are unknown: {names}",
            row=top + 1,
            names=names,
        )
        notes.append(Note("guess", text, grid.source))
    lines = lines_of(grid, top)
    labels = labels_of(grid, lines)
    start = lines[-1] + 1
    numbered = start < len(grid.rows) and is_numbering(grid.rows[start], labels)
    if numbered and _has_texts_below(grid, start):
        text = _("row {row} only numbers the columns and was left out", row=start + 1)
        notes.append(Note("dropped", text, grid.source, (start + 1,)))
        start += 1
    notes += _titles(grid, lines[0])
    rows = tuple(tuple(grid.rows[i]) for i in lines)
    stated = _stated_roles(roles or {}, labels, grid.source)
    return Header(lines[0] + 1, start, labels, rows, tuple(notes), stated)


def _stated_row(grid: Grid, row: int) -> int:
    if not 1 <= row <= len(grid.rows) or not _texts(grid.rows[row - 1]):
        text = _("there is nothing in row {row}, which was said to be the header", row=row)
        raise InputError(text, where=grid.source, hint=_("count the rows of the sheet from 1"))
    return row - 1


def _stated_roles(roles: Mapping[str, str], labels: Sequence[str], source: str) -> dict[str, str]:
    known = {fold(label) for label in labels if label}
    for label, role in roles.items():
        if fold(label) not in known:
            raise InputError(
                _("there is no column '{wanted}'", wanted=label),
                where=source,
                hint=did_you_mean(label, [one for one in labels if one]),
            )
        if role and role not in ROLES:
            raise InputError(
                _("'{role}' is not what a column can be about", role=role),
                where=source,
                hint=did_you_mean(str(role), ROLES),
            )
    return {fold(label): role for label, role in roles.items()}


def _has_texts_below(grid: Grid, start: int) -> bool:
    """Return whether texts stand below a row of numbers: with numbers below it is a person."""
    for row in grid.rows[start + 1 : start + 4]:
        here = zip(grid.rows[start], row, strict=False)
        if any(a is not None and isinstance(b, str) and re.search(r"[^\W\d_]", b) for a, b in here):
            return True
    return start + 1 >= len(grid.rows)


def _titles(grid: Grid, top: int) -> list[Note]:
    titles = [(i + 1, _texts(row)) for i, row in enumerate(grid.rows[:top]) if _texts(row)]
    if not titles:
        return []
    numbers = [number for number, _ in titles]
    words = some([quote(" ".join(texts)) for _, texts in titles], 5)
    text = plural(
        "row {rows} above the header left out: {words}",
        "rows {rows} above the header left out: {words}",
        len(numbers),
        rows=some(numbers),
        words=words,
    )
    return [Note("dropped", text, grid.source, tuple(numbers))]


def _texts(row: Sequence[object]) -> list[str]:
    return [" ".join(str(v).split()) for v in row if v is not None]


def _by_words(grid: Grid) -> int | None:
    best, most = None, 0
    for i, row in enumerate(grid.rows[:_DEPTH]):
        texts = [v for v in row if isinstance(v, str)]
        known = {role for v in texts if (role := role_of(v))}
        enough = len(known) >= 2 or (known and _has_shape(grid, i))
        if enough and len(known) > most:
            best, most = i, len(known)
    return best


def _by_shape(grid: Grid) -> int:
    for i, row in enumerate(grid.rows[:_DEPTH]):
        filled = _texts(row)
        if len(filled) >= 2 and _has_shape(grid, i) and not _recurs(grid, i):
            return i
        if len(filled) >= max(2, 0.6 * _usual_width(grid)):
            break  # the first full row is data
    first = next(row for row in grid.rows if _texts(row))
    shown = some([quote(text) for text in _texts(first)])
    raise InputError(
        _("no row looks like a header; the first row reads: {cells}", cells=shown),
        where=grid.source,
        hint=_(
            "put a row with the names of the columns, such as Nama, NIP, Instansi, above the data"
        ),
    )


def _usual_width(grid: Grid) -> int:
    widths = sorted(len(t) for row in grid.rows[: 5 * _DEPTH] if (t := _texts(row)))
    return widths[len(widths) // 2]


def _has_shape(grid: Grid, i: int) -> bool:
    """Return whether row `i` has distinct short texts nearly as wide as the table."""
    values = [v for v in grid.rows[i] if v is not None]
    below = any(_texts(row) for row in grid.rows[i + 1 :])
    return (
        bool(values)
        and below
        and len(values) >= 0.6 * _usual_width(grid)
        and all(isinstance(v, str) and len(v) <= _LONGEST_NAME for v in values)
        and not any(LIKE_DATA.search(str(v).strip()) for v in values)
        and len({fold(v) for v in values}) == len(values)
    )


def _recurs(grid: Grid, i: int) -> bool:
    """Return whether a value of row `i` is found again below it, as data are."""
    for place, value in enumerate(grid.rows[i]):
        if value is None:
            continue
        key = fold(value)
        below = [row[place] for row in grid.rows[i + 1 : i + 500] if place < len(row)]
        if any(v is not None and fold(v) == key for v in below):
            return True
    return False


_SMALL = re.compile(r"\W*(\d{1,2})\W*")


def is_numbering(row: Sequence[object], labels: Sequence[str]) -> bool:
    """Return whether a row only counts the columns: 1 2 3 4 or (1) (2) (3) (4)."""
    filled = [(place, v) for place, v in enumerate(row) if v is not None]
    if len(filled) < 2:
        return False
    numbers = []
    for _place, value in filled:
        digits = _SMALL.fullmatch(str(value))
        if not digits:  # mostly at the first cell: this is asked of every row
            return False
        numbers.append(int(digits[1]))
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] > 2:
        return False
    named = any(place < len(labels) and role_of(labels[place]) == "name" for place, _ in filled)
    return named or len(filled) >= 4
