"""A spreadsheet or text file with one person per row, read as a roster."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from grouping.column import Column, Kind, fold
from grouping.errors import InputError, did_you_mean
from grouping.read.cells import Cells, as_text, find_column
from grouping.read.columns import columns_of, typed
from grouping.read.grid import read_grid
from grouping.read.header import find_header
from grouping.read.notes import Note, count, rows_text
from grouping.read.people import People, identify
from grouping.read.rows import people_rows
from grouping.read.values import sex_of
from grouping.roster import Roster

_INDONESIAN = {"nama", "nip", "jabatan", "kelamin", "usia", "umur", "instansi"}
_NIP = re.compile(r"(?:19|20)\d{12}([12])\d{3}$")


@dataclass(frozen=True)
class Reading:
    """A roster, and everything that the reader did to get it.

    Attributes
    ----------
    roster
        The participants.
    notes
        What was changed, dropped, assumed or found odd.
    roles
        What each column is about (see `role_of`), for columns where that is known.
    header_row
        1-based row of the header.
    sheet
        Name of the sheet, '' for a text file.
    """

    roster: Roster
    notes: tuple[Note, ...]
    roles: dict[str, str]
    header_row: int
    sheet: str

    @property
    def team_word(self) -> str:
        """What teams are called in the language of the headers."""
        words = set(" ".join(self.roles).casefold().split())
        return "Kelompok" if words & _INDONESIAN else "Team"


def read_roster(
    path: str | Path,
    *,
    sheet: str | None = None,
    id: str | None = None,  # noqa: A002 - the word people use
    name: str | None = None,
    kinds: Mapping[str, str] | None = None,
    on: dt.date | None = None,
) -> Reading:
    """Read the participants from a workbook or a delimited text.

    Parameters
    ----------
    path
        An .xlsx, .xls, .ods, .csv, .tsv or .txt file.
    sheet
        Which sheet; without it the fullest visible one.
    id, name
        Headers of the columns with ids and names; without them they are told from the headers.
    kinds
        What some columns are (``category``, ``ordered``, ``number`` or ``text``), if the
        reader would tell it wrong.
    on
        The day on which ages are counted; today if left out.

    Raises
    ------
    InputError
        If the file cannot be understood, saying where and what to do.
    """
    grid = read_grid(path, sheet=sheet)
    header = find_header(grid)
    places = {fold(label): place for place, label in reversed(list(enumerate(header.labels)))}
    rows, cells, dropped = people_rows(
        grid, header, name=places.get(fold(name or "")), id=places.get(fold(id or ""))
    )
    columns, named = columns_of(grid, header, rows, cells)
    wanted = _kinds(kinds or {}, columns, grid.source)
    columns, counters = _without_counter(columns, {fold(w) for w in (id, name, *wanted) if w})
    people = identify(columns, id=id, name=name, source=grid.source, from_text=not grid.sheet)
    made, found = _typed(people, wanted, on or dt.date.today())
    notes = [*grid.notes, *header.notes, *dropped, *named, *counters, *people.notes, *found]
    notes += _blank_as_above(people) + _other_sex(people)
    roster = Roster(
        tuple(people.ids),
        tuple(people.names),
        tuple(made),
        grid.source,
        tuple(people.columns[0].rows),
    )
    return Reading(roster, tuple(notes), _roles(people, made), header.row, grid.sheet)


def _kinds(kinds: Mapping[str, str], columns: Sequence[Cells], source: str) -> dict[str, Kind]:
    wanted: dict[str, Kind] = {}
    for column, kind in kinds.items():
        if kind not in get_args(Kind):
            raise InputError(
                f"'{kind}' is not a kind of column",
                where=f"column '{column}'",
                hint=did_you_mean(kind, get_args(Kind)),
            )
        wanted[find_column(columns, column, source).name] = cast(Kind, kind)
    return wanted


def _without_counter(columns: Sequence[Cells], asked: set[str]) -> tuple[list[Cells], list[Note]]:
    """Leave out columns that only count the rows, unless the caller names them."""
    notes, kept = [], []
    for cells in columns:
        if cells.role == "number" and fold(cells.name) not in asked and _counts(cells):
            notes.append(cells.note("dropped", "only numbers the rows; left out"))
        else:
            kept.append(cells)
    return (kept, notes) if kept else (list(columns), [])


def _counts(cells: Cells) -> bool:
    digits = sum(
        times
        for value, times in cells.distinct.items()
        if as_text(value).strip().rstrip(".)").isdigit()
    )
    return digits >= 0.9 * sum(cells.distinct.values())


def _typed(
    people: People, kinds: Mapping[str, Kind], on: dt.date
) -> tuple[list[Column], list[Note]]:
    columns: list[Column] = []
    notes: list[Note] = []
    with_age = not any(c.role == "age" or fold(c.name) in ("usia", "age") for c in people.columns)
    for cells in people.columns:
        kind = kinds.get(cells.name)
        if kind is None and cells.name in (people.id, people.name):
            kind = "text"
        made, said = typed(cells, kind=kind, on=on, with_age=with_age)
        with_age = with_age and len(made) == 1
        columns += made
        notes += said
    return columns, notes


def _blank_as_above(people: People) -> list[Note]:
    """Say if an agency stands only in the first row of each block, as 'same as above'."""
    for cells in people.columns:
        known = sum(cells.distinct.values())
        often = 2 * known < len(cells.values) and len(cells.values) >= 4
        if cells.role == "agency" and often and cells.values[0] is not None:
            text = (
                f"blank in {count(len(cells.values) - known, 'row')} of {len(cells.values)};"
                " if blank means 'same as above', fill the cells down: it was not assumed"
            )
            return [cells.note("oddity", text)]
    return []


def _other_sex(people: People) -> list[Note]:
    """Say in which rows the NIP (15th digit: 1 man, 2 woman) and the gender column differ."""
    nip = next((c for c in people.columns if c.role == "id" and "nip" in fold(c.name)), None)
    gender = next((c for c in people.columns if c.role == "gender"), None)
    if nip is None or gender is None:
        return []
    folds = {fold(v) for v in gender.distinct}
    sexes = {v: sex_of(fold(v), folds) for v in gender.distinct}
    other, checked = [], 0
    for row, number, value in zip(nip.rows, nip.values, gender.values, strict=True):
        told = _NIP.match(str(number))
        if told and sexes.get(value):
            checked += 1
            if sexes[value] != ("man" if told[1] == "1" else "woman"):
                other.append(row)
    # If it differs all over, these are no such numbers.
    if not other or len(other) > 0.3 * checked:
        return []
    text = f"differs from the 15th digit of '{nip.name}' (1 man, 2 woman) in {rows_text(other)}"
    return [gender.note("oddity", text)]


def _roles(people: People, made: Sequence[Column]) -> dict[str, str]:
    roles = {c.name: c.role for c in people.columns if c.role}
    for column in made:
        if column.name in ("Usia", "Age"):
            roles.setdefault(column.name, "age")
    if people.name:
        roles[people.name] = "name"
    if people.id and people.id != people.name:
        roles[people.id] = "id"
    return roles
