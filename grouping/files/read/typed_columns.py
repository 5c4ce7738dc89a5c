"""The columns of a roster: their kinds, what they are about, and what the NIP adds to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import cast, get_args

from grouping.errors import InputError, did_you_mean
from grouping.files.read.cells import Cells, as_text, find_column
from grouping.files.read.columns import typed
from grouping.files.read.dates import years_at
from grouping.files.read.nip import Nip
from grouping.files.read.nip_columns import compared, derived, numbers_in
from grouping.files.read.notes import Note, at_column
from grouping.files.read.people_of_rows import People
from grouping.language import _, plural
from grouping.problem.column import Column, Kind, fold


def columns_of_nip(
    people: People, on: dt.date, roles: Mapping[str, str], english: bool
) -> tuple[list[Column], list[Note]]:
    """Return columns of age and sex out of the NIP where there are none, and what disagrees."""
    nip, numbers, notes = numbers_in(people)
    if nip is None:
        return [], []
    made, said = derived(people, nip, numbers, on, roles, english=english)
    return made, [*notes, *said, *compared(people, nip, numbers, on)]


def blanks_from_nip(
    people: People, made: Sequence[Column], roles: Mapping[str, str], on: dt.date
) -> tuple[list[Column], list[Note]]:
    """Return the columns, those of age and sex that are mostly blank filled from the NIP."""
    columns, notes = list(made), []
    sparse = [c for c in made if roles.get(c.name) in ("age", "gender") and _mostly_blank(c)]
    if not sparse:
        return columns, []
    nip, numbers, _notes = numbers_in(people)
    for k, column in enumerate(made):
        role = roles.get(column.name)
        blank = [i for i in range(len(column.codes)) if column.codes[i] < 0]
        known = [i for i in blank if nip is not None and numbers[i] is not None]
        if column not in sparse or not known:
            continue
        assert nip is not None
        told = {i: one for i in known if (one := numbers[i])}
        columns[k] = _ages(column, told, on) if role == "age" else _sexes(column, told)
        text = plural(
            "{n} blank cell of {all} filled from the NIP",
            "{n} blank cells of {all} filled from the NIP",
            len(known),
            all=len(column.codes),
        )
        rows = [nip.rows[i] for i in known]
        notes.append(Note("changed", text, at_column(column.name), tuple(rows)))
    return columns, notes


def _mostly_blank(column: Column) -> bool:
    return 2 * int(column.blank.sum()) >= len(column.codes)


def _ages(column: Column, known: Mapping[int, Nip], on: dt.date) -> Column:
    assert column.numbers is not None
    ages: list[float | None] = [None if n != n else n for n in column.numbers.tolist()]
    for i, one in known.items():
        ages[i] = float(years_at(one.birth, on))
    return Column.of_numbers(column.name, ages)


def _sexes(column: Column, known: Mapping[int, Nip]) -> Column:
    values: list[str | None] = [column.value(i) or None for i in range(len(column.codes))]
    written = {fold(v) for v in values if v}
    man, woman = next((pair for pair in _PAIRS if written & set(map(fold, pair))), _PAIRS[0])
    for i, one in known.items():
        values[i] = man if one.sex == "man" else woman
    return Column.of_labels(column.name, values)


# how a column writes the sexes: that of a list with one of them is taken for the other
_PAIRS = (
    ("L", "P"), ("Laki-laki", "Perempuan"), ("Pria", "Wanita"), ("M", "F"), ("Male", "Female"),
    ("LK", "PR"), ("Laki-Laki", "Perempuan"),
)  # fmt: skip


def stated_kinds(
    kinds: Mapping[str, str], columns: Sequence[Cells], source: str
) -> dict[str, Kind]:
    """Return the stated kinds by the headers as they are spelt; refuse what there is not."""
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


def without_counter(columns: Sequence[Cells], asked: set[str]) -> tuple[list[Cells], list[Note]]:
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


def typed_columns(
    people: People, kinds: Mapping[str, Kind], on: dt.date
) -> tuple[list[Column], list[Note]]:
    """Return the columns with their kinds, and what was changed or assumed."""
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


def blank_as_above(people: People) -> list[Note]:
    """Say if an agency stands only in the first row of each block, as 'same as above'."""
    for cells in people.columns:
        known = sum(cells.distinct.values())
        often = 2 * known < len(cells.values) and len(cells.values) >= 4
        if cells.role == "agency" and often and cells.values[0] is not None:
            text = _(
                "blank in {n} of {all} rows, which was not taken as 'same as above';"
                '  fill_down = ["{name}"]  under [roster] of a plan does that',
                n=len(cells.values) - known,
                all=len(cells.values),
                name=cells.name,
            )
            return [cells.note("unsure", text)]
    return []


def roles_of(people: People, made: Sequence[Column]) -> dict[str, str]:
    """Return what each column is about, where that is known."""
    roles = {c.name: c.role for c in people.columns if c.role}
    for column in made:
        if column.name in ("Usia", "Age"):
            roles.setdefault(column.name, "age")
    if people.name:
        roles[people.name] = "name"
    if people.id and people.id != people.name:
        roles[people.id] = "id"
    return roles
