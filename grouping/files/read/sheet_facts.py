"""What a workbook declares about the rows and cells of a sheet, beside their values."""

from __future__ import annotations

from dataclasses import dataclass, field

Cell = tuple[int, int]


@dataclass(frozen=True)
class SheetFacts:
    """What the reading library does not give; rows and columns are 0-based.

    Attributes
    ----------
    hidden
        Rows that are hidden, by a filter or by hand.
    totals
        Rows of totals of a table that the file declares.
    uncached
        Cells with a formula that was never calculated.
    zeros
        Cells with a formula and the value 0, which some programs write without calculating.
    errors
        Cells with an error, such as #N/A.
    merged
        Merged ranges as (top, left, bottom, right), None if the reading library has them.
    texts
        Texts that the reading library gives otherwise: with tabs and line breaks, without what
        stands in text boxes.
    """

    hidden: frozenset[int] = frozenset()
    totals: frozenset[int] = frozenset()
    uncached: frozenset[Cell] = frozenset()
    zeros: frozenset[Cell] = frozenset()
    errors: frozenset[Cell] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] | None = None
    texts: dict[Cell, str | None] = field(default_factory=dict)
