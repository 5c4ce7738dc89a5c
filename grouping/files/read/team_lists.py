"""Lists that say who is on which team: written by us, changed by hand, or made by hand."""

from __future__ import annotations

from pathlib import Path

from grouping.files.read.grid import Grid
from grouping.files.read.notes import Note
from grouping.files.read.open_grid import read_grid
from grouping.files.read.own_sheets import SIDE, side_sheets
from grouping.files.read.own_workbook import both_views, original_teams, settled, with_each
from grouping.files.read.people_on_teams import People, View, complete
from grouping.files.read.person_per_row import find_team_header, list_view, no_team_column
from grouping.files.read.sheet_per_team import each_view, rounds_view
from grouping.files.read.teams_side_by_side import has_blocks, side_view
from grouping.problem.column import fold
from grouping.problem.problem import Problem
from grouping.terms.arrays import Index


def read_list(
    path: str | Path, problem: Problem, *, sheet: str | None = None
) -> tuple[Index, list[Note]]:
    """Read who is on which team from a list with one row per person, or teams side by side.

    Parameters
    ----------
    path
        A .csv, .xlsx, .ods ... with columns for the id or name and for the team.
    problem
        Whose people and teams the list speaks of; people are matched by id, then by name.
    sheet
        Which sheet of a workbook.  Without it, in a workbook of ours, the sheet that was
        changed by hand counts.

    Returns
    -------
    array
        Team of each participant in each round, -1 for who is absent; int32, shape (rounds, n).
    list of Note
        What was assumed.

    Raises
    ------
    InputError
        If a person or team is unknown, somebody is listed twice, has no team or has one in a
        round without taking part, or two sheets of the workbook were changed in different ways.
    """
    view = view_of(Path(path), People.of(problem), sheet)
    return view.team, view.notes


def read_original(path: str | Path, problem: Problem) -> Index | None:
    """Return the teams as we wrote them, whatever was changed by hand since.

    Returns
    -------
    array or None
        Shape (rounds, n); None if `path` is no workbook of ours for these people and teams.
    """
    return original_teams(Path(path), People.of(problem))


def view_of(path: Path, people: People, sheet: str | None) -> View:
    """Return who is on which team by a list or workbook; `sheet` as in `read_list`."""
    if sheet is None:
        views = both_views(path, people)
        if views:
            chosen, each = settled(path, people, *views), each_view(path, people)
            return chosen if each is None else with_each(path, people, chosen, each)
    elif people.rounds > 1:
        for spoken, name in SIDE.items():
            if fold(sheet) == fold(name):
                names = side_sheets(people.rounds, spoken)
                grids = [read_grid(path, sheet=one) for one in names]
                return complete(side_view(grids, people), people, path.name)
    grid = read_grid(path, sheet=sheet)
    header = find_team_header(grid, people.round_names)
    if header is None or not header.teams:
        several = rounds_view(path, people) if people.rounds > 1 and sheet is None else None
        several = several or each_view(path, people)
        if several is not None:
            return complete(several, people, path.name)
    view = _one_sheet(grid, people)
    view.notes[:0] = grid.notes
    return complete(view, people, grid.source)


def _one_sheet(grid: Grid, people: People) -> View:
    header = find_team_header(grid, people.round_names)
    if header is not None and header.teams:
        return list_view(grid, header, people)
    if people.rounds == 1 and has_blocks(grid, people):
        return side_view([grid], people)
    raise no_team_column(grid, header)
