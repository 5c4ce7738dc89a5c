"""Ages as people write them: '51 Tahun 3 Bulan', a date in their place, and what no age can be."""

from __future__ import annotations

import datetime as dt
import re

from grouping.files.read.cells import Cells, as_text
from grouping.files.read.dates import read_date, years_at
from grouping.files.read.notes import Note, quote, some
from grouping.language import plural

_YEARS = re.compile(
    r"(\d{1,3})\s*(?:tahun|thn|th|years?|yrs?|y)\.?(?:\s*,?\s*(?:dan|and)?\s*\d{1,2}\s*"
    r"(?:bulan|bln|bl|months?|mos?|m)\.?)?(?:\s*,?\s*\d{1,2}\s*(?:hari|hr|days?|d)\.?)?$",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\d\s*(?:bulan|bln|bl|months?|mos?|m)\b", re.IGNORECASE)
_OLDEST = 110
_EIGHT = range(19_000_101, 21_000_101)


def ages_in(cells: Cells, on: dt.date) -> tuple[Cells, list[Note]]:
    """Return a column of ages with years as numbers, and what was changed or cannot be an age."""
    change: dict[object, object] = {}
    dated: list[object] = []
    wrong: list[object] = []
    for value in cells.distinct:
        age = _years(value, on)
        if age is None:
            continue
        if not 0 < age <= _OLDEST:
            change[value] = None
            wrong.append(value)
        elif isinstance(age, int) and as_text(value) != str(age):
            change[value] = age
            if _is_date(value):
                dated.append(value)
    notes = []
    if wrong:
        where = [
            f"{cells.cell(k)} {quote(v, 20)}" for k, v in enumerate(cells.values) if v in wrong
        ]
        text = plural(
            "{n} cell cannot be an age and was taken as blank: {cells}",
            "{n} cells cannot be ages and were taken as blank: {cells}",
            len(where),
            cells=some(where),
        )
        notes.append(cells.note("unsure", text, cells.rows_of(wrong)))
    months = [v for v in change if isinstance(v, str) and _MONTHS.search(v)]
    if months:
        text = plural(
            "{n} age in years and months taken as full years",
            "{n} ages in years and months taken as full years",
            sum(cells.distinct[v] for v in months),
        )
        notes.append(cells.note("changed", text, cells.rows_of(months)))
    if dated:
        text = plural(
            "{n} cell holds a date instead of an age; the age was counted from it: {cells}",
            "{n} cells hold a date instead of an age; the ages were counted from them: {cells}",
            sum(cells.distinct[v] for v in dated),
            cells=some(cells.cells_of(dated)),
        )
        notes.append(cells.note("changed", text, cells.rows_of(dated)))
    return cells.mapped(change), notes


def _is_date(value: object) -> bool:
    if isinstance(value, dt.date):
        return True
    text = as_text(value).strip()
    return text.isdigit() and len(text) == 8 and int(text) in _EIGHT


def _years(value: object, on: dt.date) -> float | None:
    if isinstance(value, bool):
        return None
    if _is_date(value):
        born = read_date(value, today=on)
        return years_at(born, on) if born else None
    if isinstance(value, (int, float)):
        return value
    text = as_text(value).strip()
    found = _YEARS.fullmatch(text)
    if found:
        return int(found[1])
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
