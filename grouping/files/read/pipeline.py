"""The way of a list from its cells to a roster, stage by stage.

Bytes and delimiter (or the parts of a workbook) are `grid.read_grid`; what follows is here: which
sheet and which table on it, where the header is, which rows are people, what the columns are, who
the people are.  Each stage decides by what the sheet shows as a whole, says what it did, and says
first of all what it is not sure of, with the option that takes the other reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grouping.files.read.absence_remarks import absences
from grouping.files.read.blank_cells import with_blanks
from grouping.files.read.calculated import check_calculated
from grouping.files.read.cells import Cells
from grouping.files.read.column_roles import are_english
from grouping.files.read.columns import columns_of
from grouping.files.read.fill_down import as_above, with_bands
from grouping.files.read.grid import Grid
from grouping.files.read.header import find_header
from grouping.files.read.hidden_rows import hidden_said
from grouping.files.read.label_merges import merged
from grouping.files.read.name_and_id import with_ids_apart
from grouping.files.read.notes import Note
from grouping.files.read.people_of_rows import People, identify
from grouping.files.read.person_blocks import Joined, one_row_each
from grouping.files.read.reading import Reading
from grouping.files.read.roster_changes import origin_of
from grouping.files.read.row_account import account
from grouping.files.read.row_kinds import Rows, people_rows
from grouping.files.read.sheet_tables import one_table
from grouping.files.read.tick_columns import joined_ticks
from grouping.files.read.typed_columns import (
    blank_as_above,
    blanks_from_nip,
    columns_of_nip,
    roles_of,
    stated_kinds,
    typed_columns,
    without_counter,
)
from grouping.problem.column import fold
from grouping.problem.roster import Roster


@dataclass(frozen=True)
class Asked:
    """What the caller says about a list; each as in `read_roster`."""

    on: dt.date
    id: str | None = None
    name: str | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    merges: Mapping[str, Any] = field(default_factory=dict)
    blanks: Mapping[str, Any] = field(default_factory=dict)
    accept_merges: bool = False
    keep: tuple[str, ...] = ()
    keep_rows: frozenset[int] = frozenset()
    skip_rows: frozenset[int] = frozenset()
    header_row: int | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    hidden: str = "keep"
    fill_down: tuple[str, ...] = ()
    bands: str | None = None


def roster_of(sheet: Grid, asked: Asked) -> Reading:
    """Return the roster on a sheet.

    Raises
    ------
    InputError
        If it cannot be understood, saying where and what to do.
    """
    table = one_table(sheet, asked.header_row)
    joined = one_row_each(table, find_header(table, asked.header_row, asked.roles))
    rows = _rows(joined, asked)
    columns, asked, of_columns = _columns(joined, rows, asked)
    people = identify(
        columns, id=asked.id, name=asked.name, source=sheet.source, from_text=not sheet.sheet
    )
    notes = [*joined.grid.notes, *joined.header.notes, *joined.notes, *rows.notes, *of_columns]
    return _roster(sheet, joined, people, asked, [*notes, *people.notes])


def _rows(joined: Joined, asked: Asked) -> Rows:
    """Return the rows that are people."""
    header = joined.header
    places = {fold(label): place for place, label in reversed(list(enumerate(header.labels)))}
    uncalculated = check_calculated(joined.grid, header)
    skip, said = hidden_said(joined.grid, asked.hidden)
    rows = people_rows(
        joined.grid,
        header,
        name=places.get(fold(asked.name or "")),
        id=places.get(fold(asked.id or "")),
        keep=asked.keep_rows,
        skip=asked.skip_rows | skip,
    )
    rows.notes[:0] = [*said(rows.numbers), *uncalculated]
    return rows


def _columns(joined: Joined, rows: Rows, asked: Asked) -> tuple[list[Cells], Asked, list[Note]]:
    """Return the columns of the people, cells that hold two things or a part of one set right."""
    kept = {fold(one) for one in (*asked.kinds, *asked.keep)}
    columns, notes = columns_of(joined.grid, joined.header, rows.numbers, rows.cells, asked=kept)
    columns, banded = with_bands(columns, rows.headings, asked.bands, joined.grid.source)
    columns, above = as_above(columns, asked.fill_down, joined.grid.source)
    columns, ticked = joined_ticks(columns)
    columns, apart = with_ids_apart(columns, asked.name)
    if apart and asked.name is not None:
        asked = replace(asked, name=next(c.name for c in columns if c.role == "name"))
    wanted = stated_kinds(asked.kinds, columns, joined.grid.source)
    named = {fold(w) for w in (asked.id, asked.name, *wanted) if w}
    columns, counters = without_counter(columns, named)
    return columns, asked, [*notes, *banded, *above, *ticked, *apart, *counters]


def _roster(
    sheet: Grid, joined: Joined, people: People, asked: Asked, notes: list[Note]
) -> Reading:
    """Return the roster of the people, its columns typed, and what the NIP tells of them."""
    source, english = sheet.source, are_english([c.name for c in people.columns])
    wanted = stated_kinds(asked.kinds, people.columns, source)
    columns, done, proposals, merging = merged(
        people.columns, asked.merges, accept=asked.accept_merges, source=source
    )
    columns, filled = with_blanks(columns, asked.blanks, wanted, source, english=english)
    made, found = typed_columns(replace(people, columns=columns), wanted, asked.on)
    roles = roles_of(people, made)
    made, by_nip = blanks_from_nip(people, made, roles, asked.on)
    more, said = columns_of_nip(people, asked.on, roles, english)
    made += more
    roles |= {c.name: "age" if c.kind == "number" else "gender" for c in more}
    notes += [*merging, *filled, *found, *by_nip, *said, *blank_as_above(people), *absences(people)]
    roster = Roster(
        tuple(people.ids),
        tuple(people.names),
        tuple(made),
        source,
        tuple(people.columns[0].rows),
        origin_of(sheet.path, asked.on),
    )
    counted = account(sheet, joined.header, roster.rows, notes, joined.rows)
    row = joined.header.row
    return Reading(roster, tuple(notes), roles, row, sheet.sheet, counted, done, tuple(proposals))
