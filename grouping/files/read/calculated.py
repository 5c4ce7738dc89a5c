"""Formulas that were never calculated, and errors: cells without a value that say so."""

from __future__ import annotations

from collections.abc import Sequence

from grouping.errors import InputError
from grouping.files.read.grid import Grid
from grouping.files.read.header import Header
from grouping.files.read.notes import Note, at_column, cell_name, some
from grouping.language import _, plural


def check_calculated(grid: Grid, header: Header) -> list[Note]:
    """Return notes of the columns with cells that have no value of theirs.

    Raises
    ------
    InputError
        If these are names or ids: nobody could be told who is meant.
    """
    people = {place for place, role in header.roles().items() if role in ("name", "id")}
    # nought is a value elsewhere, but nobody is called so
    never = grid.facts.uncached | {cell for cell in grid.facts.zeros if cell[1] in people}
    below = sorted(cell for cell in never if cell[0] >= header.start)
    notes = []
    for place in dict.fromkeys(column for _row, column in below):
        cells = [cell for cell in below if cell[1] == place]
        text = plural(
            "{n} cell is a formula that was never calculated: {cells}",
            "{n} cells are formulas that were never calculated: {cells}",
            len(cells),
            cells=_named(cells),
        )
        hint = _("open the file in a spreadsheet program and save it: then the values are in it")
        where = at_column(_label(header, place))
        if place in people:
            raise InputError(text, where=f"{grid.source}, {where}", hint=hint)
        notes.append(Note("unsure", f"{text}; {hint}", where))
    wrong = sorted(cell for cell in grid.facts.errors if cell[0] >= header.start)
    if wrong:
        text = plural(
            "{n} cell holds an error and was taken as blank: {cells}",
            "{n} cells hold errors and were taken as blank: {cells}",
            len(wrong),
            cells=_named(wrong),
        )
        notes.append(Note("changed", text, grid.source, tuple({row + 1 for row, _c in wrong})))
    return notes


def _named(cells: Sequence[tuple[int, int]]) -> str:
    return some([cell_name(row + 1, place) for row, place in cells])


def _label(header: Header, place: int) -> str:
    label = header.labels[place] if place < len(header.labels) else ""
    return label or cell_name(header.row, place)
