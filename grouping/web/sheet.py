"""The sheet as it stands in the file, each row and cell marked with what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from grouping.files.read.cells import as_text
from grouping.files.read.notes import column_letters
from grouping.files.read.open_grid import read_grid, read_sheets
from grouping.web.session import State

# Rows that are shown; of longer sheets those where something was decided, and the first of others.
MOST_ROWS, MOST_COLUMNS = 400, 40


@dataclass(frozen=True)
class Line:
    """A row: its number, what it is (``person``, ``header``, ``out``), and its cells."""

    number: int
    what: str
    repaired: bool
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The sheet that was read.

    Attributes
    ----------
    names
        Of all sheets of the file.
    letters
        Of the columns that are shown.
    lines
        The rows that are shown.
    hidden
        How many rows are not.
    """

    names: tuple[str, ...]
    letters: tuple[str, ...]
    lines: tuple[Line, ...]
    hidden: int


def sheet_of(state: State) -> Sheet:
    """Return the sheet that the roster of a state was read from."""
    path, reading = state.plan.roster, state.reading
    grid = read_grid(path, sheet=reading.sheet or None)
    told = reading.account
    people, header, changed = set(told.people), set(told.header), set(told.changed)
    empty = set(told.empty)
    width = min(max((len(row) for row in grid.rows), default=0), MOST_COLUMNS)
    lines = []
    for number, row in enumerate(grid.rows, start=1):
        if number in empty:
            continue
        what = "header" if number in header else "person" if number in people else "out"
        cells = tuple(as_text(v) if v is not None else "" for v in row[:width])
        cells += ("",) * (width - len(cells))
        lines.append(Line(number, what, number in changed, cells))
    shown = lines
    if len(lines) > MOST_ROWS:
        odd = [line for line in lines if line.what != "person" or line.repaired]
        rest = [line for line in lines if line.what == "person" and not line.repaired]
        shown = sorted([*odd, *rest][:MOST_ROWS], key=lambda line: line.number)
    names = tuple(one.sheet for one in read_sheets(path))
    letters = tuple(map(column_letters, range(width)))
    return Sheet(names, letters, tuple(shown), len(lines) - len(shown))
