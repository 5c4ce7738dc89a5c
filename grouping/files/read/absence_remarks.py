"""Remarks such as 'Izin' or 'Sakit' that say somebody will not come: said, never acted on."""

from __future__ import annotations

import re

from grouping.files.read.cells import Cells
from grouping.files.read.notes import Note, quote, some
from grouping.files.read.people_of_rows import People
from grouping.language import plural
from grouping.problem.column import fold

_AWAY = re.compile(
    r"\b(izin|ijin|sakit|cuti|tidak hadir|tdk hadir|berhalangan|batal|absen|alpa|dinas luar"
    r"|tugas luar|mengundurkan diri|meninggal|pensiun|absent|sick|on leave|excused|cancelled"
    r"|canceled|not coming|declined)\b"
)
_NOT = re.compile(r"\b(tidak|tdk|bukan|tanpa|not|no)\s+(izin|ijin|sakit|cuti|batal|sick|absent)\b")
_SHOWN = 10


def absences(people: People) -> list[Note]:
    """Say who may be absent by the column of remarks, and how to leave them out."""
    notes = []
    for cells in people.columns:
        if cells.role != "notes":
            continue
        away = [k for k, v in enumerate(cells.values) if isinstance(v, str) and says_away(v)]
        # where most rows say so it is a heading of something else
        if not away or 2 * len(away) > len(cells.values):
            continue
        notes.append(_note(cells, people, away))
    return notes


def says_away(text: str) -> bool:
    """Return whether a remark says that somebody will not come."""
    said = fold(text)
    return bool(_AWAY.search(said)) and not _NOT.search(said)


def _note(cells: Cells, people: People, away: list[int]) -> Note:
    shown = [
        f"{quote(people.names[k])} ({cells.cell(k)} {quote(cells.values[k], 30)})" for k in away
    ]
    text = plural(
        '{n} person may not come: {who}; nobody was left out, --absent "{ids} = 1" does that',
        '{n} people may not come: {who}; nobody was left out, --absent "{ids} = 1" does that',
        len(away),
        who=some(shown, _SHOWN),
        ids="; ".join(people.ids[k] for k in away[:_SHOWN]),
    )
    return cells.note("oddity", text, [cells.rows[k] for k in away])
