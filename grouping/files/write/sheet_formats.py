"""How our workbooks look: formats, and how much room texts and pages have."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import cell_autofit_width

from grouping.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

ACCENT, BAND, LINE, SOFT = "#1F4E79", "#F2F2F2", "#A6A6A6", "#595959"

# A4 inside the margins below, at 96 dots per inch across and in points down.
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
PAGE_PIXELS, UPRIGHT_PIXELS = round((11.69 - 0.8) * 96), round((8.27 - 0.8) * 96)
PAGE_POINTS, UPRIGHT_POINTS = round((8.27 - 1.1) * 72), round((11.69 - 1.1) * 72)
LINE_POINTS = 15.0
# Programs differ by a few per cent in how wide they take a column to be.
_SAFE = 0.94
_PADDING = 7

_BASE: dict[str, Any] = {"valign": "vcenter"}
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True},
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT},
    "subtitle": {"font_color": SOFT},
    "section": {"bold": True, "font_size": 12, "font_color": ACCENT},
    "note": {"font_color": SOFT, "italic": True, "text_wrap": True},
    "strong": {"bold": True, "text_wrap": True},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True},
    "line": {"top": 1, "top_color": LINE},
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Any] = {}

    def __call__(self, name: str, **more: Any) -> Any:
        """Return the format called `name`, with `more` properties of XlsxWriter."""
        key = (name, *sorted(more.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_BASE, **_LOOKS[name], **more})
        return self._made[key]


@lru_cache(maxsize=65_536)
def pixels(text: str) -> int:
    """Return the width of `text` in the standard font, with the padding of a cell."""
    return int(cell_autofit_width(text)) if text else _PADDING


@lru_cache(maxsize=65_536)
def lines_of(text: str, width: int) -> int:
    """Return how many lines `text` takes in a cell `width` pixels wide that wraps it."""
    return sum(_lines_of(line, width) for line in text.split("\n"))


def _lines_of(line: str, width: int) -> int:
    room = max(width - _PADDING, 8)
    lines, used = 1, 0
    for word in line.split(" "):
        size = pixels(word + " ") - _PADDING
        if used and used + size > room:
            lines, used = lines + 1, 0
        used += size
        # a word longer than the cell is broken inside
        lines, used = lines + max(0, used - 4) // room, used if used <= room else used % room
    return lines


def print_scale(width: int, *, upright: bool = False) -> float:
    """Return the scale at which columns of `width` pixels in all fit across a page."""
    return min(1.0, _SAFE * (UPRIGHT_PIXELS if upright else PAGE_PIXELS) / width)


def page_breaks(
    heights: Sequence[float], scale: float, taken: float = 0.0, *, upright: bool = False
) -> list[int]:
    """Return which of several parts begin a page, so that none is torn that fits on one.

    Parameters
    ----------
    heights
        Height of each part, in points.
    scale
        At which they are printed.
    taken
        Points of the first page that stand above them.
    upright
        Whether the pages are in portrait.
    """
    room = 0.97 * (UPRIGHT_POINTS if upright else PAGE_POINTS) / scale
    breaks, used = [], taken
    for k, height in enumerate(heights):
        if k and used + height > room:
            breaks.append(k)
            used = 0.0
        used += height
        if used > room:  # longer than a page
            used %= room
    return breaks


def print_on_a4(sheet: Any, title: str, *, upright: bool = False) -> None:
    """Set up a sheet for A4, with `title` and page numbers on every page."""
    if not upright:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(**MARGINS)
    heading = title.replace("&", "&&")[:200]
    pages = _("Page {page} of {pages}", page="&P", pages="&N")
    sheet.set_footer(f"&L&9{' ' if heading[:1].isdigit() else ''}{heading}&R&9{pages}")
