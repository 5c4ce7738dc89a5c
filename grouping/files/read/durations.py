"""Durations as hours: '1h 10m 2s', '2 jam 30 menit', 30:15:00."""

from __future__ import annotations

import re

from grouping.files.read.cells import Cells
from grouping.files.read.notes import Note
from grouping.language import _
from grouping.problem.column import fold

_PARTS = re.compile(
    r"(?:(\d+)\s*(?:h|hrs?|hours?|j|jam)\.?)?\s*(?:(\d+)\s*(?:m|mins?|minutes?|mnt|menit)\.?)?"
    r"\s*(?:(\d+)\s*(?:s|secs?|seconds?|dtk|detik)\.?)?"
)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
_HEADER = re.compile(r"\b(duration|durasi|lama|lamanya|hours|time spent|waktu tempuh)\b")
_MOSTLY = 0.9


def hours_in(cells: Cells) -> tuple[Cells, list[Note]]:
    """Return a column with durations as hours; as it is if it holds none.

    Times such as 08:30 are durations only where the header says so, or one is longer than a day.
    """
    texts = [v for v in cells.distinct if isinstance(v, str)]
    if not texts or len(texts) < _MOSTLY * len(cells.distinct):
        return cells, []
    named = bool(_HEADER.search(fold(cells.name)))
    clocks = [found for v in texts if (found := _CLOCK.fullmatch(v.strip()))]
    long = any(int(found[1]) >= 24 for found in clocks)
    read = {v: _hours(v, clock=named or long) for v in texts}
    good = sum(n is not None for n in read.values())
    if good < _MOSTLY * len(texts):
        return cells, []
    change: dict[object, object] = {v: round(n, 4) for v, n in read.items() if n is not None}
    return cells.mapped(change), [cells.note("guess", _("durations were read as hours"))]


def _hours(text: str, *, clock: bool) -> float | None:
    bare = fold(text)
    found = _PARTS.fullmatch(bare)
    if found and any(found.groups()):
        parts = [int(one or 0) for one in found.groups()]
    elif clock and (at := _CLOCK.fullmatch(bare)):
        parts = [int(one or 0) for one in at.groups()]
    else:
        return None
    return parts[0] + parts[1] / 60 + parts[2] / 3600
