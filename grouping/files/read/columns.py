"""From cells to typed columns: names of columns, and which kind each is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import cast

from grouping.errors import InputError
from grouping.files.read.addresses import clean_addresses
from grouping.files.read.ages import ages_in
from grouping.files.read.cells import (
    Cells,
    as_text,
    note_blanks,
    note_spellings,
    without_blank_marks,
)
from grouping.files.read.dates import birth_columns, dates_as_text
from grouping.files.read.durations import hours_in
from grouping.files.read.grid import Grid
from grouping.files.read.header import Header
from grouping.files.read.nip import holds_nips
from grouping.files.read.notes import Note, at_column, column_letters, quote, some
from grouping.files.read.rank_orders import eselon_column, golongan_column, looks_like_golongan
from grouping.files.read.values import is_gender, numbers_of, one_gender_spelling
from grouping.language import _, plural
from grouping.problem.column import Column, Kind, fold

_ALWAYS_TEXT = frozenset({"id", "name", "phone", "email"})
_ALWAYS_LABELS = frozenset({"agency", "gender", "district", "village", "religion", "education"})
_DISTINCT, _ENOUGH = 0.9, 8


def columns_of(
    grid: Grid,
    header: Header,
    rows: Sequence[int],
    people: Sequence[Sequence[object]],
    *,
    asked: Collection[str] = (),
) -> tuple[list[Cells], list[Note]]:
    """Cut the people into columns of cells, each with a name of its own.

    Columns without a single value are left out, and said if they have a header; those in `asked`
    (folded names) are kept.
    """
    notes: list[Note] = []
    empty: list[str] = []
    taken: set[str] = set()
    columns: list[Cells] = []
    width = max(len(row) for row in people)
    for place in range(max(width, len(header.labels))):
        label = header.labels[place] if place < len(header.labels) else ""
        values = [row[place] if place < len(row) else None for row in people]
        if all(v is None for v in values) and fold(label) not in asked:
            empty += [quote(label)] if label else []
            continue
        name = label or f"Column {column_letters(place)}"
        if not label:
            text = _("column without a name, called '{name}'", name=name)
            notes.append(Note("guess", text, grid.source))
        if fold(name) in taken:
            name = _another(name, taken)
            text = _("a second column '{label}', called '{name}' here", label=label, name=name)
            where = _("column {letters}", letters=column_letters(place))
            notes.append(Note("changed", text, where))
        taken.add(fold(name))
        role = header.role(label) if label else None
        if role is None and fold(label) not in header.stated and holds_nips(values):
            role = "id"
        columns.append(Cells(name, place, role, values, rows))
    if empty:
        text = plural(
            "{n} column without any value left out: {names}",
            "{n} columns without any value left out: {names}",
            len(empty),
            names=some(empty),
        )
        notes.append(Note("dropped", text, grid.source))
    return columns, notes


def _another(name: str, taken: set[str]) -> str:
    number = 2
    while fold(f"{name} ({number})") in taken:
        number += 1
    return f"{name} ({number})"


def typed(
    cells: Cells, *, kind: Kind | None, on: dt.date, with_age: bool
) -> tuple[list[Column], list[Note]]:
    """Make the typed column of some cells (two for a birth date), and say what changed.

    Parameters
    ----------
    kind
        What the caller says it is; None to tell it from header and values.
    on
        The day for ages.
    with_age
        Whether a birth date brings a column of ages along.
    """
    cells, notes = without_blank_marks(cells)
    if cells.role not in ("notes", "phone", "email"):
        notes += note_blanks(cells)
    if kind is None and cells.role == "birth_date":
        columns, more = birth_columns(cells, on=on, with_age=with_age)
        if columns:
            return columns, notes + more
    if kind is None:
        cells, said = _tidy(cells, on)
        notes += said
    column, more = _as_told(cells, kind) if kind else _as_found(cells)
    return [column], notes + more


def _tidy(cells: Cells, on: dt.date) -> tuple[Cells, list[Note]]:
    """Return a column with its cells in the usual form, as far as its content has one."""
    if cells.role == "age":
        return ages_in(cells, on)
    if cells.role == "email":
        return clean_addresses(cells)
    return hours_in(cells) if cells.role is None else (cells, [])


def _as_found(cells: Cells) -> tuple[Column, list[Note]]:
    if cells.role in _ALWAYS_TEXT:
        return _labels(cells, "text"), []
    ranked: tuple[Column | None, list[Note]] = (None, [])
    if cells.role == "golongan" or (cells.role is None and looks_like_golongan(cells)):
        ranked = golongan_column(cells)
    elif cells.role == "eselon":
        ranked = eselon_column(cells)
    if ranked[0] is not None:
        return ranked[0], ranked[1]
    if cells.role in (None, "gender") and is_gender(cells):
        cells, notes = one_gender_spelling(replace(cells, role="gender"))
        return _labels(cells, "category"), notes
    notes = []
    if cells.role not in _ALWAYS_LABELS:
        numbers, notes = numbers_of(cells)
        if numbers is not None:
            return Column.of_numbers(cells.name, numbers), notes
    cells = dates_as_text(cells)
    if _nearly_all_distinct(cells):
        return _labels(cells, "text"), notes
    return _labels(cells, "category"), notes + note_spellings(cells)


def _as_told(cells: Cells, kind: Kind) -> tuple[Column, list[Note]]:
    if kind == "number":
        numbers, notes = numbers_of(cells, force=True)
        if numbers is None:
            known = some([quote(v) for v in cells.distinct], 3) or _("only blanks")
            raise InputError(
                _("no cell is a number: {values}", values=known),
                where=at_column(cells.name),
                hint=_("name another kind for this column"),
            )
        return Column.of_numbers(cells.name, numbers), notes
    if kind == "ordered":
        for make in (
            (eselon_column,) if cells.role == "eselon" else (golongan_column, eselon_column)
        ):
            column, notes = make(cells)
            if column is not None:
                return column, notes
        order = _descending(cells)
        text = _("order assumed, highest first: {order}", order=some([quote(v) for v in order]))
        return _labels(cells, kind, order), [cells.note("guess", text)]
    if kind == "category" and is_gender(cells):
        cells, notes = one_gender_spelling(cells)
        return _labels(cells, kind), notes
    return _labels(cells, kind), note_spellings(cells) if kind == "category" else []


def _descending(cells: Cells) -> list[str]:
    numbers, _notes = numbers_of(cells, force=True)
    if numbers is not None and all(
        (n is None) == (v is None) for n, v in zip(numbers, cells.values, strict=True)
    ):
        value = {v: cast(float, n) for v, n in zip(cells.values, numbers, strict=True)}
        return [as_text(v) for v in sorted(cells.distinct, key=lambda v: -value[v])]
    return sorted({as_text(v) for v in cells.distinct}, key=fold)


def _nearly_all_distinct(cells: Cells) -> bool:
    if cells.role in _ALWAYS_LABELS:
        return False
    known = sum(cells.distinct.values())
    return known >= _ENOUGH and len(cells.distinct) > _DISTINCT * known


def _labels(cells: Cells, kind: Kind, order: Sequence[str] | None = None) -> Column:
    texts = [None if v is None else as_text(v) for v in cells.values]
    return Column.of_labels(cells.name, texts, kind=kind, order=order)
