"""What a blank cell means, as a plan says by column: nothing, a label of its own, or a mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grouping.errors import InputError, did_you_mean
from grouping.files.read.cells import Cells, find_column, without_blank_marks
from grouping.files.read.notes import Note, at_column, rows_text, some
from grouping.files.read.values import numbers_of
from grouping.language import _, plural
from grouping.problem.column import Kind

POLICIES = ("ignore", "own", "error")


def with_blanks(
    columns: Sequence[Cells],
    stated: Mapping[str, Any],
    kinds: Mapping[str, Kind],
    source: str,
    *,
    english: bool,
) -> tuple[list[Cells], list[Note]]:
    """Return the columns with their blanks as the plan says.

    Parameters
    ----------
    columns
        The columns; marks such as '-' count as blank.
    stated
        By column: ``ignore`` (no value, as without a word), ``own`` (a label of its own) or
        ``error``.
    kinds
        What the plan says that columns are.
    source
        The roster, for messages.
    english
        Whether the label is '(blank)'; '(kosong)' otherwise.

    Raises
    ------
    InputError
        If a cell is blank that must not be, by name; if numbers should get a label; if the column
        or the policy does not exist.
    """
    columns, notes = list(columns), []
    for name, policy in stated.items():
        cells = find_column(columns, str(name), source)
        if policy not in POLICIES:
            raise InputError(
                _("'{word}' is not what a blank can mean", word=policy),
                where=at_column(cells.name),
                hint=did_you_mean(str(policy), POLICIES),
            )
        k = columns.index(cells)
        tidy, marks = without_blank_marks(cells)
        blank = [row for row, v in zip(tidy.rows, tidy.values, strict=True) if v is None]
        if policy == "ignore" or not blank:
            continue
        if policy == "error":
            raise _refused(tidy, source)
        if kinds.get(cells.name) == "number" or _numeric(tidy):
            raise InputError(
                _("a blank among numbers cannot be a label of its own"),
                where=at_column(cells.name),
                hint=_('"ignore" takes the blanks as the mean, "error" refuses them'),
            )
        label = "(blank)" if english else "(kosong)"
        columns[k] = tidy.with_values([label if v is None else v for v in tidy.values])
        text = plural(
            "{n} blank cell got the label {label}, in {rows}",
            "{n} blank cells got the label {label}, in {rows}",
            len(blank),
            label=label,
            rows=rows_text(blank),
        )
        notes += [*marks, cells.note("changed", text, blank)]
    return columns, notes


def _numeric(cells: Cells) -> bool:
    return bool(cells.distinct) and numbers_of(cells)[0] is not None


def _refused(cells: Cells, source: str) -> InputError:
    blank = [cells.cell(k) for k, v in enumerate(cells.values) if v is None]
    return InputError(
        plural(
            "{n} cell is blank: {cells}",
            "{n} cells are blank: {cells}",
            len(blank),
            cells=some(blank),
        ),
        where=f"{source}, {at_column(cells.name)}",
        hint=_('fill it in, or let blanks of this column be "ignore" or "own" in the plan'),
    )
