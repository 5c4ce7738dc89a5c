"""How far the filled cells of a sheet reach."""

from __future__ import annotations

from dataclasses import dataclass


class TooMuchError(Exception):
    """More bytes come out of an archive than are read."""


@dataclass(frozen=True)
class Extent:
    """How far the filled cells of a sheet reach, counted from A1.

    Attributes
    ----------
    name
        Of the sheet or its part.
    rows, columns
        How many there are up to the last that is filled.
    text
        Bytes of the texts of all cells.
    """

    name: str
    rows: int
    columns: int
    text: int = 0

    @property
    def range(self) -> str:
        """The range of cells as people write it: ``'A1:C12'``."""
        return f"A1:{letters(self.columns)}{self.rows}" if self.rows else "A1"


def letters(columns: int) -> str:
    """Return the name of the column with a 1-based number: 1 is A, 27 is AA."""
    name = ""
    while columns > 0:
        columns, letter = divmod(columns - 1, 26)
        name = chr(65 + letter) + name
    return name
