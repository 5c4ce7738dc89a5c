"""Sheet 'Slips': one slip per person with all rounds, to print on A4 and cut apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grouping.files.write.sheet_formats import ACCENT, LINE, Looks, print_on_a4
from grouping.files.write.slips import (
    CUT_POINTS,
    NAME_POINTS,
    TEAM_POINTS,
    Layout,
    Slip,
    Visit,
    breaks_of,
    layout_of,
    slips_of,
)
from grouping.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from grouping.solving.solve import Result

# A sheet holds so many page breaks by hand, and a few more.
_MOST_PAGES = 1_000
_DASHED = 3


def add_slips(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheet, or several if one does not hold that many pages."""
    slips = slips_of(result)
    layout = layout_of(slips)
    starts = [0, *breaks_of(slips, layout)]
    parts = starts[::_MOST_PAGES]
    for k, first in enumerate(parts):
        last = parts[k + 1] if k + 1 < len(parts) else len(slips)
        name = _("Slips")
        sheet = book.add_worksheet(name if len(parts) == 1 else f"{name} {k + 1}")
        pages = {start - first for start in starts if first < start < last}
        _fill(sheet, looks, slips[first:last], layout, pages)


def _fill(sheet: Any, looks: Looks, slips: Sequence[Slip], layout: Layout, pages: set[int]) -> None:
    sheet.set_column_pixels(0, _last(layout), layout.width)
    top, page_ends = 0, []
    for k, slip in enumerate(slips):
        if k in pages:
            page_ends.append(top)
        top = _draw(sheet, looks, slip, layout, top)
    sheet.set_h_pagebreaks(page_ends)
    sheet.set_print_scale(int(100 * layout.scale))
    sheet.print_area(0, 0, top - 1, _last(layout))
    print_on_a4(sheet, _("Cut along the dashed lines; (again): met before"), upright=True)
    sheet.hide_gridlines(2)


def _draw(sheet: Any, looks: Looks, slip: Slip, layout: Layout, top: int) -> int:
    """Draw one slip and return the row after it."""
    _head(sheet, looks, slip, layout, top)
    top += 1
    for strip in layout.strips(slip):
        heights = layout.points(strip)
        sheet.set_row(top, TEAM_POINTS)
        for r, points in enumerate(heights, top + 1):
            sheet.set_row(r, points)
        for k, visit in enumerate(strip):
            _visit(sheet, looks, visit, layout, top, k * layout.columns)
        top += 1 + len(heights)
    sheet.set_row(top, CUT_POINTS)
    for column in range(_last(layout) + 1):
        cut = looks("text", bottom=_DASHED, bottom_color=LINE)
        sheet.write_blank(top, column, None, cut)
    return top + 1


def _head(sheet: Any, looks: Looks, slip: Slip, layout: Layout, top: int) -> None:
    last = _last(layout)
    name = looks("section", font_size=14, bottom=1, bottom_color=ACCENT, shrink=True)
    tells = looks("subtitle", align="right", bottom=1, bottom_color=ACCENT)
    sheet.set_row(top, NAME_POINTS)
    if last > 1:
        sheet.merge_range(top, 0, top, last - 1, "", name)
    sheet.write_string(top, 0, slip.name, name)
    if last:
        sheet.write_string(top, last, slip.tells, tells)


def _visit(sheet: Any, looks: Looks, visit: Visit, layout: Layout, top: int, column: int) -> None:
    head = looks("strong", text_wrap=False, shrink=layout.columns == 1)
    sheet.write_string(top, column, visit.title, head)
    form = looks("wrap", valign="top", indent=1)
    for c, parts in enumerate(layout.cells(visit), column):
        for r, names in enumerate(parts, top + 1):
            if names:
                sheet.write_string(r, c, "\n".join(names), form)


def _last(layout: Layout) -> int:
    return layout.across * layout.columns - 1
