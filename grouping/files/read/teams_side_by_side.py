"""Sheets with the teams side by side: the name of a team, its people below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from grouping.files.read.grid import Grid
from grouping.files.read.notes import cell_name
from grouping.files.read.people_on_teams import People, View
from grouping.files.read.person_per_row import address, cell_text, said_at
from grouping.language import _
from grouping.problem.column import fold


def _blocks(grid: Grid, people: People) -> Iterator[tuple[int, int, int, str]]:
    """Yield (1-based row, column, team, text) of every cell below the name of a team."""
    by_name = {fold(name): g for g, name in enumerate(people.teams.names)}
    above: dict[int, int] = {}
    for r, row in enumerate(grid.rows, 1):
        for column, value in enumerate(row):
            text = cell_text(row, column) if value is not None else ""
            if fold(text) in by_name:
                above[column] = by_name[fold(text)]
            elif text and column in above:
                yield r, column, above[column], text


def has_blocks(grid: Grid, people: People) -> bool:
    """Return whether anything stands below the name of a team."""
    return next(_blocks(grid, people), None) is not None


def side_view(grids: Sequence[Grid], people: People) -> View:
    """Return who is on which team by sheets with teams side by side, one per round."""
    view = people.view()
    for k, grid in enumerate(grids):
        for r, column, g, text in _blocks(grid, people):
            cell = address(grid, r, column)
            i = said_at(
                partial(people.person, text),
                _("{source}, cell {cell}", source=grid.source, cell=cell_name(r, column)),
            )
            view.place(k, i, g, cell, people, grid.source)
    return view
