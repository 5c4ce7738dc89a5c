"""What the reader noticed, and how places in a sheet are written in messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from grouping.language import _, plural

NoteKind = Literal["unsure", "changed", "dropped", "oddity", "guess"]


@dataclass(frozen=True)
class Note:
    """One thing that the reader did or noticed.

    Attributes
    ----------
    kind
        ``unsure`` (another reading is possible, and may be the right one: said first of all,
        with the option that takes it), ``changed`` (a value was rewritten), ``dropped`` (a row,
        column or value was left out), ``oddity`` (nothing was done, but someone should look) or
        ``guess`` (the file does not say, and this was assumed).
    text
        What, in one sentence.
    where
        File, column, row or cell.
    rows
        1-based rows that it is about, as far as it is about some.
    """

    kind: NoteKind
    text: str
    where: str = ""
    rows: tuple[int, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


def some(items: Sequence[object], limit: int = 8, mark: str = ", ") -> str:
    """Return the first few `items` as a list in words, and how many more there are."""
    shown = mark.join(str(item) for item in items[:limit])
    if len(items) <= limit:
        return shown
    return _("{shown} and {n} more", shown=shown, n=len(items) - limit)


def rows_text(rows: Sequence[int], limit: int = 8) -> str:
    """Return 'row 5' or 'rows 5, 9, 12'."""
    return plural("row {rows}", "rows {rows}", len(rows), rows=some(rows, limit))


def ranges_text(rows: Iterable[int], limit: int = 12) -> str:
    """Return numbers of rows in short: '7-106, 109'."""
    numbered = enumerate(sorted(set(rows)))
    runs = [[n for _k, n in run] for _key, run in groupby(numbered, lambda kn: kn[1] - kn[0])]
    return some([f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs], limit)


def at_row(row: int) -> str:
    """Return 'row 5'."""
    return _("row {row}", row=row)


def at_column(name: str) -> str:
    """Return the name of a column as a place."""
    return _("column '{name}'", name=name)


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
