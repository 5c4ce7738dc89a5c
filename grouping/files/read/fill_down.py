"""Values that stand once for several rows: merged cells, blanks as above, headings between rows."""

from __future__ import annotations

from collections.abc import Sequence

from grouping.files.read.cells import Cells, find_column
from grouping.files.read.column_roles import role_of
from grouping.files.read.grid import Grid
from grouping.files.read.header import Header
from grouping.files.read.notes import Note, at_column, cell_name, quote, rows_text, some
from grouping.files.read.row_layout import at
from grouping.language import _, plural
from grouping.problem.column import fold


def filled_down(
    grid: Grid, header: Header, numbers: Sequence[int], people: list[list[object]]
) -> tuple[list[list[object]], list[Note]]:
    """Return the cells of the people (1-based rows `numbers`) with merged cells filled."""
    index = {number - 1: k for k, number in enumerate(numbers)}
    filled: dict[int, list[int]] = {}
    copied: set[int] = set()
    for top, left, bottom, _right in grid.merged:
        if bottom == top or top < header.start or left >= len(grid.rows[top]):
            continue
        value = grid.rows[top][left]
        for i in range(top + 1, bottom + 1):
            k = index.get(i)
            if k is None or value is None or at(people[k], left) is not None:
                continue
            if k not in copied:
                people[k] = list(people[k])
                copied.add(k)
            people[k] += [None] * (left + 1 - len(people[k]))
            people[k][left] = value
            filled.setdefault(left, []).append(i + 1)
    notes = [
        Note(
            "changed",
            plural(
                "{n} cell merged with the cell above got its value: {cells}",
                "{n} cells merged with the cell above got its value: {cells}",
                len(rows),
                cells=some([cell_name(row, place) for row in rows]),
            ),
            at_column(header.labels[place] or cell_name(header.row, place)),
            tuple(rows),
        )
        for place, rows in sorted(filled.items())
    ]
    return people, notes


def as_above(
    columns: Sequence[Cells], wanted: Sequence[str], source: str
) -> tuple[list[Cells], list[Note]]:
    """Return the columns, the `wanted` ones with their blanks filled from the cell above."""
    columns, notes = list(columns), []
    for name in wanted:
        cells = find_column(columns, name, source)
        values: list[object] = []
        rows: list[int] = []
        for row, value in zip(cells.rows, cells.values, strict=True):
            if value is None and values and values[-1] is not None:
                rows.append(row)
                value = values[-1]
            values.append(value)
        columns[columns.index(cells)] = cells.with_values(values)
        text = plural(
            "{n} blank cell filled from the cell above, in {rows}",
            "{n} blank cells filled from the cell above, in {rows}",
            len(rows),
            rows=rows_text(rows),
        )
        notes.append(cells.note("changed", text, rows))
    return columns, notes


def with_bands(
    columns: Sequence[Cells], headings: dict[int, str], wanted: str | None, source: str
) -> tuple[list[Cells], list[Note]]:
    """Return the columns with one more of the headings above each person, if it is `wanted`.

    Parameters
    ----------
    headings
        By 1-based row.
    wanted
        Name of the column; without it the headings are offered, where several part the people.
    """
    rows = columns[0].rows
    above: list[object] = []
    for row in rows:
        before = [r for r in headings if r < row]
        above.append(headings[max(before)] if before else None)
    if wanted is None:
        parts = len(set(above) - {None})
        if parts < 2 or any(c.role == "agency" for c in columns):
            return list(columns), []
        text = _(
            "{n} headings between the rows part the people, such as {example};"
            '  bands = "{name}"  under [roster] of a plan makes a column of them',
            n=parts,
            example=quote(next(iter(headings.values())), 40),
            name=_("Group"),
        )
        return list(columns), [Note("unsure", text, source, tuple(headings))]
    name = wanted
    if fold(name) in {fold(c.name) for c in columns}:
        name = f"{wanted} (2)"
    place = max(c.place for c in columns) + 1
    made = Cells(name, place, role_of(name), above, rows)
    text = _("column made of the headings between the rows")
    return [*columns, made], [made.note("guess", text)]
