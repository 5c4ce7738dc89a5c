"""Lists that say who is on which team: written by us, changed by hand, or made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grouping.column import fold
from grouping.errors import InputError
from grouping.problem import Problem
from grouping.read.grid import Grid, read_grid
from grouping.read.list_rows import entries, find_team_header, list_view, no_team_column
from grouping.read.notes import Note, rows_text
from grouping.read.own_workbook import SIDE, both_views, original_teams, recorded, settled
from grouping.read.placing import People, View, complete
from grouping.read.result import load_result
from grouping.read.side_by_side import has_blocks, side_view
from grouping.terms import Index


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
        Team of each participant in each round; int32, shape (rounds, n).
    list of Note
        What was assumed.

    Raises
    ------
    InputError
        If a person or team is unknown, somebody is listed twice or has no team, or two
        sheets of the workbook were changed in different ways.
    """
    view = _read(Path(path), People(problem.roster, problem.teams, problem.rounds), sheet)
    return view.team, view.notes


def read_original(path: str | Path, problem: Problem) -> Index | None:
    """Return the teams as we wrote them, whatever was changed by hand since.

    Returns
    -------
    array or None
        Shape (rounds, n); None if `path` is no workbook of ours for these people and teams.
    """
    people = People(problem.roster, problem.teams, problem.rounds)
    return original_teams(Path(path), people)


def read_earlier(path: str | Path) -> dict[str, str]:
    """Return the team of each person (id or name) by an earlier list or JSON result.

    Ids that only number the people are passed over for names, since another roster numbers
    other people so.  Of several rounds the last one counts.

    Raises
    ------
    InputError
        If the file cannot be understood, or somebody is listed twice.
    """
    path = Path(path)
    if path.suffix.lower() == ".json":
        stored = load_result(path)
        ids, names = stored["roster"]["ids"], stored["roster"]["names"]
        teams = stored["plan"]["teams"]["names"]
        return _by_person(ids, names, [teams[g] for g in stored["assignment"][-1]])
    written = recorded(path)
    if written is not None:
        people, _ = written
        last = _read(path, people, None).team[-1].tolist()
        names = people.teams.names
        return _by_person(people.roster.ids, people.roster.names, [names[g] for g in last])
    return _earlier_rows(read_grid(path))


def _read(path: Path, people: People, sheet: str | None) -> View:
    if sheet is None:
        views = both_views(path, people)
        if views:
            return settled(path, people, *views)
    elif fold(sheet) == fold(SIDE) and people.rounds > 1:
        grids = [read_grid(path, sheet=f"{SIDE} {r + 1}") for r in range(people.rounds)]
        return complete(side_view(grids, people), people, path.name)
    grid = read_grid(path, sheet=sheet)
    view = _one_sheet(grid, people)
    view.notes[:0] = grid.notes
    return complete(view, people, grid.source)


def _one_sheet(grid: Grid, people: People) -> View:
    header = find_team_header(grid)
    if header is not None and header.teams:
        return list_view(grid, header, people)
    if people.rounds == 1 and has_blocks(grid, people):
        return side_view([grid], people)
    raise no_team_column(grid, header)


def _by_person(ids: Sequence[str], names: Sequence[str], teams: Sequence[str]) -> dict[str, str]:
    running = {fold(one) for one in ids} == {str(k + 1) for k in range(len(ids))}
    distinct = len({fold(name) for name in names}) == len(names)
    return dict(zip(names if running and distinct else ids, teams, strict=True))


def _earlier_rows(grid: Grid) -> dict[str, str]:
    header = find_team_header(grid)
    if header is None or not header.teams:
        raise no_team_column(grid, header)
    rows: dict[str, int] = {}
    people: list[tuple[str, str, str]] = []
    for r, who, name, teams in entries(grid, header):
        if not teams[-1]:
            continue
        key = fold(who or name)
        if key in rows:
            raise InputError(
                f"'{name or who}' is listed twice: {rows_text([rows[key], r])}",
                where=grid.source,
                hint="take one of the two out",
            )
        rows[key] = r
        people.append((who or name, name or who, teams[-1]))
    if not people:
        raise InputError("no row has a person and a team", where=grid.source, hint="fill it in")
    ids, names, given = zip(*people, strict=True)
    return _by_person(ids, names, given)
