"""A workbook as grids of cells, with what its parts declare that the reading library leaves out."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import python_calamine as calamine

from grouping.errors import InputError, did_you_mean
from grouping.files.read.choose_sheet import ALL, chosen
from grouping.files.read.grid import Grid, filled_cells, grid_of
from grouping.files.read.notes import Note, quote, some
from grouping.files.read.ods_parts import facts_of_ods
from grouping.files.read.sheet_facts import SheetFacts
from grouping.files.read.xlsx_parts import facts_of_xlsx
from grouping.language import _
from grouping.problem.column import fold


def sheet_of_workbook(path: Path, data: bytes, wanted: str | None, *, people: bool) -> Grid:
    """Return a sheet of a workbook.

    Parameters
    ----------
    path, data
        The file and its bytes.
    wanted
        Name of the sheet, '*' for all sheets with the same columns, None to look for it.
    people
        Whether people are looked for; otherwise the fullest visible sheet is taken.
    """
    book = calamine.load_workbook(io.BytesIO(data))
    visible = [
        s.name for s in book.sheets_metadata if s.visible == calamine.SheetVisibleEnum.Visible
    ]
    names = [s.name for s in book.sheets_metadata]
    if wanted is not None and wanted != ALL:
        name = next((n for n in names if fold(n) == fold(wanted)), None)
        if name is None:
            text = _("there is no sheet '{sheet}'", sheet=wanted)
            raise InputError(text, where=path.name, hint=did_you_mean(wanted, names))
        return with_facts(grid_of(path, book.get_sheet_by_name(name)), data)
    grids = [grid_of(path, book.get_sheet_by_name(n)) for n in visible or names]
    if not grids:
        text = _("the workbook has no sheets")
        hint = _("open it in a spreadsheet program and save it as .xlsx or .csv")
        raise InputError(text, where=path.name, hint=hint)
    if people:
        grids = [with_facts(grid, data) for grid in grids]
        if len(names) == 1:
            return grids[0]
        hidden = [n for n in names if visible and n not in visible]
        return chosen(grids, hidden, join=wanted == ALL)
    return with_facts(_fullest(path, grids, names, visible), data)


def _fullest(path: Path, grids: list[Grid], names: list[str], visible: list[str]) -> Grid:
    best = max(grids, key=filled_cells)
    others = [n for n in names if n != best.sheet]
    if not others:
        return best
    shown = [quote(n) if n in visible else _("{name} (hidden)", name=quote(n)) for n in others]
    text = _(
        "sheet '{sheet}' is the fullest and was taken; not read: {others}",
        sheet=best.sheet,
        others=some(shown),
    )
    return replace(best, notes=(Note("guess", text, path.name),))


def with_facts(grid: Grid, data: bytes) -> Grid:
    """Return a sheet with what its XML declares: hidden rows, totals, merged cells of an .ods."""
    facts = _facts(data, grid.sheet)
    rows = grid.rows
    for (row, column), text in facts.texts.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    return replace(
        grid,
        merged=grid.merged if facts.merged is None else facts.merged,
        totals=frozenset(row + 1 for row in facts.totals),
        hidden=frozenset(row + 1 for row in facts.hidden),
        facts=facts,
    )


def _facts(data: bytes, sheet: str) -> SheetFacts:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return SheetFacts()  # the binary .xls
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        try:
            if "content.xml" in parts:
                return facts_of_ods(archive, sheet)
            if "xl/workbook.xml" in parts:
                return facts_of_xlsx(archive, sheet)
        except (KeyError, ValueError, OSError, zipfile.BadZipFile):
            return SheetFacts()  # the reading library could read it; its values count
    return SheetFacts()
