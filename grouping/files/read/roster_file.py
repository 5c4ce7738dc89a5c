"""A spreadsheet or text file with one person per row, read as a roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast, get_args

from grouping.errors import InputError, did_you_mean
from grouping.files.read.absence_remarks import absences
from grouping.files.read.blank_cells import with_blanks
from grouping.files.read.cells import Cells, as_text, find_column
from grouping.files.read.column_roles import are_english
from grouping.files.read.columns import columns_of, typed
from grouping.files.read.grid import read_grid
from grouping.files.read.header import find_header
from grouping.files.read.label_merges import Table, merged
from grouping.files.read.nip_columns import compared, derived, numbers_in
from grouping.files.read.notes import Note, at_column
from grouping.files.read.people_of_rows import People, identify
from grouping.files.read.person_blocks import one_row_each
from grouping.files.read.roster_changes import origin_of
from grouping.files.read.row_account import Account, account
from grouping.files.read.row_kinds import people_rows
from grouping.files.read.sheet_tables import one_table
from grouping.files.read.similar_labels import Merge
from grouping.files.read.tick_columns import joined_ticks
from grouping.language import _
from grouping.problem.column import Column, Kind, fold
from grouping.problem.roster import Roster


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
    account
        What became of each row of the sheet.
    merges
        Labels that were merged, by column.
    proposals
        Labels that look like two spellings of one name, and were kept apart.
    """

    roster: Roster
    notes: tuple[Note, ...]
    roles: dict[str, str]
    header_row: int
    sheet: str
    account: Account = field(default_factory=Account)
    merges: Table = field(default_factory=dict)
    proposals: tuple[Merge, ...] = ()

    @property
    def team_word(self) -> str:
        """What teams are called in the language of the headers."""
        return "Team" if are_english(self.roles) else "Kelompok"


def read_roster(
    path: str | Path,
    *,
    sheet: str | None = None,
    id: str | None = None,  # noqa: A002 - the word people use
    name: str | None = None,
    kinds: Mapping[str, str] | None = None,
    on: dt.date | None = None,
    merges: Mapping[str, Any] | None = None,
    blanks: Mapping[str, Any] | None = None,
    accept_merges: bool = False,
    keep: Sequence[str] = (),
    keep_rows: Sequence[int] = (),
    skip_rows: Sequence[int] = (),
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
    merges
        Labels that are one, by column: the label that goes, and the one that stays.
    blanks
        What a blank means, by column: ``ignore``, ``own`` (a label) or ``error``.
    accept_merges
        Merge also what only looks like two spellings of one name.
    keep
        Headers of columns that are kept even if nothing stands in them.
    keep_rows, skip_rows
        1-based rows that are people, and that are none, whatever they look like.

    Raises
    ------
    InputError
        If the file cannot be understood, saying where and what to do.
    """
    day = on or dt.date.today()
    whole = read_grid(path, sheet=sheet)
    grid = one_table(whole)
    joined = one_row_each(grid, find_header(grid))
    grid, header = joined.grid, joined.header
    places = {fold(label): place for place, label in reversed(list(enumerate(header.labels)))}
    rows, cells, dropped = people_rows(
        grid,
        header,
        name=places.get(fold(name or "")),
        id=places.get(fold(id or "")),
        keep=keep_rows,
        skip=skip_rows,
    )
    asked = {fold(one) for one in (*(kinds or {}), *keep)}
    columns, named = columns_of(grid, header, rows, cells, asked=asked)
    columns, ticked = joined_ticks(columns)
    wanted = _kinds(kinds or {}, columns, grid.source)
    columns, counters = _without_counter(columns, {fold(w) for w in (id, name, *wanted) if w})
    people = identify(columns, id=id, name=name, source=grid.source, from_text=not grid.sheet)
    english = are_english([c.name for c in people.columns])
    columns, done, proposals, merging = merged(
        people.columns, merges or {}, accept=accept_merges, source=grid.source
    )
    columns, filled = with_blanks(columns, blanks or {}, wanted, grid.source, english=english)
    made, found = _typed(replace(people, columns=columns), wanted, day)
    roles = _roles(people, made)
    more, said = _of_nip(people, day, roles, english)
    made += more
    roles |= {c.name: "age" if c.kind == "number" else "gender" for c in more}
    notes = [
        *grid.notes,
        *header.notes,
        *joined.notes,
        *dropped,
        *named,
        *ticked,
        *counters,
        *people.notes,
    ]
    notes += [*merging, *filled, *found, *said, *_blank_as_above(people), *absences(people)]
    roster = Roster(
        tuple(people.ids),
        tuple(people.names),
        tuple(made),
        grid.source,
        tuple(people.columns[0].rows),
        origin_of(Path(path), day),
    )
    counted = account(whole, header, roster.rows, notes)
    return Reading(
        roster, tuple(notes), roles, header.row, grid.sheet, counted, done, tuple(proposals)
    )


def _of_nip(
    people: People, on: dt.date, roles: Mapping[str, str], english: bool
) -> tuple[list[Column], list[Note]]:
    """Return columns of age and sex out of the NIP where there are none, and what disagrees."""
    nip, numbers, notes = numbers_in(people)
    if nip is None:
        return [], []
    made, said = derived(people, nip, numbers, on, roles, english=english)
    return made, [*notes, *said, *compared(people, nip, numbers, on)]


def _kinds(kinds: Mapping[str, str], columns: Sequence[Cells], source: str) -> dict[str, Kind]:
    wanted: dict[str, Kind] = {}
    for column, kind in kinds.items():
        if kind not in get_args(Kind):
            raise InputError(
                _("'{kind}' is not a kind of column", kind=kind),
                where=at_column(column),
                hint=did_you_mean(str(kind), get_args(Kind)),
            )
        wanted[find_column(columns, column, source).name] = cast(Kind, kind)
    return wanted


def _without_counter(columns: Sequence[Cells], asked: set[str]) -> tuple[list[Cells], list[Note]]:
    """Leave out columns that only count the rows, unless the caller names them."""
    notes, kept = [], []
    for cells in columns:
        if cells.role == "number" and fold(cells.name) not in asked and _counts(cells):
            notes.append(cells.note("dropped", _("only numbers the rows; left out")))
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
            text = _(
                "blank in {n} of {all} rows; if blank means 'same as above', fill the cells down:"
                " it was not assumed",
                n=len(cells.values) - known,
                all=len(cells.values),
            )
            return [cells.note("oddity", text)]
    return []


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
