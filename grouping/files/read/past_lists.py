"""Lists of earlier events: results of ours, or any list of people and teams, of any people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grouping.errors import InputError
from grouping.files.read.grid import Grid
from grouping.files.read.notes import at_row, rows_text
from grouping.files.read.open_grid import read_grid
from grouping.files.read.own_workbook import recorded
from grouping.files.read.person_per_row import (
    cell_text,
    entries,
    find_round_column,
    find_team_header,
    no_team_column,
)
from grouping.files.read.result_file import load_result
from grouping.files.read.result_types import texts, wholes
from grouping.files.read.team_lists import view_of
from grouping.language import _
from grouping.problem.column import fold


@dataclass(frozen=True)
class EarlierList:
    """Who was on which team at an earlier event.

    Attributes
    ----------
    source
        Name of the file.
    ids, names
        Of its people, one each; an empty text where the file has none.
    teams
        Team of each person in each of its rounds, empty for none, first by round, then by person.
    """

    source: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    teams: tuple[tuple[str, ...], ...]

    @property
    def numbered(self) -> bool:
        """Whether the ids only number the people: another roster numbers other people so."""
        return {fold(one) for one in self.ids} == {str(k + 1) for k in range(len(self.ids))}


def read_earlier_list(path: str | Path, *, sheet: str | None = None) -> EarlierList:
    """Read the teams of an earlier event, all its rounds.

    Parameters
    ----------
    path
        A JSON result, a workbook or list of ours, or a list with columns for the id or name and
        for the team, or for the team of each round.
    sheet
        Which sheet of a workbook.

    Raises
    ------
    InputError
        If the file cannot be understood, or an id is listed twice.
    """
    path = Path(path)
    if path.suffix.lower() == ".json":
        return _of_result(path)
    written = recorded(path) if sheet is None else None
    if written is None:
        return _of_rows(read_grid(path, sheet=sheet))
    people, _view = written
    names = people.teams.names
    rounds = view_of(path, people, None).team.tolist()
    teams = tuple(tuple(names[g] if g >= 0 else "" for g in team) for team in rounds)
    return EarlierList(path.name, people.roster.ids, people.roster.names, teams)


def read_earlier(path: str | Path) -> dict[str, str]:
    """Return the team of each person (id or name) by an earlier list or JSON result.

    Ids that only number the people are passed over for names, since another roster numbers
    other people so.  Of several rounds the last one counts.

    Raises
    ------
    InputError
        If the file cannot be understood, or somebody is listed twice.
    """
    found = read_earlier_list(path)
    named = all(found.names) and len({fold(name) for name in found.names}) == len(found.names)
    by_name = found.numbered and named
    earlier: dict[str, str] = {}
    for who, name, team in zip(found.ids, found.names, found.teams[-1], strict=True):
        key = name if by_name or not who else who
        if team and key in earlier:
            raise InputError(
                _("'{who}' is listed twice", who=key),
                where=found.source,
                hint=_("take one of the two out, or add a column of ids"),
            )
        if team:
            earlier[key] = team
    return earlier


def _of_result(path: Path) -> EarlierList:
    stored = load_result(path)
    try:
        ids, names = texts(stored["roster"]["ids"]), texts(stored["roster"]["names"])
        called = (*texts(stored["plan"]["teams"]["names"]), "")  # -1, absent, is ''
        rounds = [wholes(team, gaps=True) for team in stored["assignment"]]
        teams = tuple(tuple(called[g] for g in team) for team in rounds)
        if min(map(min, rounds)) < -1:
            raise ValueError("teams that are not there")
        if not teams or any(len(team) != len(ids) for team in teams):
            raise ValueError("teams of other people")
    except (KeyError, TypeError, ValueError, IndexError):
        raise InputError(_("is damaged: parts are missing or odd"), where=path.name) from None
    return EarlierList(path.name, ids, names, teams)


def _of_rows(grid: Grid) -> EarlierList:
    header = find_team_header(grid)
    if header is None or not header.teams:
        raise no_team_column(grid, header)
    rounds = find_round_column(grid, header)
    rows = [row for row in entries(grid, header) if any(row[3])]
    if not rows:
        text = _("no row has a person and a team")
        raise InputError(text, where=grid.source, hint=_("fill it in"))
    # a column of that name may also say who came when: then nobody has two rows
    if rounds is not None and len({fold(row[1] or row[2]) for row in rows}) < len(rows):
        return _long(grid, rounds, rows)
    _no_id_twice(grid, [(r, who) for r, who, _, _ in rows])
    teams = zip(*(row[3] for row in rows), strict=True)
    ids, names = tuple(row[1] for row in rows), tuple(row[2] for row in rows)
    return EarlierList(grid.source, ids, names, tuple(teams))


def _no_id_twice(grid: Grid, ids: Sequence[tuple[int, str]]) -> None:
    rows: dict[str, int] = {}
    for r, who in ids:
        key = fold(who)
        if key and key in rows:
            raise InputError(
                _("'{who}' is listed twice: {rows}", who=who, rows=rows_text([rows[key], r])),
                where=grid.source,
                hint=_("take one of the two out"),
            )
        rows[key] = r


def _long(grid: Grid, column: int, rows: Sequence[tuple[int, str, str, list[str]]]) -> EarlierList:
    """Return a list with a row per person and round."""
    people: dict[tuple[str, str], tuple[str, str]] = {}
    rounds: dict[str, dict[tuple[str, str], str]] = {}
    for r, who, name, teams in rows:
        label = cell_text(grid.rows[r - 1], column, text_file=not grid.sheet)
        key = (fold(who), "" if who else fold(name))
        people.setdefault(key, (who, name))
        held = rounds.setdefault(fold(label), {})
        if key in held:
            raise InputError(
                _("'{who}' is listed twice in round '{round}'", who=name or who, round=label),
                where=f"{grid.source}, {at_row(r)}",
                hint=_("take one of the two out"),
            )
        held[key] = teams[0]
    ids, names = zip(*people.values(), strict=True)
    teams_by_round = tuple(tuple(held.get(key, "") for key in people) for held in rounds.values())
    return EarlierList(grid.source, ids, names, teams_by_round)
