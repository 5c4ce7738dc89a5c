"""Numbers and gender: what the cells of a column mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from grouping.files.read.cells import Cells, as_text
from grouping.files.read.notes import Note, quote, some
from grouping.language import _, plural
from grouping.problem.column import fold

MOSTLY = 0.9
_DIGITS = 15
_AGE_UNIT = re.compile(r"\s*(tahun|thn|th|years?|yrs?|y\.?o\.?)\.?$", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?\d+$")
_POINT = re.compile(r"[+-]?\d*\.\d+$")
_COMMA = re.compile(r"[+-]?\d*,\d+$")
_DOTTED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?$")
_COMMAED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")

_MEN = frozenset("l lk laki laki-laki lelaki pria cowok male man men boy".split()) | {"laki laki"}
_WOMEN = frozenset("p pr perempuan wanita cewek female woman women girl f".split())


def numbers_of(
    cells: Cells, *, force: bool = False
) -> tuple[list[float | None] | None, list[Note]]:
    """Read a column as numbers.

    A decimal comma is understood if all texts agree on it; marks that may be decimals as well
    as thousands (such as '1.234' throughout) are not guessed at.

    Returns
    -------
    numbers
        One per cell, None for a blank; None instead of a list if this is no number column.
    notes
        Cells made blank, by name, or why the column was not read as numbers.
    """
    texts = [v for v in cells.distinct if isinstance(v, str)]
    style, ambiguous = _style([_bare(v, cells.role) for v in texts])
    read = {v: _number(v, style, cells.role, force) for v in cells.distinct}
    known = sum(cells.distinct.values())
    good = sum(n for v, n in cells.distinct.items() if read[v] is not None)
    if not known or not good or (not force and good < MOSTLY * known):
        return None, _not_numbers(cells, read, good, known)
    if ambiguous and not force:
        text = _(
            "{value} may mean thousands or decimals; read as labels, not numbers",
            value=quote(ambiguous),
        )
        return None, [cells.note("oddity", text)]
    notes = []
    bad = [v for v, number in read.items() if number is None]
    if bad:
        where = cells.cells_of(bad)
        text = plural(
            "{n} cell not a number and made blank: {cells} ({values})",
            "{n} cells not a number and made blank: {cells} ({values})",
            len(where),
            cells=some(where),
            values=some([quote(v) for v in bad], 4),
        )
        notes.append(cells.note("changed", text, cells.rows_of(bad)))
    if style == ",":
        notes.append(cells.note("guess", _("the comma was read as decimal mark")))
    values: list[float | None] = [None if v is None else read[v] for v in cells.values]
    return values, notes


def _not_numbers(
    cells: Cells, read: Mapping[object, float | None], good: int, known: int
) -> list[Note]:
    """Say which cells keep a column from being numbers, if most of it are."""
    if good <= known / 2:
        return []
    bad = [v for v, number in read.items() if number is None]
    text = plural(
        "read as labels, since {n} cell of {all} is no number: {cells} ({values})",
        "read as labels, since {n} cells of {all} are no number: {cells} ({values})",
        known - good,
        all=known,
        cells=some(cells.cells_of(bad)),
        values=some([quote(v) for v in bad], 4),
    )
    return [cells.note("oddity", text, cells.rows_of(bad))]


def _bare(text: str, role: str | None) -> str:
    text = text.strip().removeprefix("'")
    return _AGE_UNIT.sub("", text) if role == "age" else text


def _style(texts: Iterable[str]) -> tuple[str, str]:
    """Return the decimal mark of a column ('.' or ','), and a text that leaves it open."""
    comma, point, open_comma, open_point = False, False, "", ""
    for text in texts:
        if _DOTTED.match(text):
            if text.count(".") > 1 or "," in text:
                comma = True
            else:
                open_point = text
        elif _COMMAED.match(text):
            if text.count(",") > 1 or "." in text:
                point = True
            else:
                open_comma = text
        elif _COMMA.match(text):
            comma = True
        elif _POINT.match(text):
            point = True
    if comma and point:
        return "", ""
    if comma or point:
        return ("," if comma else "."), ""
    open_text = open_comma or open_point
    zero = open_text.lstrip("+-").startswith("0")
    return ("," if open_comma else "."), "" if zero else open_text


def _number(value: object, style: str, role: str | None, force: bool) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value) if abs(value) < 10.0**_DIGITS or force else None
    if not isinstance(value, str):
        return None
    text = _bare(value, role)
    if len(text) > _DIGITS + 4 or not text.isascii():
        return None
    if _PLAIN.match(text):
        # '007' is a code, not a seven.
        digits = text.lstrip("+-")
        # nor is an identity number of 16 or 18 digits, which a number cannot hold
        code = (len(digits) > 1 and digits.startswith("0")) or len(digits) > _DIGITS
        return None if code and not force else float(text)
    if style == "," and (_COMMA.match(text) or _DOTTED.match(text)):
        return float(text.replace(".", "").replace(",", "."))
    if style == "." and (_POINT.match(text) or _COMMAED.match(text)):
        return float(text.replace(",", ""))
    return None


def is_gender(cells: Cells) -> bool:
    """Return whether a column holds men and women, by its header or its values."""
    folds = {fold(v) for v in list(cells.distinct)[:60]}
    if cells.role == "gender":
        return any(sex_of(f, folds) for f in folds)
    sexes = {sex_of(f, folds) for f in folds}
    return len(cells.distinct) <= 60 and sexes == {"man", "woman"}


def one_gender_spelling(cells: Cells) -> tuple[Cells, list[Note]]:
    """Keep one spelling for men and one for women: the one that the file uses most."""
    folds = {fold(v) for v in cells.distinct}
    tally: dict[str, dict[str, int]] = {"man": {}, "woman": {}}
    first: dict[str, str] = {}
    for value, times in cells.distinct.items():
        sex = sex_of(fold(value), folds)
        if sex:
            tidy = " ".join(as_text(value).split())
            tally[sex][tidy] = tally[sex].get(tidy, 0) + times
    for sex, spellings in tally.items():
        if spellings:
            first[sex] = max(spellings, key=lambda s: spellings[s])
    change = {v: first[s] for v in cells.distinct if (s := sex_of(fold(v), folds))}
    changed, notes = cells.respelt(change, _as_most)
    strange = [v for v in cells.distinct if not sex_of(fold(v), folds)]
    if strange:
        text = _(
            "not known as a gender and kept: {values} in {cells}",
            values=some([quote(v) for v in strange], 4),
            cells=some(cells.cells_of(strange)),
        )
        notes.append(cells.note("oddity", text, cells.rows_of(strange)))
    return changed, notes


def _as_most(n: int, examples: str) -> str:
    return plural(
        "{n} cell respelt as most of the column: {examples}",
        "{n} cells respelt as most of the column: {examples}",
        n,
        examples=examples,
    )


def sex_of(text: str, among: set[str]) -> str:
    """Return 'man', 'woman' or ''; what one letter means depends on its company."""
    text = text.rstrip(".")
    if text == "m":  # M/F, or M beside L/P would be a mistake
        return "man" if not among & {"l"} else ""
    if text == "w":  # 'wanita', as in P/W or L/W
        return "woman"
    if text == "p" and "w" in among and not among & {"l", "perempuan"}:
        return "man"
    return "man" if text in _MEN else "woman" if text in _WOMEN else ""
