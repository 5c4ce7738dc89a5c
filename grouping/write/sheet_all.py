"""Sheet 'All': one row per person, by team of the first round, with all that the roster says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.column import Column, fold
from grouping.write.looks import BAND, Looks, pixels, print_on_a4
from grouping.write.sheet_record import names_range
from grouping.write.words import teams_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from grouping.solving import Result

LIST = "All"
_WIDEST = 400
_ARROW = 22  # room for the button of the filter


def add_list(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheet; ids are text, so that long numbers stay whole."""
    sheet = book.add_worksheet(LIST)
    columns = _columns(result)
    # who is absent in the first round stands below
    place = np.where(result.assignment[0] < 0, len(result.problem.teams), result.assignment[0])
    order = np.argsort(place, kind="stable").tolist()
    for c, (title, values) in enumerate(columns):
        sheet.write_string(0, c, title, looks("head", text_wrap=False))
        sheet.set_column_pixels(c, c, _width(title, values))
    teams = result.assignment[0].tolist()
    # Every second team stands on a grey band, and each begins with a line.
    shade = {g: k % 2 for k, g in enumerate(dict.fromkeys(teams[i] for i in order))}
    for r, i in enumerate(order, 1):
        look = {"bg_color": BAND} if shade[teams[i]] else {}
        starts = r == 1 or teams[order[r - 2]] != teams[i]
        kind = "line" if starts else "text"
        forms = looks(kind, **look), looks(kind, align="right", indent=1, **look)
        for c, (_, values) in enumerate(columns):
            _write(sheet, r, c, values[i], *forms)
    _finish(sheet, result, len(columns))


def _finish(sheet: Any, result: Result, width: int) -> None:
    n, rounds = result.problem.n, len(result.assignment)
    sheet.set_row(0, 20)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, n, width - 1)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    print_on_a4(sheet, f"{n} people in {len(result.problem.teams)} teams")
    choice = {
        "validate": "list",
        "source": names_range(result),
        "error_type": "warning",
        "error_title": "Unknown team",
        "error_message": "There is no team with this name.",
    }
    sheet.data_validation(1, 2, n, 1 + rounds, choice)


def _columns(result: Result) -> list[tuple[str, Sequence[object]]]:
    """Return title and values of every column: id, name, teams, then the roster's."""
    roster, rounds = result.problem.roster, teams_said(result)
    found: list[tuple[str, Sequence[object]]] = [("ID", roster.ids), ("Name", roster.names)]
    for r, team in enumerate(rounds):
        title = "Team" if len(rounds) == 1 else f"Round {r + 1}"
        found.append((title, team))
    own = (roster.ids, roster.names)
    for column in roster.columns:
        values = _values(column)
        # what the first two columns say already is not said twice
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


def _width(title: str, values: Sequence[object]) -> int:
    # the longest few by letters hold the widest by pixels
    texts = {f"{v:g}" if isinstance(v, float) else str(v) for v in values}
    longest = sorted(texts, key=len, reverse=True)[:50]
    wide = max(map(pixels, longest), default=0) + 10
    return max(min(wide, _WIDEST), pixels(title) * 11 // 10 + _ARROW, 40)
