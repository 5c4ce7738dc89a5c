"""Several tables on one sheet: the fullest is read, and the others are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grouping.errors import InputError
from grouping.files.read.column_roles import role_of
from grouping.files.read.grid import Grid
from grouping.files.read.header import is_numbering
from grouping.files.read.notes import Note, cell_name, ranges_text, some
from grouping.language import _, plural
from grouping.problem.column import fold

# A quick look before a row is read word by word: it should name a column of people.
_PEOPLE = re.compile(
    r"\b(nama|name|nip|peserta|participant|pegawai|student|employee|anggota|member|siswa)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LONGEST = 70


@dataclass(frozen=True)
class _Table:
    """Rows of one table, 0-based: those above its header, its header, the row after its last."""

    top: int
    header: int
    end: int
    rows: int
    people: frozenset[str] = frozenset()


def one_table(grid: Grid, header_row: int | None = None) -> Grid:
    """Return `grid` with the cells of all tables but one taken out, and a note of these.

    A second header further down starts a second table, unless it repeats the words of the first;
    so does a second column of names beside an empty column.  The table with most people is read:
    of two with the same people the one in which each stands once.

    Parameters
    ----------
    header_row
        1-based row of the header of the table to read, if the caller says so.

    Raises
    ------
    InputError
        If two tables with the same columns stand side by side, since half of the people could be
        in either.
    """
    tables = _stacked(grid, header_row)
    if len(tables) > 1:
        stated = [t for t in tables if header_row is not None and t.header == header_row - 1]
        best = stated[0] if stated else max(tables, key=lambda t: (len(t.people), -t.rows))
        grid = _without(grid, best, [t for t in tables if t is not best], sure=bool(stated))
        tables = [best]
    return _one_of_neighbours(grid, tables[0]) if tables else grid


def _stacked(grid: Grid, header_row: int | None) -> list[_Table]:
    heads: list[int] = []
    begins = True
    for i, row in enumerate(grid.rows):
        if header_row is not None and i == header_row - 1:
            heads.append(i)
        elif _is_header(row, begins=begins):
            repeated = heads and _folded(row) == _folded(grid.rows[heads[-1]])
            if not (heads and i == heads[-1] + 1) and not repeated:
                heads.append(i)
        begins = len(row) - row.count(None) <= 1
    if not heads:
        return []
    tops = [_titles_above(grid, i) for i in heads]
    ends = [*tops[1:], len(grid.rows)]
    return [
        _Table(
            top if k else 0,
            head,
            end,
            _filled(grid.rows[head + 1 : end]),
            _people(grid.rows[head], grid.rows[head + 1 : end]),
        )
        for k, (top, head, end) in enumerate(zip(tops, heads, ends, strict=True))
    ]


def _is_header(row: Sequence[object], *, begins: bool) -> bool:
    """Return whether a row is a header; `begins`: whether it stands below a blank or a title."""
    words: list[str] = []
    for value in row:
        if value is None:
            continue
        # most rows end here: this is asked of each
        if not isinstance(value, str) or len(value) > _LONGEST or _DIGIT.search(value):
            return False
        words.append(value)
    if len(words) < 2 or not any(map(_PEOPLE.search, words)):
        return False
    roles = [role for v in words if (role := role_of(v))]
    if not {"name", "id"} & set(roles) or len(set(roles)) < 2:
        return False
    # people of a row may be called as a column is; a header has little else
    return 2 * len(roles) > len(words) or (begins and len({fold(v) for v in words}) == len(words))


def _people(header: Sequence[object], rows: Sequence[Sequence[object]]) -> frozenset[str]:
    """Return the different names below a header, or ids where there are no names."""
    roles = {p: role_of(v) for p, v in enumerate(header) if isinstance(v, str)}
    for wanted in ("name", "id"):
        place = next((p for p, role in roles.items() if role == wanted), None)
        if place is not None:
            cells = (row[place] for row in rows if place < len(row) and row[place] is not None)
            return frozenset(fold(v) for v in cells)
    return frozenset()


def _folded(row: Sequence[object]) -> tuple[str, ...]:
    return tuple(fold(v) for v in row if v is not None)


def _titles_above(grid: Grid, head: int) -> int:
    """Return the first of the rows right above a header that are titles of its table."""
    top = head
    while top and 0 < sum(v is not None for v in grid.rows[top - 1]) <= 2:
        top -= 1
    return top


def _filled(rows: Sequence[Sequence[object]]) -> int:
    return sum(
        1 for row in rows if sum(v is not None for v in row) >= 2 and not is_numbering(row, ())
    )


def _without(grid: Grid, best: _Table, others: Sequence[_Table], *, sure: bool) -> Grid:
    rows = [row if best.top <= i < best.end else [] for i, row in enumerate(grid.rows)]
    merged = tuple(m for m in grid.merged if best.top <= m[0] and m[2] < best.end)
    left = [
        i + 1
        for t in others
        for i in range(t.top, t.end)
        if any(v is not None for v in grid.rows[i])
    ]
    named = [_("header in row {row}, {n} rows", row=t.header + 1, n=t.rows) for t in others]
    text = plural(
        "{n} more table on this sheet was not read: {tables}; the fullest, with its header in row"
        " {row}, was taken",
        "{n} more tables on this sheet were not read: {tables}; the fullest, with its header in"
        " row {row}, was taken",
        len(others),
        tables=some(named),
        row=best.header + 1,
    )
    strangers = [t for t in others if len(t.people - best.people) > 1]
    found = Note("guess", text, grid.source)
    if strangers and not sure:
        other = _(
            "  header_row = {row}  under [roster] of a plan reads another",
            row=strangers[0].header + 1,
        )
        found = Note("unsure", f"{text}; {other}", grid.source)
    gone = _("rows {rows} left out: another table", rows=ranges_text(left))
    lost = Note("dropped", gone, grid.source, tuple(left))
    return replace(grid, rows=rows, merged=merged, notes=(*grid.notes, found, lost))


def _one_of_neighbours(grid: Grid, table: _Table) -> Grid:
    row = grid.rows[table.header]
    names = [p for p, v in enumerate(row) if v is not None and role_of(str(v)) == "name"]
    labels = [fold(v) for v in row if v is not None]
    twice = {one for one in labels if labels.count(one) > 1}
    same = [p for p in names if fold(row[p]) in twice]
    if len(same) > 1 and len(twice) > 1:
        a, b = (cell_name(table.header + 1, p) for p in same[:2])
        raise InputError(
            _("two tables stand side by side: both {a} and {b} are names", a=a, b=b),
            where=grid.source,
            hint=_("put one below the other, or each on a sheet of its own"),
        )
    blocks = _blocks(grid, table)
    with_names = [b for b in blocks if any(b[0] <= p < b[1] for p in names)]
    if len(with_names) < 2:
        return grid
    best = max(with_names, key=lambda b: _cells(grid, table, b))
    others = [b for b in with_names if b is not best]
    return _beside(grid, table, best, others)


def _blocks(grid: Grid, table: _Table) -> list[tuple[int, int]]:
    """Return the runs of columns of a table, parted by columns that are empty throughout."""
    rows = grid.rows[table.header : table.end]
    width = max(map(len, rows), default=0)
    used = [any(p < len(row) and row[p] is not None for row in rows) for p in range(width)]
    starts = [p for p in range(width) if used[p] and (p == 0 or not used[p - 1])]
    ends = [p + 1 for p in range(width) if used[p] and (p + 1 == width or not used[p + 1])]
    return list(zip(starts, ends, strict=True))


def _cells(grid: Grid, table: _Table, block: tuple[int, int]) -> int:
    rows = grid.rows[table.header : table.end]
    return sum(v is not None for row in rows for v in row[block[0] : block[1]])


def _beside(
    grid: Grid, table: _Table, best: tuple[int, int], others: Sequence[tuple[int, int]]
) -> Grid:
    gone = {p for first, end in others for p in range(first, end)}
    rows = [
        [None if p in gone else v for p, v in enumerate(row)] if i >= table.header else row
        for i, row in enumerate(grid.rows)
    ]
    merged = tuple(m for m in grid.merged if m[1] not in gone or m[0] < table.header)
    text = plural(
        "{n} more table beside it was not read: {cells}; the fullest, from {cell} on, was taken",
        "{n} more tables beside it were not read: {cells}; the fullest, from {cell} on, was taken",
        len(others),
        cells=some([cell_name(table.header + 1, first) for first, _end in others]),
        cell=cell_name(table.header + 1, best[0]),
    )
    notes = (*grid.notes, Note("guess", text, grid.source))
    return replace(grid, rows=rows, merged=merged, notes=notes)
