"""Lists that say who is on which team: written by us, changed by hand, or made by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.problem import Problem, Teams
from grouping.read.cells import as_text
from grouping.read.grid import Grid, read_grid
from grouping.read.notes import Note, cell_name, quote, rows_text, some
from grouping.read.result import load_result
from grouping.read.roles import role_of
from grouping.roster import Roster, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grouping.terms import Index

# The sheets of our workbooks; the last one is hidden and keeps the teams as they were written.
LIST, SIDE, RECORD = "All", "Teams", "grouping"

_TEAM = {"team", "tim", "kelompok", "kelompok/tim", "klp", "regu", "grup", "group"}
_TEAM |= {f"nama {word}" for word in _TEAM} | {f"{word} name" for word in _TEAM}
_ROUND = re.compile(r"(?:round|ronde|putaran|sesi|babak)\s*\d+$")
_PERSON = frozenset({"person", "participant", "peserta", "anggota", "nama", "name"})
_GUARDED = re.compile(r"'+[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
_WITH_ID = re.compile(r".*\((.+)\)$", re.DOTALL)
_DEPTH = 60
_WHICH = f'--sheet "{LIST}" or --sheet "{SIDE}" says which one counts'


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
    view = _read(Path(path), _People(problem.roster, problem.teams, problem.rounds), sheet)
    return view.team, view.notes


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
    recorded = _recorded(path)
    if recorded is not None:
        people, _ = recorded
        last = _read(path, people, None).team[-1].tolist()
        names = people.teams.names
        return _by_person(people.roster.ids, people.roster.names, [names[g] for g in last])
    return _earlier_rows(read_grid(path))


@dataclass
class _View:
    """Who is on which team by one sheet."""

    team: Index
    """-1 where the sheet has not said; int32, shape (rounds, n)."""
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    """The cell that says it, by (round, participant)."""
    notes: list[Note] = field(default_factory=list)

    def place(self, r: int, i: int, g: int, cell: str, people: _People, source: str) -> None:
        """Put participant `i` on team `g`, as `cell` says."""
        if self.team[r, i] >= 0:
            raise InputError(
                f"'{people.roster.names[i]}' is listed twice: {self.cells[r, i]} and {cell}",
                where=source,
                hint="take one of the two out",
            )
        self.team[r, i] = g
        self.cells[r, i] = cell


class _People:
    """The people and teams that a list may speak of."""

    def __init__(self, roster: Roster, teams: Teams, rounds: int) -> None:
        self.roster, self.teams, self.rounds = roster, teams, rounds
        self.ids = {fold(one): i for i, one in enumerate(roster.ids)}
        self.names: dict[str, list[int]] = {}
        for i, name in enumerate(roster.names):
            self.names.setdefault(fold(name), []).append(i)

    def view(self) -> _View:
        return _View(np.full((self.rounds, self.roster.n), -1, dtype=np.int32))

    def by_id(self, text: str) -> int | None:
        bare = "".join(text.split())
        # blanks inside long numbers are only for the eye: '19730415 200501 1 003'
        return self.ids.get(fold(text), self.ids.get(bare) if bare.isdigit() else None)

    def labelled(self, text: str) -> int:
        """Return whom a cell of a side-by-side sheet means: an id, a name, or 'name (id)'."""
        called = self.names.get(fold(text), [])
        ended = _WITH_ID.match(text)
        if fold(text) not in self.ids and len(called) != 1 and ended:
            found = self.by_id(ended.group(1))
            if found is not None:
                return found
        return self.roster.person(text)


def _read(path: Path, people: _People, sheet: str | None) -> _View:
    if sheet is None:
        views = _both(path, people)
        if views:
            return _settled(path, people, *views)
    elif fold(sheet) == fold(SIDE) and people.rounds > 1:
        grids = [read_grid(path, sheet=f"{SIDE} {r + 1}") for r in range(people.rounds)]
        return _complete(_side_view(grids, people), people, path.name)
    grid = read_grid(path, sheet=sheet)
    view = _one_sheet(grid, people)
    view.notes[:0] = grid.notes
    return _complete(view, people, grid.source)


def _one_sheet(grid: Grid, people: _People) -> _View:
    header = _find_header(grid)
    if header is not None and header.teams:
        return _list_view(grid, header, people)
    if people.rounds == 1 and _has_blocks(grid, people):
        return _side_view([grid], people)
    raise _no_team_column(grid, header)


# --- One row per person ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Header:
    row: int
    """0-based."""
    id: int | None
    name: int | None
    teams: tuple[int, ...]
    """Columns of the teams, one per round."""


def _find_header(grid: Grid) -> _Header | None:
    """Return the first row that names a column of people and one of teams, or else of people."""
    found = None
    for r, row in enumerate(grid.rows[:_DEPTH]):
        words = {c: fold(v) for c, v in enumerate(row) if isinstance(v, str)}
        ids = [c for c, word in words.items() if role_of(word) == "id"]
        names = [c for c, word in words.items() if role_of(word) == "name" or word in _PERSON]
        if not ids and not names:
            continue
        single = [c for c, word in words.items() if word in _TEAM]
        rounds = [c for c, word in words.items() if _ROUND.match(word)]
        # a column of ours stands before those of the roster, which may hold teams of old
        side_by_side = [c for k, c in enumerate(rounds) if c == rounds[0] + k]
        single_first = single and (not rounds or single[0] < rounds[0])
        teams = tuple(single[:1] if single_first else side_by_side)
        header = _Header(r, ids[0] if ids else None, names[0] if names else None, teams)
        if teams:
            return header
        found = found or header
    return found


def _no_team_column(grid: Grid, header: _Header | None) -> InputError:
    row = grid.rows[header.row] if header else next((r for r in grid.rows if any(r)), [])
    columns = some([quote(v, 30) for v in row if v is not None])
    missing = "teams" if header else "people and teams"
    return InputError(
        f"no column with {missing} was found; the columns are: {columns}",
        where=grid.source,
        hint="call the columns 'id' or 'name' ('nama'), and 'team' ('kelompok', 'tim')",
    )


def _cell(row: Sequence[object], column: int | None, *, text_file: bool = False) -> str:
    if column is None or column >= len(row) or row[column] is None:
        return ""
    text = as_text(row[column])
    # the apostrophe that keeps a spreadsheet program from running a name as a formula
    return text[1:] if text_file and _GUARDED.match(text) else text.strip()


def _with_merged(grid: Grid, columns: Sequence[int]) -> list[list[object]]:
    """Return the rows, cells of `columns` that are merged downwards filled."""
    rows = list(grid.rows)
    for top, left, bottom, right in grid.merged:
        if bottom > top and left == right and left in columns:
            for r in range(top + 1, min(bottom + 1, len(rows))):
                rows[r] = [*rows[r][:left], rows[top][left], *rows[r][left + 1 :]]
    return rows


def _entries(grid: Grid, header: _Header) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield (1-based row, id, name, team of each round) of the rows that hold anything of these."""
    cell = partial(_cell, text_file=not grid.sheet)
    rows = _with_merged(grid, header.teams)
    for r, row in enumerate(rows[header.row + 1 :], header.row + 2):
        who, name = cell(row, header.id), cell(row, header.name)
        teams = [cell(row, column) for column in header.teams]
        if who or name:
            yield r, who, name, teams


def _list_view(grid: Grid, header: _Header, people: _People) -> _View:
    if len(header.teams) != people.rounds:
        raise InputError(
            f"the list has {_rounds(len(header.teams))}, the plan {_rounds(people.rounds)}",
            where=grid.source,
            hint="give each round a column of its own: round1, round2, ...",
        )
    view = people.view()
    odd_ids: list[int] = []
    odd_names: list[int] = []
    for r, who, name, teams in _entries(grid, header):
        where = f"{grid.source}, row {r}"
        if not any(teams) and _match(people, who, name) is None:
            text = f"left out, no team and nobody known: {quote(who or name)}"
            view.notes.append(Note("dropped", text, where))
            continue
        i = _matched(people, who, name, where)
        if who and people.by_id(who) is None:
            odd_ids.append(r)
        elif who and name and i not in people.names.get(fold(name), ()):
            odd_names.append(r)
        for k, (column, team) in enumerate(zip(header.teams, teams, strict=True)):
            if team:
                cell = _address(grid, r, column)
                view.place(k, i, _team(people, team, where), cell, people, grid.source)
    if odd_ids:
        text = f"unknown ids, matched by name: {rows_text(odd_ids)}"
        view.notes.append(Note("guess", text, grid.source))
    if odd_names:
        text = f"unknown names, matched by id: {rows_text(odd_names)}"
        view.notes.append(Note("guess", text, grid.source))
    return view


def _rounds(number: int) -> str:
    return f"{number} round{'s' if number != 1 else ''}"


def _match(people: _People, who: str, name: str) -> int | None:
    found = people.by_id(who)
    called = people.names.get(fold(name), [])
    return found if found is not None else called[0] if len(called) == 1 else None


def _matched(people: _People, who: str, name: str, where: str) -> int:
    """Return the participant of a row, or say why there is none."""
    roster, found = people.roster, people.by_id(who)
    called = people.names.get(fold(name), [])
    if found is not None and called and found not in called:
        raise InputError(
            f"the id '{who}' is that of '{roster.names[found]}', but the name is '{name}'",
            where=where,
            hint="move people by changing their team, or by moving id and name together",
        )
    if found is not None:
        return found
    return _said(partial(roster.person, name or who), where)


def _team(people: _People, text: str, where: str) -> int:
    return _said(partial(people.teams.position, text), where)


def _said(find: partial[int], where: str) -> int:
    """Return what `find` finds; its error gets the place in the list."""
    try:
        return find()
    except InputError as error:
        raise InputError(error.message, where=where, hint=error.hint) from None


def _address(grid: Grid, row: int, column: int) -> str:
    cell = cell_name(row, column)
    return f"{grid.sheet}!{cell}" if grid.sheet else f"row {row}"


# --- Teams side by side ---------------------------------------------------------------------


def _blocks(grid: Grid, people: _People) -> Iterator[tuple[int, int, int, str]]:
    """Yield (1-based row, column, team, text) of every cell below the name of a team."""
    by_name = {fold(name): g for g, name in enumerate(people.teams.names)}
    above: dict[int, int] = {}
    for r, row in enumerate(grid.rows, 1):
        for column, value in enumerate(row):
            text = _cell(row, column) if value is not None else ""
            if fold(text) in by_name:
                above[column] = by_name[fold(text)]
            elif text and column in above:
                yield r, column, above[column], text


def _has_blocks(grid: Grid, people: _People) -> bool:
    return next(_blocks(grid, people), None) is not None


def _side_view(grids: Sequence[Grid], people: _People) -> _View:
    view = people.view()
    for k, grid in enumerate(grids):
        for r, column, g, text in _blocks(grid, people):
            cell = _address(grid, r, column)
            i = _said(partial(people.labelled, text), f"{grid.source}, cell {cell_name(r, column)}")
            view.place(k, i, g, cell, people, grid.source)
    return view


def _complete(view: _View, people: _People, source: str) -> _View:
    missing = [i for i in range(people.roster.n) if (view.team[:, i] < 0).any()]
    if missing:
        names = some([quote(people.roster.names[i]) for i in missing], 5)
        raise InputError(
            f"no team is given for {names}", where=source, hint="each person needs one team"
        )
    return view


# --- Our workbooks, in which two sheets say the same --------------------------------------------


def _sheet(path: Path, name: str) -> Grid | None:
    try:
        return read_grid(path, sheet=name)
    except InputError:
        return None


def _both(path: Path, people: _People) -> tuple[_View, _View] | None:
    """Return what the list and the side-by-side sheets of a workbook of ours say."""
    by_row = _sheet(path, LIST)
    header = _find_header(by_row) if by_row else None
    sheets = [SIDE] if people.rounds == 1 else [f"{SIDE} {r + 1}" for r in range(people.rounds)]
    grids = [grid for name in sheets if (grid := _sheet(path, name))]
    if not by_row or not header or not header.teams or len(grids) < len(sheets):
        return None
    if not all(_has_blocks(grid, people) for grid in grids):
        return None
    one = _complete(_list_view(by_row, header, people), people, by_row.source)
    return one, _complete(_side_view(grids, people), people, grids[0].source)


def _recorded(path: Path) -> tuple[_People, _View] | None:
    """Return the people, the teams and who was where when we wrote the workbook."""
    grid = _sheet(path, RECORD)
    header = _find_header(grid) if grid else None
    if not grid or not header or header.id is None or header.name is None or not header.teams:
        return None
    last = max(header.teams) + 1
    try:
        entries = list(_entries(grid, header))
        names = tuple(name for row in grid.rows[header.row + 1 :] if (name := _cell(row, last)))
        room = np.full(len(names), len(entries), dtype=np.int64)
        roster = Roster(tuple(e[1] for e in entries), tuple(e[2] for e in entries))
        people = _People(roster, Teams(names, room * 0, room), len(header.teams))
        return people, _complete(_list_view(grid, header, people), people, grid.source)
    except InputError:
        return None


def _original(path: Path, people: _People) -> Index | None:
    """Return the assignment as we wrote it, in the numbering of `people`."""
    recorded = _recorded(path)
    if recorded is None:
        return None
    then, view = recorded
    if then.rounds != people.rounds or set(then.ids) != set(people.ids):
        return None
    try:
        teams = [people.teams.position(name) for name in then.teams.names]
    except InputError:
        return None
    places = [then.ids[fold(who)] for who in people.roster.ids]
    return np.array(teams, dtype=np.int32)[view.team[:, places]]


def _settled(path: Path, people: _People, rows: _View, side: _View) -> _View:
    """Return which of the two views counts, or say that they cannot be told apart."""
    original = _original(path, people)
    if (rows.team == side.team).all():
        return rows
    if original is not None and (rows.team == original).all():
        return _taken(side, SIDE, LIST, (side.team != original).any(axis=0).sum(), path)
    if original is not None and (side.team == original).all():
        return _taken(rows, LIST, SIDE, (rows.team != original).any(axis=0).sum(), path)
    raise _torn(path, people, rows, side)


def _taken(view: _View, sheet: str, other: str, moved: int, path: Path) -> _View:
    who = f"{moved} {'person has' if moved == 1 else 'people have'}"
    text = f"{who} been moved by hand in sheet '{sheet}', which was taken; '{other}' is as written"
    return _View(view.team, view.cells, [*view.notes, Note("guess", text, path.name)])


def _torn(path: Path, people: _People, rows: _View, side: _View) -> InputError:
    differing = np.argwhere((rows.team != side.team).T).tolist()
    names = people.teams.names
    shown = [
        f"{people.roster.names[i]} is on {names[rows.team[k, i]]} in {rows.cells[k, i]}"
        f" but on {names[side.team[k, i]]} in {side.cells[k, i]}"
        for i, k in differing[:5]
    ]
    more = f"; and {len(differing) - 5} more" if len(differing) > 5 else ""
    return InputError(
        f"the sheets '{LIST}' and '{SIDE}' differ: {'; '.join(shown)}{more}",
        where=path.name,
        hint=_WHICH,
    )


# --- Earlier teams --------------------------------------------------------------------------------


def _by_person(ids: Sequence[str], names: Sequence[str], teams: Sequence[str]) -> dict[str, str]:
    running = {fold(one) for one in ids} == {str(k + 1) for k in range(len(ids))}
    distinct = len({fold(name) for name in names}) == len(names)
    return dict(zip(names if running and distinct else ids, teams, strict=True))


def _earlier_rows(grid: Grid) -> dict[str, str]:
    header = _find_header(grid)
    if header is None or not header.teams:
        raise _no_team_column(grid, header)
    rows: dict[str, int] = {}
    people: list[tuple[str, str, str]] = []
    for r, who, name, teams in _entries(grid, header):
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
