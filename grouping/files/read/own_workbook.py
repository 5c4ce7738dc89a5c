"""Our own workbooks: two sheets that say the same, and a hidden one that keeps what was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.files.read.grid import Grid
from grouping.files.read.notes import Note, some
from grouping.files.read.open_grid import read_grid
from grouping.files.read.own_sheets import LIST, RECORD, SIDE, side_sheets
from grouping.files.read.people_on_teams import People, View, complete
from grouping.files.read.person_per_row import cell_text, entries, find_team_header, list_view
from grouping.files.read.teams_side_by_side import has_blocks, side_view
from grouping.language import _, plural
from grouping.problem.column import fold
from grouping.problem.problem import Teams
from grouping.problem.roster import Roster
from grouping.terms.arrays import Index


def _sheet(path: Path, name: str) -> Grid | None:
    try:
        return read_grid(path, sheet=name)
    except InputError:
        return None


def both_views(path: Path, people: People) -> tuple[View, View] | None:
    """Return what the list and the side-by-side sheets of a workbook of ours say."""
    for spoken, name in LIST.items():
        by_row = _sheet(path, name)
        if by_row is not None:
            views = _both(path, people, by_row, side_sheets(people.rounds, spoken))
            if views:
                rows, side = views
                return replace(rows, sheet=name), replace(side, sheet=SIDE[spoken])
    return None


def _both(path: Path, people: People, by_row: Grid, sheets: list[str]) -> tuple[View, View] | None:
    header = find_team_header(by_row, people.round_names)
    grids = [grid for name in sheets if (grid := _sheet(path, name))]
    if not header or not header.teams or len(grids) < len(sheets):
        return None
    if not all(has_blocks(grid, people) for grid in grids):
        return None
    one = complete(list_view(by_row, header, people), people, by_row.source)
    return one, complete(side_view(grids, people), people, grids[0].source)


def recorded(path: Path) -> tuple[People, View] | None:
    """Return the people, the teams and who was where when we wrote the workbook."""
    grid = _sheet(path, RECORD)
    header = find_team_header(grid) if grid else None
    if not grid or not header or header.id is None or header.name is None or not header.teams:
        return None
    last = max(header.teams) + 1
    try:
        rows = list(entries(grid, header))
        names = tuple(name for row in grid.rows[header.row + 1 :] if (name := cell_text(row, last)))
        room = np.full(len(names), len(rows), dtype=np.int64)
        roster = Roster(tuple(e[1] for e in rows), tuple(e[2] for e in rows))
        people = People(roster, Teams(names, room * 0, room), len(header.teams))
        view = list_view(grid, header, people)
        # who was absent has no team there
        people.present = view.team >= 0
        return people, view
    except InputError:
        return None


def original_teams(path: Path, people: People) -> Index | None:
    """Return the assignment as we wrote it, in the numbering of `people`."""
    written = recorded(path)
    if written is None:
        return None
    then, view = written
    places = {fold(who): i for i, who in enumerate(then.roster.ids)}
    if then.rounds != people.rounds or set(places) != set(map(fold, people.roster.ids)):
        return None
    try:
        teams = [people.teams.position(name) for name in then.teams.names]
    except InputError:
        return None
    team = view.team[:, [places[fold(who)] for who in people.roster.ids]]
    return np.where(team < 0, team, np.array(teams, dtype=np.int32)[team])


def settled(path: Path, people: People, rows: View, side: View) -> View:
    """Return which of the two views counts, or say that they cannot be told apart."""
    original = original_teams(path, people)
    if (rows.team == side.team).all():
        return rows
    if original is not None and (rows.team == original).all():
        return _taken(side, rows.sheet, int((side.team != original).any(axis=0).sum()), path)
    if original is not None and (side.team == original).all():
        return _taken(rows, side.sheet, int((rows.team != original).any(axis=0).sum()), path)
    raise _torn(path, people, rows, side)


def with_each(path: Path, people: People, chosen: View, each: View) -> View:
    """Return which counts: `chosen` of the list and the sheets side by side, or a sheet per team.

    Whoever was taken off such a sheet and stands on no other is missed; a sheet that was taken out
    says nothing.
    """
    original = original_teams(path, people)
    changed = _differs(each, chosen.team)
    if not changed.any() or (original is not None and not _differs(each, original).any()):
        return chosen
    complete(each, people, path.name)
    moved = np.argwhere(changed.T).tolist()
    i, k = moved[0]
    each.sheet = each.cells[k, i].rpartition("!")[0]
    if original is not None and (chosen.team == original).all():
        return _taken(each, chosen.sheet, len({i for i, _round in moved}), path)
    raise _torn(path, people, chosen, each)


def _differs(each: View, team: Index) -> NDArray[np.bool_]:
    """Return who stands elsewhere on the sheets of the teams that there are; (rounds, n)."""
    told = (each.team >= 0) | np.isin(team, sorted(each.teams))
    return np.asarray(told & (each.team != team))


def _taken(view: View, other: str, moved: int, path: Path) -> View:
    text = plural(
        "{n} person has been moved by hand in sheet '{sheet}', which was taken; '{other}' is as"
        " written",
        "{n} people have been moved by hand in sheet '{sheet}', which was taken; '{other}' is as"
        " written",
        moved,
        sheet=view.sheet,
        other=other,
    )
    return replace(view, notes=[*view.notes, Note("guess", text, path.name)])


def _torn(path: Path, people: People, rows: View, side: View) -> InputError:
    differing = np.argwhere((rows.team != side.team).T).tolist()
    names = people.teams.names
    shown = [
        _(
            "{who} is on {one} in {cell} but on {other} in {other_cell}",
            who=people.roster.names[i],
            one=names[rows.team[k, i]],
            cell=rows.cells[k, i],
            other=names[side.team[k, i]],
            other_cell=side.cells[k, i],
        )
        for i, k in differing
    ]
    sheets = {"list": rows.sheet, "teams": side.sheet}
    text = _(
        "the sheets '{list}' and '{teams}' differ: {people}",
        **sheets,
        people=some(shown, 5, "; "),
    )
    hint = _('--sheet "{list}" or --sheet "{teams}" says which one counts', **sheets)
    return InputError(text, where=path.name, hint=hint)
