"""Labels that may mean one thing: proposed to people, merged only when these say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from grouping.files.read.acronyms import stands_for
from grouping.files.read.cells import Cells, as_text, without_blank_marks
from grouping.files.read.notes import Note, quote, some
from grouping.language import _
from grouping.problem.column import fold

_SHORT = {
    "kec": "kecamatan", "kel": "kelurahan", "din": "dinas", "bag": "bagian", "bid": "bidang",
    "kab": "kabupaten", "prov": "provinsi", "setda": "sekretariat daerah", "&": "dan",
    "setwan": "sekretariat dprd", "sekr": "sekretariat", "sekwan": "sekretariat dprd",
    "dept": "department", "bappeda": "badan perencanaan pembangunan daerah",
    "satpol": "satuan polisi", "pp": "pamong praja", "rs": "rumah sakit",
    "rsud": "rumah sakit umum daerah",
}  # fmt: skip
_ROLES = ("agency", "district", "village")
_MOST = 200
_ONE_SLIP, _TWO_SLIPS = 5, 10


@dataclass(frozen=True)
class Merge:
    """Two labels of a column that may be two spellings of one name.

    Attributes
    ----------
    column
        Header of the column.
    old, new
        The label that would go, and the one that would stay: the commoner, else the longer.
    counts
        How many people have each.
    """

    column: str
    old: str
    new: str
    counts: tuple[int, int]

    def __str__(self) -> str:
        return _(
            "{old} ({n}) and {new} ({m})",
            old=quote(self.old),
            n=self.counts[0],
            new=quote(self.new),
            m=self.counts[1],
        )


def proposed(cells: Cells) -> list[Merge]:
    """Return which labels of a column of agencies look like two spellings of one name.

    Case and blanks are forgiven anyway.  A label that may be two others is proposed
    as neither.
    """
    if cells.role not in _ROLES or len(cells.distinct) > 4 * _MOST:
        return []
    counts, spelt = _labels(without_blank_marks(cells)[0])
    if not 1 < len(counts) <= _MOST:
        return []
    words = {key: _words(key) for key in counts}
    bare = {key: re.findall(r"\w+|&", key) for key in counts}
    found = [(a, b) for a, b in combinations(counts, 2) if _alike(words[a], words[b])]
    found += _abbreviated(counts, words, bare, found)
    return _merges(cells.name, found, counts, spelt)


def _labels(cells: Cells) -> tuple[Counter[str], dict[str, str]]:
    """Return how often each label occurs, folded, and its commonest spelling."""
    counts: Counter[str] = Counter()
    spelt: dict[str, tuple[int, str]] = {}
    for value, times in cells.distinct.items():
        key = fold(as_text(value))
        counts[key] += times
        if times > spelt.get(key, (0, ""))[0]:
            spelt[key] = (times, " ".join(as_text(value).split()))
    return counts, {key: text for key, (_times, text) in spelt.items()}


def _words(label: str) -> list[str]:
    words = re.findall(r"\w+|&", label)
    return " ".join(_SHORT.get(w, w) for w in words).split()


def _alike(one: list[str], other: list[str]) -> bool:
    if len(one) != len(other):
        return "".join(one) == "".join(other)
    # Every word must be nearly the same; 'Bagian A' and 'Bagian B' are two agencies.
    return all(a == b or _near(a, b) for a, b in zip(one, other, strict=True))


def _near(a: str, b: str) -> bool:
    shorter = min(len(a), len(b))
    if shorter < _ONE_SLIP or any(c.isdigit() for c in a + b):
        return False
    return _slips(a, b) <= (2 if shorter >= _TWO_SLIPS else 1)


def _slips(a: str, b: str) -> int:
    """Return how many letters were changed, left out, put in or exchanged with the next."""
    if abs(len(a) - len(b)) > 2:
        return 3
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a):
        row = [i + 1]
        for j, y in enumerate(b):
            row.append(min(last[j + 1] + 1, row[j] + 1, last[j] + (x != y)))
            if i and j and x == b[j - 1] and a[i - 1] == y:
                row[-1] = min(row[-1], before[j - 1] + 1)
        before, last = last, row
    return last[-1]


def _abbreviated(
    keys: Counter[str],
    words: Mapping[str, list[str]],
    bare: Mapping[str, list[str]],
    known: Sequence[tuple[str, str]],
) -> list[tuple[str, str]]:
    """Return the labels that abbreviate just one other, or several that are alike."""
    done = {key for pair in known for key in pair}
    same = {frozenset(pair) for pair in known}
    found = []
    for short in keys:
        if short in done or len(bare[short]) > 3:
            continue
        fits = [
            long
            for long in keys
            if long != short
            and (stands_for(bare[short], words[long]) or stands_for(words[short], words[long]))
        ]
        if fits and all(frozenset((fits[0], one)) in same for one in fits[1:]):
            found.append((short, fits[0]))
    return found


def _merges(
    column: str, pairs: Sequence[tuple[str, str]], counts: Counter[str], spelt: Mapping[str, str]
) -> list[Merge]:
    """Return pairs as merges, all of one family into the same label."""
    family: dict[str, set[str]] = {}
    for a, b in pairs:
        joined = family.get(a, {a}) | family.get(b, {b})
        for key in joined:
            family[key] = joined
    found = []
    for key, members in family.items():
        best = max(members, key=lambda k: (counts[k], len(k), k))
        if key != best:
            found.append(Merge(column, spelt[key], spelt[best], (counts[key], counts[best])))
    return found


def proposal_note(cells: Cells, merges: Sequence[Merge]) -> Note:
    """Say which labels look alike, and that nothing was done."""
    text = _(
        "may be the same, but were kept apart: {pairs}; --accept-merges makes them one",
        pairs=some(merges, 6),
    )
    return cells.note("oddity", text)
