"""The sheet with one row per person, by team of the first round, with all that the roster says.

It begins with what is looked for on a phone: the name, which stays in sight, and the teams.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.files.read.column_roles import role_of
from grouping.files.read.own_sheets import list_sheet
from grouping.files.write.result_words import round_titles, teams_said
from grouping.files.write.sheet_formats import (
    BAND,
    LINE,
    LINE_POINTS,
    PAGE_PIXELS,
    Looks,
    lines_of,
    pixels,
    print_on_a4,
)
from grouping.files.write.sheet_record import names_range
from grouping.language import _, plural
from grouping.problem.column import Column, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from grouping.solving.solve import Result

_WIDEST, _NARROWEST = 240, 44
_ARROW = 22  # room for the button of the filter
# On paper, columns are left out at the right that would make the print smaller.
_SMALLEST = 0.7


def add_list(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheet; ids are text, so that long numbers stay whole."""
    sheet = book.add_worksheet(list_sheet())
    columns = _columns(result)
    widths = [_width(title, values) for title, values in columns]
    # who is absent in the first round stands below
    place = np.where(result.assignment[0] < 0, len(result.problem.teams), result.assignment[0])
    order = np.argsort(place, kind="stable").tolist()
    lines = 1
    titles = [column[0] for column in columns]
    for c, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.write_string(0, c, title, looks("head"))
        sheet.set_column_pixels(c, c, width)
        lines = max(lines, lines_of(title, (width - _ARROW) * 10 // 11))
    sheet.set_row(0, LINE_POINTS * lines + 5)
    teams = result.assignment[0].tolist()
    # Every second team stands on a grey band, and each begins with a line.
    shade = {g: k % 2 for k, g in enumerate(dict.fromkeys(teams[i] for i in order))}
    for r, i in enumerate(order, 1):
        look = {"bg_color": BAND} if shade[teams[i]] else {}
        starts = r == 1 or teams[order[r - 2]] != teams[i]
        kind = {"top": 1, "top_color": LINE} if starts else {}
        forms = (
            looks("wrap", **look, **kind),
            looks("text", align="right", indent=1, **look, **kind),
        )
        cells = [values[i] for _title, values in columns]
        for c, value in enumerate(cells):
            _write(sheet, r, c, value, *forms)
        lines = max(lines_of(_text(v), w) for v, w in zip(cells, widths, strict=True))
        sheet.set_row(r, LINE_POINTS * lines + 1)
    _finish(sheet, result, widths)


def _finish(sheet: Any, result: Result, widths: Sequence[int]) -> None:
    n, rounds, teams = result.problem.n, len(result.assignment), len(result.problem.teams)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, n, len(widths) - 1)
    sheet.repeat_rows(0)
    printed = int((np.cumsum(widths) <= PAGE_PIXELS / _SMALLEST).sum())
    sheet.print_area(0, 0, n, max(printed, 1 + rounds) - 1)
    sheet.fit_to_pages(1, 0)
    people = plural("{n} person", "{n} people", n)
    print_on_a4(
        sheet, plural("{people} in {n} team", "{people} in {n} teams", teams, people=people)
    )
    choice = {
        "validate": "list",
        "source": names_range(result),
        "error_type": "warning",
        "error_title": _("Unknown team"),
        "error_message": _("There is no team with this name."),
    }
    sheet.data_validation(1, 1, n, rounds, choice)


def _columns(result: Result) -> list[tuple[str, Sequence[object]]]:
    """Return title and values of every column: name, teams, id, then the roster's.

    The agency stands before the id: with names and teams, it is what lists are read for.
    """
    roster = result.problem.roster
    found: list[tuple[str, Sequence[object]]] = [(_("Name"), roster.names)]
    found += zip(round_titles(result.problem), teams_said(result), strict=True)
    own = (roster.ids, roster.names)
    agency = next((c for c in roster.columns if role_of(c.name) == "agency"), None)
    if agency is not None:
        found.append((agency.name, _values(agency)))
    found.append((_("ID"), roster.ids))
    for column in roster.columns:
        if column is agency:
            continue
        values = _values(column)
        # what the columns of names and ids say already is not said twice
        if not any(_same(values, texts) for texts in own):
            found.append((column.name, values))
    return found


def _values(column: Column) -> list[object]:
    if column.kind == "number" and column.numbers is not None:
        return list(column.numbers.tolist())
    return [column.value(i) for i in range(len(column.codes))]


def _same(values: Sequence[object], texts: Sequence[str]) -> bool:
    return all(fold(a) == fold(b) for a, b in zip(values, texts, strict=True))


def _write(sheet: Any, row: int, column: int, value: object, text: Any, number: Any) -> None:
    if isinstance(value, float) and math.isfinite(value):
        sheet.write_number(row, column, value, number)
    elif isinstance(value, str) and value:
        sheet.write_string(row, column, value, text)
    else:
        sheet.write_blank(row, column, None, text)


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _width(title: str, values: Sequence[object]) -> int:
    # the longest few by letters hold the widest by pixels
    longest = sorted({_text(v) for v in values}, key=len, reverse=True)[:50]
    wide = max(map(pixels, longest), default=0) + 10
    # a long header is broken between its words, which stay whole
    words = max(map(pixels, title.split()), default=0) * 11 // 10 + _ARROW
    return max(min(wide, _WIDEST), min(words, _WIDEST), _NARROWEST)
