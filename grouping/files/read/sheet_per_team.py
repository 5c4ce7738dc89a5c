"""Workbooks with a sheet for each team: its name above, below a section for each round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from grouping.errors import InputError
from grouping.files.read.column_roles import role_of
from grouping.files.read.grid import Grid
from grouping.files.read.notes import cell_name
from grouping.files.read.open_grid import read_sheets
from grouping.files.read.people_on_teams import People, View
from grouping.files.read.person_per_row import cell_text, find_team_header, said_at
from grouping.files.read.teams_side_by_side import has_blocks, side_view
from grouping.language import _
from grouping.problem.column import fold

# Rows above the people in which the name of the team may stand.
_TITLE = 3
_NUMBERED = re.compile(r"(?:round|putaran)\s*(\d+)\b")


def each_view(path: Path, people: People) -> View | None:
    """Return who is on which team by the sheets of the teams; None if there are none.

    Remarks below the people, without a number beside them, are passed over.
    """
    view = people.view()
    for grid in read_sheets(path):
        g = _team_of(grid, people)
        if g is not None:
            view.sheet, view.teams = view.sheet or grid.sheet, view.teams | {g}
            for r, k, column, text in _entries(grid, people):
                i = _person(grid, people, k, column, text)
                if i is not None:
                    cell = f"{grid.sheet}!{cell_name(k + 1, column)}"
                    view.place(r, i, g, cell, people, grid.source)
    # a sheet or two called like a team say nothing of all
    enough = len(view.teams) >= min(2, len(people.teams.names))
    return view if enough and (view.team >= 0).any() else None


def rounds_view(path: Path, people: People) -> View | None:
    """Return who is where by a sheet with the teams side by side for each round, in their order."""
    grids = [
        grid
        for grid in read_sheets(path)
        if _team_of(grid, people) is None and has_blocks(grid, people)
    ]
    return side_view(grids, people) if len(grids) == people.rounds else None


def _team_of(grid: Grid, people: People) -> int | None:
    """Return the team whose sheet this is: named on top or by the sheet, then a column of names."""
    if not any(_name_column(row) is not None for row in grid.rows):
        return None
    header = find_team_header(grid, people.round_names)
    if header is not None and header.teams:
        return None
    by_name = {fold(name): g for g, name in enumerate(people.teams.names)}
    texts = [cell_text(row, 0) for row in grid.rows[:_TITLE]]
    return next((by_name[fold(t)] for t in [*texts, grid.sheet] if fold(t) in by_name), None)


def _name_column(row: Sequence[object]) -> int | None:
    """Return the column of names if a row is a header with one."""
    return next((c for c, v in enumerate(row) if isinstance(v, str) and role_of(v) == "name"), None)


def _entries(grid: Grid, people: People) -> Iterator[tuple[int, int, int, str]]:
    """Yield (round, row, column, text) of every cell of a name; all 0-based."""
    r: int | None = 0 if people.rounds == 1 else None
    column: int | None = None
    for k, row in enumerate(grid.rows):
        named = _round_of(cell_text(row, 0), people)
        header = _name_column(row)
        if named is not None and people.rounds > 1:
            r = named
        elif header is not None:
            column = header
        elif r is not None and column is not None and (text := cell_text(row, column)):
            yield r, k, column, text


def _round_of(text: str, people: People) -> int | None:
    """Return the round of which a section begins: 'Day 2: 8 people', 'Putaran 2: 8 peserta'."""
    said = fold(text)
    for r, name in enumerate(people.round_names):
        if said == fold(name) or said.startswith(f"{fold(name)}:"):
            return r
    found = _NUMBERED.match(said)
    number = int(found[1]) if found and not people.round_names else 0
    return number - 1 if 1 <= number <= people.rounds else None


def _person(grid: Grid, people: People, k: int, column: int, text: str) -> int | None:
    """Return whom a cell means; None for a remark, which has no number beside it."""
    where = _("{source}, cell {cell}", source=grid.source, cell=cell_name(k + 1, column))
    try:
        return said_at(partial(people.person, text), where)
    except InputError:
        if cell_text(grid.rows[k], 0):
            raise
        return None
