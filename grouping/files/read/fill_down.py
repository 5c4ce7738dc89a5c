"""Cells that are merged with the cell above them get its value."""

from __future__ import annotations

from collections.abc import Sequence

from grouping.files.read.grid import Grid
from grouping.files.read.header import Header
from grouping.files.read.notes import Note, at_column, cell_name, some
from grouping.files.read.row_layout import at
from grouping.language import plural


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
