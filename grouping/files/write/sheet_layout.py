"""A sheet that is filled from the top, in parts that no end of a page tears."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from grouping.files.write.sheet_formats import (
    LINE_POINTS,
    Looks,
    lines_of,
    page_breaks,
    print_scale,
)

# One grid serves all tables: rule or value, kind or all, then narrow columns for the teams.
FIRST, SECOND, NARROW = 330, 74, 66
# printed larger, a table of many lines would not fit on a page
_LARGEST = 0.8


@dataclass
class Page:
    """A sheet that is filled from the top."""

    sheet: Any
    looks: Looks
    width: int
    """Number of columns."""
    narrow: int = NARROW
    """Width of the columns from the third on."""
    row: int = 0
    parts: dict[int, float] = field(default_factory=dict)
    """Height of each part that should not be torn, by its first row."""

    @property
    def pixels(self) -> int:
        """Width of all columns."""
        return FIRST + SECOND + (self.width - 2) * self.narrow

    def begin(self, title: str = "") -> None:
        """Begin a part that should stay on one page."""
        self.parts[self.row] = 0.0
        self.end(10)
        if title:
            self.line(title, "section", 20)

    def may_break(self) -> None:
        """Let a page end here."""
        self.parts[self.row] = 0.0

    def line(self, text: str, look: str, points: float = 0.0) -> None:
        """Add one line of text over the whole width."""
        self.merged(0, self.width - 1, text, self.looks(look))
        self.end(points or LINE_POINTS * lines_of(text, self.pixels * 9 // 10) + 2)

    def merged(self, first: int, last: int, text: str, form: Any) -> None:
        """Write a text over several columns."""
        if first < last:
            self.sheet.merge_range(self.row, first, self.row, last, "", form)
        self.sheet.write_string(self.row, first, text, form)

    def end(self, points: float) -> None:
        """Close a row of this height."""
        self.sheet.set_row(self.row, points)
        part = next(reversed(self.parts), 0)
        self.parts[part] = self.parts.get(part, 0.0) + points
        self.row += 1

    def finish(self) -> None:
        """Set the widths of the columns, and where pages end."""
        narrow = (2, self.width - 1, self.narrow)
        for first, last, width in (0, 0, FIRST), (1, 1, SECOND), narrow:
            self.sheet.set_column_pixels(first, last, width)
        scale = min(print_scale(self.pixels), _LARGEST)
        starts = list(self.parts)
        breaks = page_breaks(list(self.parts.values()), scale)
        self.sheet.set_h_pagebreaks([starts[k] for k in breaks])
        self.sheet.set_print_scale(max(10, int(100 * scale)))
        self.sheet.print_area(0, 0, self.row - 1, self.width - 1)
        self.sheet.hide_gridlines(2)
