"""Columns of ticks that are one column: 'Jenis Kelamin' over L and P, with one tick a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grouping.files.read.cells import Cells
from grouping.files.read.column_roles import role_of
from grouping.files.read.notes import Note, quote, rows_text, some
from grouping.language import _
from grouping.problem.column import fold

_TICKS = frozenset("v x √ ✓ ✔ ☑ ✅ 1 * o ● • true ya y".split())
_NONE = frozenset("false 0 ☐ - –".split())
_SEXES = ({"l", "p"}, {"m", "f"}, {"laki-laki", "perempuan"}, {"pria", "wanita"}, {"lk", "pr"})
_ONE_EACH = 0.9


def joined_ticks(columns: Sequence[Cells]) -> tuple[list[Cells], list[Note]]:
    """Return the columns with each group of ticks as one, and a note of each.

    A group is columns beside each other whose headers differ in the last word alone, with a single
    tick in nearly every row.
    """
    result: list[Cells] = []
    notes: list[Note] = []
    k = 0
    while k < len(columns):
        group = _group_from(columns, k)
        if len(group) > 1:
            made, said = _joined(group)
            result.append(made)
            notes += said
        else:
            result.append(columns[k])
        k += max(len(group), 1)
    return result, notes


def _group_from(columns: Sequence[Cells], first: int) -> list[Cells]:
    group: list[Cells] = []
    for k in range(first, len(columns)):
        cells = columns[k]
        beside = not group or cells.place == group[-1].place + 1
        if not beside or not _holds_ticks(cells):
            break
        if group and _parts(cells.name)[0] != _parts(group[0].name)[0]:
            break
        group.append(cells)
    if len(group) < 2:
        return []
    prefix = _parts(group[0].name)[0]
    last = {fold(_parts(c.name)[1]) for c in group}
    if not prefix and last not in _SEXES:
        return []
    ticks = [sum(_is_tick(c.values[i]) for c in group) for i in range(len(group[0].values))]
    one = sum(n == 1 for n in ticks)
    several = sum(n > 1 for n in ticks)
    sexes = role_of(prefix) == "gender" or last in _SEXES
    alone = one >= _ONE_EACH * len(ticks) and not several
    return group if alone or (sexes and one > several and one >= 0.5 * len(ticks)) else []


def _parts(label: str) -> tuple[str, str]:
    words = label.split()
    return " ".join(words[:-1]), words[-1] if words else ""


def _is_tick(value: object) -> bool:
    return value is not None and fold(value) in _TICKS


def _holds_ticks(cells: Cells) -> bool:
    known = {fold(v) for v in list(cells.distinct)[:8]}
    return bool(known & _TICKS) and known <= _TICKS | _NONE and len(cells.distinct) <= 8


def _joined(group: Sequence[Cells]) -> tuple[Cells, list[Note]]:
    prefix = _parts(group[0].name)[0]
    last = [_parts(c.name)[1] for c in group]
    name = prefix or "/".join(last)
    values: list[object] = []
    twice: list[int] = []
    for i, row in enumerate(group[0].rows):
        ticked = [word for word, c in zip(last, group, strict=True) if _is_tick(c.values[i])]
        values.append(ticked[0] if len(ticked) == 1 else None)
        if len(ticked) > 1:
            twice.append(row)
    made = replace(group[0], name=name, role=role_of(name), values=values)
    text = _(
        "the columns {names} hold one tick a row and were read as one column",
        names=some([quote(c.name) for c in group]),
    )
    notes = [made.note("guess", text)]
    if twice:
        text = _("ticked more than once and left blank: {rows}", rows=rows_text(twice))
        notes.append(made.note("unsure", text, twice))
    return made, notes
