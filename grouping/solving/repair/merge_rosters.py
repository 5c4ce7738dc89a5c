"""Merge two rosters: those who come late follow those of the plan, column by column."""

from __future__ import annotations

import difflib
import math

import numpy as np

from grouping.errors import InputError
from grouping.language import _, plural
from grouping.problem.column import Column, fold
from grouping.problem.roster import Roster

# A new value this much like a known one may be a slip of the keyboard.
ALIKE = 0.8


def joined(roster: Roster, late: Roster) -> tuple[Roster, list[str]]:
    """Return both, the late ones last, with the columns of `roster`.

    Parameters
    ----------
    roster
        The participants of the plan.
    late
        Others.  Columns are matched by name; those that `roster` lacks are left out, and cells of
        columns that `late` lacks are blank.

    Returns
    -------
    Roster
        Both.
    list of str
        What was assumed.

    Raises
    ------
    InputError
        If somebody has an id that is taken.
    """
    taken = {fold(one): i for i, one in enumerate(roster.ids)}
    for k, one in enumerate(late.ids):
        if fold(one) in taken:
            raise InputError(
                _(
                    "the id '{id}' of {name} is that of {other}",
                    id=one,
                    name=late.names[k],
                    other=roster.names[taken[fold(one)]],
                ),
                where=late.source,
                hint=_("give who comes late an id of their own"),
            )
    notes: list[str] = []
    theirs = {fold(column.name): column for column in late.columns}
    columns = [_joined(c, theirs.get(fold(c.name)), late, notes) for c in roster.columns]
    rows = (*roster.rows, *late.rows) if roster.rows and late.rows else ()
    ids, names = (*roster.ids, *late.ids), (*roster.names, *late.names)
    return Roster(ids, names, tuple(columns), roster.source, rows, roster.origin), notes


def _joined(column: Column, more: Column | None, late: Roster, notes: list[str]) -> Column:
    if more is None:
        if column.kind != "text":
            notes.append(
                _(
                    "{file} has no column '{column}': it is blank for those who come late",
                    file=late.source,
                    column=column.name,
                )
            )
        values = [""] * late.n
    else:
        values = [more.value(i) for i in range(late.n)]
    if column.kind == "number":
        return _numbers(column, values, late, notes)
    codes, labels = _codes(column, values, late, notes)
    whole = np.concatenate([column.codes, codes]).astype(np.int32)
    numbers = None
    if column.numbers is not None:
        ranks = np.arange(len(labels), dtype=np.float64)
        known = column.codes >= 0
        ranks[column.codes[known]] = column.numbers[known]
        numbers = np.where(whole < 0, np.nan, ranks[whole])
    return Column(column.name, column.kind, labels, whole, numbers)


def _numbers(column: Column, values: list[str], late: Roster, notes: list[str]) -> Column:
    assert column.numbers is not None
    read = [_number(value) for value in values]
    for i, (value, number) in enumerate(zip(values, read, strict=True)):
        if value and math.isnan(number):
            notes.append(
                _(
                    "'{value}' of {name} in column '{column}' is no number: taken as blank",
                    value=value,
                    name=late.names[i],
                    column=column.name,
                )
            )
    known = [None if math.isnan(v) else float(v) for v in [*column.numbers.tolist(), *read]]
    return Column.of_numbers(column.name, known)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ".")) if text else math.nan
    except ValueError:
        return math.nan


def _codes(
    column: Column, values: list[str], late: Roster, notes: list[str]
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return the codes of the values and all labels; what is new in a category is a new label."""
    labels = list(column.labels)
    known = {fold(label): code for code, label in enumerate(labels)}
    codes = np.full(len(values), -1, dtype=np.int32)
    for i, value in enumerate(values):
        if not value:
            continue
        if fold(value) not in known:
            if column.kind == "ordered":
                notes.append(
                    _(
                        "'{value}' of {name} has no rank in column '{column}': taken as blank",
                        value=value,
                        name=late.names[i],
                        column=column.name,
                    )
                )
                continue
            if column.kind == "category":
                notes.append(_new_value(value, column))
            known[fold(value)] = len(labels)
            labels.append(value)
        codes[i] = known[fold(value)]
    return codes, tuple(labels)


def _new_value(value: str, column: Column) -> str:
    close = difflib.get_close_matches(value, column.labels, n=1, cutoff=ALIKE)
    if not close:
        return _("'{value}' is new in column '{column}'", value=value, column=column.name)
    people = plural("{n} person", "{n} people", column.counts()[close[0]])
    return _(
        "'{value}' is new in column '{column}'; it may be '{other}' ({people}), but was kept apart",
        value=value,
        column=column.name,
        other=close[0],
        people=people,
    )
