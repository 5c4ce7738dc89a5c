"""A table of distances between all pairs, from a .csv or .npy file."""

from __future__ import annotations

import warnings
from pathlib import Path
from tokenize import TokenError

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.files.read.delimited_text import decoded
from grouping.files.read.notes import at_row, quote
from grouping.language import _

Matrix = NDArray[np.float64]


def read_matrix(path: str | Path) -> Matrix:
    """Read a square matrix: .npy, or .csv with numbers only (see `plain_numbers`).

    Raises
    ------
    InputError
        If it is missing, is not numbers, or is not square; with the row if it is a text.
    """
    path = Path(path)
    try:
        if path.suffix.casefold() == ".npy":
            matrix = _of_numpy(path)
        else:
            matrix = _of_text(plain_numbers(path), path.name)
    except FileNotFoundError:
        raise InputError(_("there is no such file"), where=str(path)) from None
    except (OSError, ValueError, TypeError, EOFError, MemoryError) as error:
        text = _("this is not a table of numbers: {reason}", reason=error)
        raise InputError(text, where=path.name) from None
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        size = " x ".join(map(str, matrix.shape))
        raise InputError(
            _("the table is {size}, not square", size=size),
            where=path.name,
            hint=_("distances are a row and a column for each: the same number of both"),
        )
    if not matrix.size:
        raise InputError(_("the table is empty"), where=path.name)
    return np.asarray(matrix, dtype=np.float64)


def _of_numpy(path: Path) -> Matrix:
    """Return the array of a .npy; one that the file is too short for is not made."""
    try:
        # this reads no other kind of file, no objects, and no more than the file holds
        stored = np.lib.format.open_memmap(path, mode="r")
    except (SyntaxError, RecursionError, TokenError) as error:
        reason = _("its header is damaged")
        raise ValueError(reason) from error
    return np.array(stored.astype(np.float64, casting="same_kind"))


def plain_numbers(path: Path) -> str:
    """Return a text of numbers with decimal points, a comma between them or else blanks or tabs.

    With semicolons or tabs between the numbers, commas are decimal commas.
    """
    text, _notes = decoded(path.read_bytes(), path.name)
    if ";" in text:
        return text.replace(",", ".").replace(";", ",")
    return text.replace(",", ".") if "\t" in text else text


def _of_text(text: str, source: str) -> Matrix:
    lines = text.splitlines()
    delimiter = "," if "," in text else None
    if not any(line.strip() for line in lines):
        raise InputError(_("the table is empty"), where=source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return np.loadtxt(lines, delimiter=delimiter, ndmin=2, comments=None)
    except (ValueError, UserWarning) as error:
        raise _first_wrong_row(lines, delimiter, source) or error from None


def _first_wrong_row(lines: list[str], delimiter: str | None, source: str) -> InputError | None:
    """Say what is wrong, and in which row and column."""
    wide = 0
    for row, line in enumerate(lines, start=1):
        cells = line.split(delimiter)
        if not line.strip():
            continue
        where = f"{source}, {at_row(row)}"
        for place, cell in enumerate(cells, start=1):
            if not _is_number(cell):
                return InputError(
                    _("{text} in column {place} is not a number", text=quote(cell), place=place),
                    where=where,
                    hint=_(
                        "a table of distances has numbers only: take out rows and columns of names"
                    ),
                )
        wide = wide or len(cells)
        if len(cells) != wide:
            return InputError(
                _("the row has {n} numbers, those above have {wide}", n=len(cells), wide=wide),
                where=where,
                hint=_("distances are a row and a column for each: the same number of both"),
            )
    return None


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell
