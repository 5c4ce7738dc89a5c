"""The table [merges] of a plan: which labels of a column are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grouping.errors import InputError
from grouping.files.read.cells import Cells, as_text, find_column
from grouping.files.read.notes import Note, at_column, quote
from grouping.files.read.similar_labels import Merge, proposal_note, proposed
from grouping.language import _, plural
from grouping.problem.column import fold

Table = dict[str, dict[str, str]]


def merged(
    columns: Sequence[Cells], stated: Mapping[str, Any], *, accept: bool, source: str
) -> tuple[list[Cells], Table, list[Merge], list[Note]]:
    """Return the columns with the labels merged that people want merged.

    Parameters
    ----------
    columns
        The columns, blank marks still in them.
    stated
        By column: the label that goes, and the one that stays.
    accept
        Take the proposals of `proposed` as well.
    source
        The roster, for messages.

    Returns
    -------
    columns
        With the merges done.
    done
        All merges that were done, as a plan states them.
    proposals
        Those that were not.
    notes
        What was done and proposed.

    Raises
    ------
    InputError
        If a column does not exist, a label is no text, or labels are merged in a circle.
    """
    columns = list(columns)
    done: Table = {}
    open_: list[Merge] = []
    notes: list[Note] = []
    for name, table in stated.items():
        cells = find_column(columns, str(name), source)
        wanted = _resolved(table, cells.name)
        k = columns.index(cells)
        columns[k], said = _applied(cells, wanted)
        done[cells.name] = wanted
        notes += said
    for k, cells in enumerate(columns):
        found = proposed(cells)
        if not found:
            continue
        if accept:
            wanted = {one.old: one.new for one in found}
            columns[k], said = _applied(cells, wanted)
            done.setdefault(cells.name, {}).update(wanted)
            notes += said
        else:
            open_ += found
            notes.append(proposal_note(cells, found))
    return columns, done, open_, notes


def _resolved(table: Any, column: str) -> dict[str, str]:
    where = at_column(column)
    if not isinstance(table, Mapping) or not all(isinstance(v, str) for v in table.values()):
        hint = '"Kec. Utara" = "Kecamatan Utara"'
        raise InputError(_("a merge says which label becomes which"), where=where, hint=hint)
    by_fold = {fold(old): str(new) for old, new in table.items()}
    found: dict[str, str] = {}
    for old, new in table.items():
        seen = {fold(old)}
        target = str(new)
        while fold(target) in by_fold and fold(by_fold[fold(target)]) != fold(target):
            if fold(target) in seen:
                raise InputError(
                    _("{label} is merged in a circle", label=quote(old)),
                    where=where,
                    hint=_("take one of these merges out"),
                )
            seen.add(fold(target))
            target = by_fold[fold(target)]
        found[str(old)] = target
    return found


def _applied(cells: Cells, wanted: Mapping[str, str]) -> tuple[Cells, list[Note]]:
    by_fold = {fold(old): new for old, new in wanted.items()}
    change: dict[object, object] = {}
    for value in cells.distinct:
        key = fold(as_text(value))
        if key in by_fold and fold(by_fold[key]) != key:
            change[value] = by_fold[key]
    changed, notes = cells.respelt(change, _said)
    there = {fold(as_text(v)) for v in cells.distinct}
    absent = [quote(old) for old in wanted if fold(old) not in there]
    if absent:
        text = _(
            "nobody has {labels} any more; that merge changed nothing", labels=", ".join(absent)
        )
        notes.append(cells.note("oddity", text))
    return changed, notes


def _said(n: int, examples: str) -> str:
    return plural(
        "{n} cell merged with another spelling: {examples}",
        "{n} cells merged with another spelling: {examples}",
        n,
        examples=examples,
    )
