"""Ids: kept as text, never as numbers, and refused when a spreadsheet has damaged them."""

from __future__ import annotations

import re

from grouping.files.read.cells import Cells, as_text
from grouping.files.read.notes import Note
from grouping.language import plural

_EXACT = 2**53
_SCIENTIFIC = re.compile(r"\s*'?\d(?:[.,]\d+)?[eE]\+?\d{2}\s*$")
_CUT_NIP = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])[0-3]\d{8}000$")
_EDGES = "'`’‘ \t\r\n\xa0"


def damaged(cells: Cells, *, from_text: bool) -> list[int]:
    """Return who has an id whose last digits a spreadsheet has thrown away.

    Parameters
    ----------
    cells
        The id column.
    from_text
        Whether it comes from a text file, where numbers and texts look the same.
    """
    # Spreadsheets keep 15 digits and write zeros after them; other programs keep 16 exactly.
    long = [v for v in cells.values if isinstance(v, float) and 1e15 <= v < _EXACT]
    kept = any(int(v) % 10 for v in long)
    bad = {v for v in cells.distinct if _is_damaged(v, kept, from_text)}
    return [k for k, v in enumerate(cells.values) if v in bad] if bad else []


def _is_damaged(value: object, kept: bool, from_text: bool) -> bool:
    if isinstance(value, str):
        if _SCIENTIFIC.match(value):
            return True
        # A NIP ends in a serial number from 001 on.
        return from_text and bool(_CUT_NIP.match(value))
    if isinstance(value, float):
        return value >= _EXACT or (value >= 1e15 and not kept)
    return isinstance(value, int) and value >= 10**17 and value % 1000 == 0


def id_texts(cells: Cells) -> tuple[Cells, list[Note]]:
    """Return the ids as text, blanks and apostrophes removed."""
    change: dict[object, object] = {v: _tidy(v) for v in cells.distinct}
    written: dict[object, object] = {v: t for v, t in change.items() if isinstance(v, str)}
    _, notes = cells.respelt(written, _tidied)
    return cells.mapped(change), notes


def _tidied(n: int, examples: str) -> str:
    return plural(
        "{n} cell rid of blanks or apostrophes: {examples}",
        "{n} cells rid of blanks or apostrophes: {examples}",
        n,
        examples=examples,
    )


def _tidy(value: object) -> str | None:
    if not isinstance(value, str):
        return as_text(value)
    text = value.strip(_EDGES)
    bare = "".join(text.split())
    if bare.replace("-", "").replace(".", "").isdigit():
        # '123.0' is what is left of a number that passed through a data frame.
        return bare[:-2] if re.fullmatch(r"\d+\.0", bare) else bare
    return " ".join(text.split()) or None
