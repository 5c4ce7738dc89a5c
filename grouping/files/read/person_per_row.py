"""Lists with one row per person: columns for id or name, and for the team of each round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from grouping.errors import InputError
from grouping.files.read.cells import as_text
from grouping.files.read.column_roles import role_of
from grouping.files.read.formula_guard import unguarded
from grouping.files.read.grid import Grid
from grouping.files.read.notes import Note, at_column, at_row, cell_name, quote, rows_text, some
from grouping.files.read.people_on_teams import People, View
from grouping.files.read.team_labels import teams_by_label
from grouping.language import _, plural
from grouping.problem.column import fold

_TEAM = frozenset(
    "team|teams|team name|tim|nama tim|kelompok|nama kelompok|kelompok/tim|klp|regu|nama regu"
    "|grup|nama grup|group|group name".split("|")
)
_ROUND = re.compile(r"(?:round|ronde|putaran|sesi|babak)\s*\d+(?:\s*:.*)?$")
# words that a roster may use for something else: they count only where nothing else does
_DAY = re.compile(
    r"(?:hari|day|session)\s*(?:ke\s*-?\s*)?\d+$"
    r"|(?:team|tim|kelompok|regu|grup|group)\W*(?:round|ronde|putaran|sesi|babak|hari|day|session)"
    r"\s*(?:ke\s*-?\s*)?\d+\W?$"
)
_LONG = frozenset("round|ronde|putaran|sesi|session|babak|hari|day|round no|putaran ke".split("|"))
_NOTHING = frozenset("-|–|—|absent|tidak hadir".split("|"))
_PERSON = frozenset({"person", "participant", "peserta", "anggota", "nama", "name"})
_DEPTH = 60


@dataclass(frozen=True)
class Header:
    """Where the columns of a list are; all 0-based."""

    row: int
    id: int | None
    name: int | None
    teams: tuple[int, ...]
    """Columns of the teams, one per round."""


def find_team_header(grid: Grid, rounds: Sequence[str] = ()) -> Header | None:
    """Return the first row that names a column of people and one of teams, or else of people.

    Columns called by the names of all `rounds` are those of the teams, unless there are as many
    with numbers.
    """
    found = None
    for r, row in enumerate(grid.rows[:_DEPTH]):
        words = {c: fold(v) for c, v in enumerate(row) if isinstance(v, str)}
        ids = [c for c, word in words.items() if role_of(word) == "id"]
        names = [c for c, word in words.items() if role_of(word) == "name" or word in _PERSON]
        if not ids and not names:
            continue
        teams = _team_columns(words, rounds)
        header = Header(r, ids[0] if ids else None, names[0] if names else None, teams)
        if teams:
            return header
        found = found or header
    return found


def _team_columns(words: dict[int, str], rounds: Sequence[str]) -> tuple[int, ...]:
    """Return the columns of teams in a row of headers, one per round."""
    single = [c for c, word in words.items() if word in _TEAM]
    numbered = [c for c, word in words.items() if _ROUND.match(word)]
    if not single and not numbered:
        numbered = [c for c, word in words.items() if _DAY.match(word)]
    # a column of ours stands before those of the roster, which may hold teams of old
    side_by_side = [c for k, c in enumerate(numbered) if c == numbered[0] + k]
    places = {word: c for c, word in reversed(words.items())}
    by_name = tuple(places[fold(name)] for name in rounds if fold(name) in places)
    if rounds and len(by_name) == len(rounds) != len(side_by_side):
        return by_name
    single_first = single and (not numbered or single[0] < numbered[0])
    return tuple(single[:1] if single_first else side_by_side)


def find_round_column(grid: Grid, header: Header) -> int | None:
    """Return the column that says of which round a row is, if the list has one."""
    row = grid.rows[header.row]
    words = {c: fold(v) for c, v in enumerate(row) if isinstance(v, str)}
    return next((c for c, word in words.items() if word in _LONG), None)


def no_team_column(grid: Grid, header: Header | None) -> InputError:
    """Return the error of a list without a column of teams, with the columns that it has."""
    row = grid.rows[header.row] if header else next((r for r in grid.rows if any(r)), [])
    columns = some([quote(v, 30) for v in row if v is not None])
    if header:
        text = _("no column with teams was found; the columns are: {columns}", columns=columns)
    else:
        text = _(
            "no column with people and teams was found; the columns are: {columns}",
            columns=columns,
        )
    hint = _("call the columns 'id' or 'name' ('nama'), and 'team' ('kelompok', 'tim')")
    return InputError(text, where=grid.source, hint=hint)


def cell_text(row: Sequence[object], column: int | None, *, text_file: bool = False) -> str:
    """Return the text of a cell, '' for none."""
    if column is None or column >= len(row) or row[column] is None:
        return ""
    text = as_text(row[column])
    if text_file:
        bare = unguarded(text)
        return bare if bare != text else text.strip()
    return text.strip()


def _with_merged(grid: Grid, columns: Sequence[int]) -> list[list[object]]:
    """Return the rows, cells of `columns` that are merged downwards filled."""
    rows = list(grid.rows)
    for top, left, bottom, right in grid.merged:
        if bottom > top and left == right and left in columns:
            for r in range(top + 1, min(bottom + 1, len(rows))):
                rows[r] = [*rows[r][:left], rows[top][left], *rows[r][left + 1 :]]
    return rows


def entries(grid: Grid, header: Header) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield (1-based row, id, name, team of each round) of the rows that hold anything of these."""
    cell = partial(cell_text, text_file=not grid.sheet)
    rows = _with_merged(grid, header.teams)
    for r, row in enumerate(rows[header.row + 1 :], header.row + 2):
        who, name = cell(row, header.id), cell(row, header.name)
        teams = [cell(row, column) for column in header.teams]
        teams = ["" if fold(team) in _NOTHING else team for team in teams]
        if who or name:
            yield r, who, name, teams


def list_view(grid: Grid, header: Header, people: People) -> View:
    """Return who is on which team by a list with one row per person."""
    if len(header.teams) != people.rounds:
        raise InputError(
            _(
                "the list has {list}, the plan {plan}",
                list=_rounds(len(header.teams)),
                plan=_rounds(people.rounds),
            ),
            where=grid.source,
            hint=_("give each round a column of its own: round1, round2, ..."),
        )
    view = people.view()
    rows = list(entries(grid, header))
    labels = (team for _r, _who, _name, teams in rows for team in teams if team)
    by_label, said = teams_by_label(labels, people, grid.source)
    view.notes += said
    odd_ids: list[int] = []
    odd_names: list[int] = []
    for r, who, name, teams in rows:
        where = f"{grid.source}, {at_row(r)}"
        if not any(teams) and _match(people, who, name) is None:
            text = _("left out, no team and nobody known: {who}", who=quote(who or name))
            view.notes.append(Note("dropped", text, where, (r,)))
            continue
        i = _matched(people, who, name, where)
        if who and people.by_id(who) is None:
            odd_ids.append(r)
        elif who and name and not people.is_called(i, name):
            odd_names.append(r)
        for k, (column, team) in enumerate(zip(header.teams, teams, strict=True)):
            cell = address(grid, r, column)
            if not grid.sheet and people.rounds > 1:
                cell += f", {at_column(str(grid.rows[header.row][column]))}"
            if team:
                g = by_label[team] if team in by_label else _team(people, team, where)
                view.place(k, i, g, cell, people, grid.source)
            else:
                view.blank[k, i] = cell
    if odd_ids:
        text = _("unknown ids, matched by name: {rows}", rows=rows_text(odd_ids))
        view.notes.append(Note("guess", text, grid.source))
    if odd_names:
        text = _("unknown names, matched by id: {rows}", rows=rows_text(odd_names))
        view.notes.append(Note("guess", text, grid.source))
    return view


def _rounds(number: int) -> str:
    return plural("{n} round", "{n} rounds", number)


def _match(people: People, who: str, name: str) -> int | None:
    found = people.by_id(who)
    return found if found is not None else people.by_name(name)


def _matched(people: People, who: str, name: str, where: str) -> int:
    """Return the participant of a row, or say why there is none."""
    roster, found = people.roster, people.by_id(who)
    called = roster.register.called(name)
    if found is not None and called and found not in called:
        raise InputError(
            _(
                "the id '{id}' is that of '{who}', but the name is '{name}'",
                id=who,
                who=roster.names[found],
                name=name,
            ),
            where=where,
            hint=_("move people by changing their team, or by moving id and name together"),
        )
    if found is not None:
        return found
    return said_at(partial(people.person, name or who), where)


def _team(people: People, text: str, where: str) -> int:
    return said_at(partial(people.teams.position, text), where)


def said_at(find: partial[int], where: str) -> int:
    """Return what `find` finds; its error gets the place in the list."""
    try:
        return find()
    except InputError as error:
        raise InputError(error.message, where=where, hint=error.hint) from None


def address(grid: Grid, row: int, column: int) -> str:
    """Return the place of a cell, 1-based row and 0-based column, for messages."""
    cell = cell_name(row, column)
    return f"{grid.sheet}!{cell}" if grid.sheet else at_row(row)
