"""Cells that hold a name and an id: 'Adi Wijaya, S.E.' and below it 'NIP. 19760211 200502 ...'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from grouping.files.read.cells import Cells
from grouping.files.read.column_roles import role_of
from grouping.files.read.nip import DIGITS
from grouping.files.read.notes import Note, quote, rows_text
from grouping.language import _
from grouping.problem.column import fold

_MARK = r"(?:n\s?i\s?p\s?(?:pppk)?|ni\s?pppk|nik|nrp|nrk|nim|nis|nisn|npm|id)"
_NUMBER = r"\d[\d\s.-]{4,24}\d"
_BEHIND = re.compile(
    r"^(?P<name>.*?[^\W\d_].*?)[\s,;:/|()\[\]-]*"
    rf"(?:(?P<mark>{_MARK})[\s.:]*)?(?P<id>{_NUMBER})\s*[)\]]?$",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = re.compile(
    rf"^(?:(?P<mark>{_MARK})[\s.:]*)?(?P<id>{_NUMBER})[\s,;:/|()-]+(?P<name>[^\W\d_][^\d]*)$",
    re.IGNORECASE | re.DOTALL,
)
_SHARE = 0.6
_FEWEST = 6
_SAMPLE = 50


def with_ids_apart(
    columns: Sequence[Cells], wanted: str | None = None
) -> tuple[list[Cells], list[Note]]:
    """Return the columns with names and ids that share cells in two columns.

    Parameters
    ----------
    wanted
        The column of names, if the caller names it.
    """
    result: list[Cells] = []
    notes: list[Note] = []
    taken = {fold(c.name) for c in columns}
    for cells in columns:
        named = fold(cells.name) == fold(wanted) if wanted else cells.role == "name"
        if not named or not _many(cells):
            result.append(cells)
            continue
        names, ids, said = _apart(cells, taken)
        result += [names, ids]
        notes += said
    return result, notes


def _parts(value: object) -> tuple[str, str, str] | None:
    """Return name, id and its mark of a cell with both."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    found = _BEHIND.match(text) or _BEFORE.match(text)
    if not found:
        return None
    digits = "".join(c for c in found["id"] if c.isdigit())
    name = " ".join(found["name"].split()).strip(" ,;:/|([-")
    return (name, digits, found["mark"] or "") if len(digits) >= _FEWEST and name else None


def _many(cells: Cells) -> bool:
    known = [v for v in cells.values if v is not None]
    sample = known[:: max(1, len(known) // _SAMPLE)]
    return bool(sample) and sum(_parts(v) is not None for v in sample) >= _SHARE * len(sample)


def _apart(cells: Cells, taken: set[str]) -> tuple[Cells, Cells, list[Note]]:
    parts = [_parts(v) for v in cells.values]
    marks = [part[2] for part in parts if part and part[2]]
    whole = sum(1 for part in parts if part and len(part[1]) == DIGITS)
    label = "NIP" if 2 * whole > len(parts) else "ID"
    label = " ".join(marks[0].split()).upper() if marks else label
    words = [w.strip() for w in re.split(r"[/\n&+]| dan | and ", cells.name) if w.strip()]
    name = next((w for w in words if len(words) > 1 and role_of(w) == "name"), cells.name)
    label = next((w for w in words if role_of(w) == "id"), label)
    while fold(label) in taken - {fold(cells.name)}:
        label += " (2)"
    names = [part[0] if part else v for part, v in zip(parts, cells.values, strict=True)]
    ids: list[object] = [part[1] if part else None for part in parts]
    made = replace(cells, name=name, role="name", values=names)
    numbers = replace(cells, name=label, role="id", values=ids)
    text = _(
        "each cell held a name and a number; the numbers were read as the column {label}",
        label=quote(label),
    )
    notes = [cells.note("guess", text)]
    said = zip(cells.rows, parts, cells.values, strict=True)
    lacking = [row for row, part, v in said if v and not part]
    if lacking:
        text = _("no number beside the name in {rows}", rows=rows_text(lacking))
        notes.append(made.note("oddity", text, lacking))
    return made, numbers, notes
