"""Cells that say somebody will not come, in remarks or answers: said, never acted on."""

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
# Answers: those that mean no, those that mean yes, those that leave it open.
_NO = frozenset(
    "no|n|tidak|tdk|tidak hadir|tdk hadir|tidak bisa|tidak dapat hadir|declined|decline|rejected"
    "|denied|not attending|not going|absent|absen|cancelled|canceled|cancel|batal|batal hadir"
    "|berhalangan|izin|ijin|sakit|regret|regrets|withdrawn|no show|ditolak".split("|")
)
_YES = frozenset(
    "yes|y|ya|iya|hadir|bisa|bersedia|accepted|accept|approved|attending|going|confirmed|present"
    "|terkonfirmasi|konfirmasi|ok|akan hadir|registered|attended|diterima|disetujui|datang"
    "|ikut".split("|")
)
_OPEN = frozenset(
    "maybe|tentative|pending|belum|belum pasti|mungkin|waitlist|waitlisted|ragu|menunggu"
    "|no response|invited|belum konfirmasi".split("|")
)
# 'no' alone is an answer about coming only below such a header
_COMING = re.compile(
    r"\b(rsvp|hadir|kehadiran|attend|attending|attendance|coming|status|approval|konfirmasi"
    r"|kesediaan|bersedia|ikut|datang|present|join|confirmation|response|respon)\b"
)
_SPOKEN = _NO - {"no", "n", "tidak", "tdk"}


def absences(people: People) -> list[Note]:
    """Say who may be absent by remarks and answers, and how to leave them out."""
    notes = []
    for cells in people.columns:
        if cells.role == "notes":
            away = [k for k, v in enumerate(cells.values) if isinstance(v, str) and says_away(v)]
        elif cells.role is None and _are_answers(cells):
            away = [k for k, v in enumerate(cells.values) if v is not None and _is_no(v)]
        else:
            continue
        # where most rows say so it is a heading of something else
        if away and 2 * len(away) <= len(cells.values):
            notes.append(_note(cells, people, away))
    return notes


def _are_answers(cells: Cells) -> bool:
    """Return whether a column holds answers to whether people come."""
    if not 0 < len(cells.distinct) <= 12:
        return False
    said = {_answer(v) for v in cells.distinct}
    if not said <= _NO | _YES | _OPEN or not said & _NO:
        return False
    return bool(_COMING.search(fold(cells.name))) or bool(said & _SPOKEN and said & _YES)


def _answer(value: object) -> str:
    return fold(value).strip(" .!-") if not isinstance(value, bool) else str(value)


def _is_no(value: object) -> bool:
    return _answer(value) in _NO


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
        ids="; ".join(people.ids[k] for k in away),
    )
    return cells.note("unsure", text, [cells.rows[k] for k in away])
