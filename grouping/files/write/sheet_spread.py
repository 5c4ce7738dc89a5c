"""The sheet that shows how the values of each spread rule lie over the teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grouping.files.write.sheet_formats import (
    LINE,
    LINE_POINTS,
    Looks,
    lines_of,
    pixels,
    print_on_a4,
)
from grouping.files.write.sheet_layout import FIRST, NARROW, Page
from grouping.files.write.sheet_teams import people_in_teams
from grouping.files.write.value_tables import Table, tables_of
from grouping.language import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from grouping.solving.solve import Result

# Beyond so many teams their columns are narrower, with the names upright.
_FEW_TEAMS, _MOST_TEAMS = 14, 20
_MOST_LINES, _FEWER_LINES = 29, 23
_NARROWER = 46


def add_spread(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheet, unless there is no spread rule."""
    several = result.problem.rounds > 1
    tables = [t for r in range(len(result.assignment)) for t in tables_of(result, r)[1:]]
    if not tables:
        return
    title = _("Spread")
    sheet = book.add_worksheet(title)
    narrow = narrow_of(max(len(table.teams) for table in tables))
    page = Page(sheet, looks, 2 + max(across(table, narrow) for table in tables), narrow)
    for table in tables:
        add_table(page, table)
    page.finish()
    where = _("all rounds") if several else people_in_teams(result.problem, 0)
    print_on_a4(sheet, f"{title}: {where}")


def narrow_of(teams: int) -> int:
    """Return how wide a column of one of so many teams is, in pixels."""
    return NARROW if teams <= _FEW_TEAMS else _NARROWER


def across(table: Table, narrow: int = NARROW) -> int:
    """Return how many teams stand side by side."""
    return _parts_of(len(table.teams), _FEW_TEAMS if narrow == NARROW else _MOST_TEAMS)


def _parts_of(number: int, most: int) -> int:
    """Return the size of the parts when `number` is cut evenly into parts of at most `most`."""
    return -(-number // -(-number // most))


def add_table(page: Page, table: Table) -> None:
    """Add a table, in parts if it is too wide or too long for one."""
    page.begin(table.title)
    # upright names take the room of a few lines
    most = _MOST_LINES if page.narrow == NARROW else _FEWER_LINES
    each, long = across(table, page.narrow), _parts_of(len(table.lines), most)
    for start in range(0, len(table.teams), each):
        teams = range(start, min(start + each, len(table.teams)))
        for first in range(0, len(table.lines), long):
            if start or first:
                page.begin()
            _add_part(page, table, teams, range(first, min(first + long, len(table.lines))))
    if table.note:
        page.line(table.note, "note")
    if table.unfair:
        said = _("Grey cells: more or fewer than the fair share of the team's seats.")
        page.line(said, "note")


def _add_part(page: Page, table: Table, teams: range, lines: range) -> None:
    looks = page.looks
    names = table.teams[teams.start : teams.stop]
    # no word is broken in its middle
    widest = max(pixels(word) for name in names for word in [*name.split(), ""])
    turned = widest > page.narrow + 7 or max(lines_of(name, page.narrow - 6) for name in names) > 2
    shape = {"align": "center"} | ({"rotation": 90} if turned else {})
    page.sheet.write_string(page.row, 0, table.corner, looks("head"))
    page.sheet.write_string(page.row, 1, _("All"), looks("head", align="center"))
    for c, name in enumerate(names, 2):
        page.sheet.write_string(page.row, c, name, looks("head", **shape))
    page.end(96 if turned else 2 * LINE_POINTS + 4)
    border: dict[str, Any] = {"bottom": 1, "bottom_color": LINE}
    for k in lines:
        line = table.lines[k]
        form = looks("text", num_format=line.format, align="center", **border)
        odd = looks("text", num_format=line.format, align="center", bg_color="#D9D9D9", **border)
        page.sheet.write_string(page.row, 0, line.title, looks("wrap", **border))
        _number(page, 1, line.all, form)
        for c, g in enumerate(teams, 2):
            _number(page, c, line.values[g], odd if (k, g) in table.unfair else form)
        page.end(LINE_POINTS * lines_of(line.title, FIRST) + 2)


def _number(page: Page, column: int, value: float | None, form: Any) -> None:
    if value is None:
        page.sheet.write_blank(page.row, column, None, form)
    else:
        page.sheet.write_number(page.row, column, value, form)
