"""Dates as people write them, and ages from birth dates."""

from __future__ import annotations

import datetime as dt
import re

from grouping.files.read.cells import Cells, as_text, mapping_of
from grouping.files.read.column_roles import is_english
from grouping.files.read.notes import Note, quote, some
from grouping.language import _, plural
from grouping.problem.column import Column, fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan januari january|feb februari february peb pebruari|mar maret march mrt|apr april"
        "|mei may|jun juni june|jul juli july|agu agustus august aug agt ags agst"
        "|sep september sept|okt oktober oct october|nov november nopember nop"
        "|des desember dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})[\s.\-/]*([a-z]{3,10})[\s.,\-/]*(\d{4}|\d{2})(?!\d)")
_MONTH_FIRST = re.compile(r"(?<![a-z])([a-z]{3,10})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)")
_EIGHT = re.compile(r"\d{8}")
_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(3_000, 60_000)
_YOUNGEST, _OLDEST = 10, 100


def read_date(value: object, *, today: dt.date, month_first: bool = False) -> dt.date | None:
    """Return a cell as a date: day before month, Indonesian or English months, serials.

    Parameters
    ----------
    value
        A cell; 'Malang, 05-06-1983' and '5 Juni 1983' are dates, 30472 is an Excel serial.
    today
        Tells the century of a year in two digits: nobody is younger than ten.
    month_first
        Read 06/25/1983 instead of 25/06/1983.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool):
        return None
    eight = str(value).strip()
    if _EIGHT.fullmatch(eight):
        return _eight_digits(eight, today)
    if isinstance(value, (int, float)):
        return _EPOCH + dt.timedelta(days=int(value)) if int(value) in _SERIALS else None
    text = fold(value)
    if re.fullmatch(r"\d{5}(\.0+)?", text):
        return read_date(float(text), today=today)
    if found := _ISO.search(text):
        return _date(found[1], found[2], found[3], today)
    if found := _NUMERIC.search(text):
        day, month = (found[2], found[1]) if month_first else (found[1], found[2])
        return _date(found[3], month, day, today)
    if found := _WORDS.search(text):
        return _date(found[3], _MONTHS.get(found[2], 0), found[1], today)
    if found := _MONTH_FIRST.search(text):
        return _date(found[3], _MONTHS.get(found[1], 0), found[2], today)
    return None


def _eight_digits(text: str, today: dt.date) -> dt.date | None:
    """Return 19751215 or 15121975 as a date."""
    if 1900 <= int(text[:4]) <= today.year:
        return _date(text[:4], text[4:6], text[6:], today)
    return _date(text[4:], text[2:4], text[:2], today)


def _date(year: str, month: str | int, day: str, today: dt.date) -> dt.date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if 2000 + number <= today.year - _YOUNGEST else 1900
    try:
        return dt.date(number, int(month), int(day))
    except ValueError:
        return None


def years_at(birth: dt.date, on: dt.date) -> int:
    """Return the full years of age on a day.

    Examples
    --------
    >>> years_at(dt.date(1983, 6, 5), dt.date(2025, 6, 4))
    41
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def dates_of(cells: Cells, on: dt.date) -> dict[object, dt.date | None]:
    """Return the birth date that each distinct cell of a column says, None where it says none."""
    month_first = _is_month_first(cells)
    return {
        v: _plausible(read_date(v, today=on, month_first=month_first), on) for v in cells.distinct
    }


def birth_columns(cells: Cells, *, on: dt.date, with_age: bool) -> tuple[list[Column], list[Note]]:
    """Make the columns of a birth date: the dates as ISO text, and the ages as numbers.

    Dates that cannot be read are named by cell and made blank.  If nearly none can be read,
    there are no columns.
    """
    month_first = _is_month_first(cells)
    read = dates_of(cells, on)
    known = sum(cells.distinct.values())
    good = sum(n for v, n in cells.distinct.items() if read[v])
    if not known or good < 0.5 * known:
        return [], []
    notes = []
    if month_first:
        notes.append(cells.note("guess", _("read as month/day/year, since no other order fits")))
    bad = [v for v, date in read.items() if date is None]
    if bad:
        where = [f"{cells.cell(k)} {quote(v, 30)}" for k, v in enumerate(cells.values) if v in bad]
        text = plural(
            "{n} cell not a birth date and made blank: {cells}",
            "{n} cells not a birth date and made blank: {cells}",
            len(where),
            cells=some(where),
        )
        notes.append(cells.note("changed", text, cells.rows_of(bad)))
    rewritten = [v for v in cells.distinct if read[v] and as_text(v) != str(read[v])]
    if rewritten:
        notes.append(_rewritten(cells, rewritten, month_first))
    dates = [read[v] if v is not None else None for v in cells.values]
    texts = [d.isoformat() if d else None for d in dates]
    columns = [Column.of_labels(cells.name, texts, kind="text")]
    if with_age:
        label = "Age" if is_english(cells.name) else "Usia"
        ages = [None if d is None else float(years_at(d, on)) for d in dates]
        columns.append(Column.of_numbers(label, ages))
        text = _(
            "column '{name}' was worked out from it: full years on {day}",
            name=label,
            day=on.isoformat(),
        )
        notes.append(cells.note("guess", text))
    return columns, notes


def _rewritten(cells: Cells, values: list[object], month_first: bool) -> Note:
    n = sum(cells.distinct[v] for v in values)
    if month_first:
        text = plural(
            "{n} date written as year-month-day", "{n} dates written as year-month-day", n
        )
    else:
        text = plural(
            "{n} date written as year-month-day, day before month assumed",
            "{n} dates written as year-month-day, day before month assumed",
            n,
        )
    return cells.note("changed", text, cells.rows_of(values))


def _plausible(date: dt.date | None, on: dt.date) -> dt.date | None:
    return date if date and 0 <= years_at(date, on) <= _OLDEST else None


def _is_month_first(cells: Cells) -> bool:
    day_first = month_first = 0
    for value in cells.distinct:
        found = _NUMERIC.search(value) if isinstance(value, str) else None
        if found:
            day_first += int(found[1]) > 12
            month_first += int(found[2]) > 12 and int(found[1]) <= 12
    return bool(month_first and not day_first)


def dates_as_text(cells: Cells) -> Cells:
    """Return the column with its date cells as ISO text."""
    dated = mapping_of(cells, lambda v: as_text(v) if isinstance(v, dt.date) else v)
    return cells.mapped(dated)
