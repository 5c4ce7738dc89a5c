"""What the reader noticed, and how places in a sheet are written in messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

NoteKind = Literal["changed", "dropped", "oddity", "guess"]


@dataclass(frozen=True)
class Note:
    """One thing that the reader did or noticed.

    Attributes
    ----------
    kind
        ``changed`` (a value was rewritten), ``dropped`` (a row, column or value was left
        out), ``oddity`` (nothing was done, but someone should look) or ``guess`` (the file
        does not say, and this was assumed).
    text
        What, in one sentence.
    where
        File, column, row or cell.
    """

    kind: NoteKind
    text: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


def some(items: Sequence[object], limit: int = 8) -> str:
    """Return the first few `items` as a list in words, and how many more there are."""
    shown = ", ".join(str(item) for item in items[:limit])
    return f"{shown} and {len(items) - limit} more" if len(items) > limit else shown


def rows_text(rows: Sequence[int], limit: int = 8) -> str:
    """Return 'row 5' or 'rows 5, 9, 12'."""
    return f"row{'s' if len(rows) != 1 else ''} {some(rows, limit)}"


def count(number: int, one: str, many: str = "") -> str:
    """Return '1 cell' or '3 cells'."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def quote(value: object, limit: int = 60) -> str:
    """Return a value between quotes, on one line and not too long."""
    text = " ".join(str(value).split())
    return f"'{text[: limit - 1]}…'" if len(text) > limit else f"'{text}'"


def column_letters(place: int) -> str:
    """Return the letters of the 0-based column `place`: 0 -> 'A', 26 -> 'AA'."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, place: int) -> str:
    """Return the name of a cell, such as 'C17', from its 1-based row and 0-based column."""
    return f"{column_letters(place)}{row}"
