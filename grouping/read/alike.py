"""Labels that may mean one thing: shown to people, never merged."""

from __future__ import annotations

import difflib
import re
from itertools import combinations

from grouping.column import Column, fold
from grouping.read.cells import Cells
from grouping.read.notes import Note, quote, some

_SHORT = {
    "kec": "kecamatan", "kel": "kelurahan", "din": "dinas", "bag": "bagian", "bid": "bidang",
    "kab": "kabupaten", "prov": "provinsi", "setda": "sekretariat daerah", "&": "dan",
    "setwan": "sekretariat dprd", "sekr": "sekretariat", "dept": "department",
}  # fmt: skip
_MOST = 200
_SIMILAR, _SHORTEST = 0.8, 5


def note_alike(cells: Cells, column: Column) -> list[Note]:
    """Say which labels of an agency column look like two spellings of one name."""
    if cells.role not in ("agency", "district", "village") or len(column.labels) > _MOST:
        return []
    words = {label: _words(label) for label in column.labels}
    pairs = [(a, b) for a, b in combinations(column.labels, 2) if _alike(words[a], words[b])]
    if not pairs:
        return []
    counts = column.counts()
    shown = [f"{quote(a)} ({counts[a]}) and {quote(b)} ({counts[b]})" for a, b in pairs]
    text = f"may be the same, but were kept apart: {some(shown, 6)}"
    return [cells.note("oddity", text)]


def _words(label: str) -> list[str]:
    words = re.findall(r"\w+|&", fold(label))
    return " ".join(_SHORT.get(w, w) for w in words).split()


def _alike(one: list[str], other: list[str]) -> bool:
    if len(one) != len(other):
        return "".join(one) == "".join(other)
    # Every word must be nearly the same; 'Bagian A' and 'Bagian B' are two agencies.
    return all(a == b or _near(a, b) for a, b in zip(one, other, strict=True))


def _near(a: str, b: str) -> bool:
    if min(len(a), len(b)) < _SHORTEST or any(c.isdigit() for c in a + b):
        return False
    return difflib.SequenceMatcher(None, a, b).ratio() > _SIMILAR
