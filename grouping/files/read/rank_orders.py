"""Golongan and eselon: many spellings, one order."""

from __future__ import annotations

import re

from grouping.files.read.cells import Cells, as_text, mapping_of, respelt_text
from grouping.files.read.notes import Note, quote, some
from grouping.language import _
from grouping.problem.column import Column, fold

_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
GOLONGAN = tuple(
    f"{r}/{c}" for r in ("IV", "III", "II", "I") for c in "edcba" if r == "IV" or c != "e"
)
ESELON = tuple(f"{r}{c}" for r in ("I", "II", "III", "IV", "V") for c in (".a", ".b", ""))
# The grades of contract employees (PPPK) are seventeen as those of civil servants are, and stand
# beside them one for one.
_PPPK = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII".split()
GRADES = tuple(
    label
    for code, number in zip(GOLONGAN, reversed(_PPPK), strict=True)
    for label in (code, f"PPPK {number}")
)
ENOUGH = 0.8

_GOLONGAN = re.compile(r"(?<![a-z0-9])(iv|iii|ii|i|[1-4])\s?[/.\-\\|]?\s?([a-e])(?![a-z0-9])")
_ESELON = re.compile(r"(?:eselon|esel|esl|es)?\.?\s*(iv|v|iii|ii|i|[1-5])\s?[/.\-\\]?\s?([ab])?\.?")
_PPPK_FORM = re.compile(
    r"((?:pppk|p3k|golongan|gol|ruang|ni)(?:\s+(?:pppk|p3k|golongan|gol))?)?\s*([ivx]{1,5}|\d{1,2})"
    r"\s*(pppk|p3k)?"
)
_TINGKAT_I = re.compile(r"\b(tk|tkt|tingkat)\b\.?\s*(i|1)\b\.?")
_PANGKAT = {
    "juru muda": "I/a", "juru muda tk i": "I/b", "juru": "I/c", "juru tk i": "I/d",
    "pengatur muda": "II/a", "pengatur muda tk i": "II/b", "pengatur": "II/c",
    "pengatur tk i": "II/d", "penata muda": "III/a", "penata muda tk i": "III/b",
    "penata": "III/c", "penata tk i": "III/d", "pembina": "IV/a", "pembina tk i": "IV/b",
    "pembina utama muda": "IV/c", "pembina utama madya": "IV/d", "pembina utama": "IV/e",
}  # fmt: skip

_LEVELS = {
    "pimpinan tinggi utama": "I", "pimpinan tinggi madya": "I", "pimpinan tinggi pratama": "II",
    "administrator": "III", "pengawas": "IV",
}  # fmt: skip


def golongan(value: object) -> str | None:
    """Return a golongan as 'IV/c' from spellings such as 'IVc' or 'Pembina Utama Muda (IV/c)'.

    Examples
    --------
    >>> golongan("Pembina Tk. I, IV/b")
    'IV/b'
    >>> golongan("Staf") is None
    True
    """
    found = _GOLONGAN.findall(fold(value))
    if not found:
        return None
    number, letter = found[-1]
    text = f"{_ROMAN.get(number, number.upper())}/{letter}"
    return text if text in GOLONGAN else None


def golongan_of_pangkat(value: object) -> str | None:
    """Return the golongan of a pangkat in words, such as 'Penata Muda Tingkat I' -> 'III/b'."""
    text = _TINGKAT_I.sub("tk i", fold(value))
    return _PANGKAT.get(" ".join(re.sub(r"[\W_]+", " ", text).split()))


def pppk(value: object) -> str | None:
    """Return the grade of a contract employee as 'PPPK IX' from 'Golongan (IX)', 'IX', 'PPPK 9'.

    I to IV alone could be those of civil servants without their letter, and are none.
    """
    found = _PPPK_FORM.fullmatch(" ".join(re.sub(r"[\W_]+", " ", fold(value)).split()))
    if not found:
        return None
    number = found[2].upper()
    number = _PPPK[int(number) - 1] if number.isdigit() and 1 <= int(number) <= 17 else number
    said = found[1] or found[3]
    if number not in _PPPK or (not said and (_PPPK.index(number) < 4 or found[2].isdigit())):
        return None
    return f"PPPK {number}"


def eselon(value: object) -> str | None:
    """Return an eselon as 'II.b' from spellings such as 'IIb', 'II/b', '2b' or 'Eselon II.b'."""
    found = _ESELON.fullmatch(fold(value))
    if not found:
        return None
    number, letter = found.groups()
    if letter is None and number.isdigit():
        return None  # a bare 3 is a number
    return _ROMAN.get(number, number.upper()) + (f".{letter}" if letter else "")


def golongan_column(cells: Cells) -> tuple[Column | None, list[Note]]:
    """Make an ordered column of golongan, highest first, if four of five values are one."""
    known = sum(cells.distinct.values())
    codes = mapping_of(cells, lambda v: golongan(v) or pppk(v))
    words = mapping_of(cells, lambda v: golongan(v) or pppk(v) or golongan_of_pangkat(v))
    if _share(cells, words) < ENOUGH or not known:
        return None, []
    if any(codes.values()):
        changed, notes = cells.respelt({v: c for v, c in words.items() if c}, respelt_text)
        notes += [*_beside(cells, codes), *_unread(cells, words)]
        return _ordered(changed, GRADES), notes
    order = sorted(words, key=lambda v: _place(words[v]))
    note = cells.note("guess", _("ordered by the golongan that belongs to each pangkat"))
    return _ordered(cells, [as_text(v) for v in order]), [note, *_unread(cells, words)]


def eselon_column(cells: Cells) -> tuple[Column | None, list[Note]]:
    """Make an ordered column of eselon, highest first; other words come after them.

    The words of Law 5/2014 on the civil service stand where the eselon did that they replaced:
    pimpinan tinggi pratama at II, administrator at III, pengawas at IV.
    """
    found = mapping_of(cells, eselon)
    named = mapping_of(cells, lambda v: None if found[v] else _LEVELS.get(_bare_level(v)))
    if not any(found.values()) and len([v for v in named.values() if v]) < 2:
        return None, []
    changed, notes = cells.respelt({v: e for v, e in found.items() if e}, respelt_text)
    levels = {as_text(v): level for v, level in named.items() if isinstance(level, str)}
    if levels:
        shown = some([_LEVEL.format(quote(v), level) for v, level in levels.items()], 6)
        text = _(
            "words of the civil service ranked as the eselon they replaced: {words}", words=shown
        )
        notes.append(cells.note("guess", text))
    words = [v for v, e in found.items() if e is None and not named[v]]
    if words:
        text = _(
            "not an eselon, ranked below all: {words}", words=some([quote(v) for v in words], 6)
        )
        notes.append(cells.note("guess", text, cells.rows_of(words)))
    order = [one for e in ESELON for one in (e, *(v for v, level in levels.items() if level == e))]
    return _ordered(changed, order), notes


_LEVEL = "{} = {}"


def _bare_level(value: object) -> str:
    text = " ".join(re.sub(r"[\W_]+", " ", fold(value)).split())
    return text.removeprefix("jabatan ").replace("jpt", "pimpinan tinggi")


def looks_like_golongan(cells: Cells) -> bool:
    """Return whether nearly all values are golongan; II/b alone could be an eselon as well."""
    if not cells.distinct or len(cells.distinct) > 60:
        return False
    codes = [golongan(v) if len(as_text(v)) <= 6 else None for v in cells.distinct]
    return all(codes) and any(c and c[-1] in "cde" for c in codes)


def _share(cells: Cells, read: dict[object, object]) -> float:
    known = sum(cells.distinct.values())
    return sum(n for v, n in cells.distinct.items() if read[v]) / known if known else 0.0


def _beside(cells: Cells, codes: dict[object, object]) -> list[Note]:
    """Say where the grades of contract employees were ranked."""
    if not any(str(code).startswith("PPPK") for code in codes.values()):
        return []
    text = _("grades of PPPK ranked beside those of civil servants: V as II/a, IX as III/a")
    return [cells.note("guess", text)]


def _place(code: object) -> int:
    return GRADES.index(code) if isinstance(code, str) and code in GRADES else len(GRADES)


def _unread(cells: Cells, read: dict[object, object]) -> list[Note]:
    strange = [v for v, code in read.items() if code is None]
    if not strange:
        return []
    where, words = some(cells.cells_of(strange)), some([quote(v) for v in strange], 5)
    text = _(
        "not known as a rank, kept below all others: {words} in {cells}", words=words, cells=where
    )
    return [cells.note("oddity", text, cells.rows_of(strange))]


def _ordered(cells: Cells, order: tuple[str, ...] | list[str]) -> Column:
    texts = [None if v is None else as_text(v) for v in cells.values]
    return Column.of_labels(cells.name, texts, kind="ordered", order=order)
