"""Files that begin as benchmark files do but are none: which they seem to be, and what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from grouping.errors import InputError
from grouping.files.instances import read_mdgplib as mdgplib
from grouping.files.instances.distance_tables import distances_of
from grouping.files.instances.read_golf import read_golf
from grouping.files.instances.read_matrix import plain_numbers
from grouping.files.read.delimited_text import decoded
from grouping.language import _
from grouping.problem.problem import Teams

_LOOK = 1 << 20
_PARTS = re.compile(r"[,\s]+")


def numbers_of(words: list[str]) -> list[float] | None:
    """Return words as numbers; None if one is none."""
    try:
        return [float(word) for word in words]
    except ValueError:
        return None


def is_matrix(path: Path) -> bool:
    """Return whether a file is a table of distances: every .npy, and what `is_distances` says."""
    return path.suffix.casefold() == ".npy" or (path.is_file() and is_distances(path))


def is_distances(path: Path) -> bool:
    """Return whether a .csv is square, its first row only numbers and the first of these 0.

    A table of distances below and beside names is one too, though only to be refused as one.
    """
    with path.open("rb") as file:
        head = file.read(_LOOK)
    lines = [_PARTS.split(line.strip()) for line in _beginning(head, path.name)[:2]]
    if len(lines) < 2 or len(lines[0]) < 2:
        return False
    first = numbers_of(lines[0])
    if first is not None:
        return first[0] == 0 and _count_lines(path) == len(first)
    # tables of people have words somewhere, or more rows than columns
    if numbers_of(lines[1][1:]) is None or not abs(len(lines[0]) - len(lines[1])) <= 1:
        return False
    return _count_lines(path) in (len(lines[1]), len(lines[1]) + 1) and _is_named(path)


def seeming(path: str | Path) -> InputError | None:
    """Return what is wrong with a file that begins with numbers, as if it were an instance.

    None if it is none, or is not there.
    """
    path = Path(path)
    ending = path.suffix.casefold()
    if ending not in ("", ".txt", ".dat", ".csv") or not path.is_file():
        return None
    try:
        lines = _beginning(path.read_bytes(), path.name)
        words = _PARTS.split(lines[0].strip()) if lines else []
        if ending == ".csv":
            return _as_distances(path) if len(words) > 1 and numbers_of(words) else None
        if len(words) < 2 or numbers_of(words[:2]) is None:
            return None
        if len(lines) == 1:
            read_golf(path)
        elif len(words) == 2 and len(lines[1].split()) == 3:
            return InputError(
                _("'n m' begins files of MDPLIB, which say no groups"),
                where=_("{file}, line {line}", file=path.name, line=1),
                hint=_("write 'n m ss|ds low high low high ...' there instead"),
            )
        elif numbers_of(words) is None:
            mdgplib.read_mdgplib(path)
        else:
            return InputError(
                _("this is a table of numbers and not of people"),
                where=path.name,
                hint=_("save distances as .csv or .npy: a row and a column for each"),
            )
    except InputError as error:
        return error
    return None


def _as_distances(path: Path) -> InputError | None:
    try:
        distances_of(path, lambda n: Teams.of_count(n, 1))
    except InputError as error:
        # numbers alone may be people after all, whose columns nobody named
        hint = _("{hint}; people need a header above their rows", hint=error.hint)
        return InputError(error.message, where=error.where, hint=hint)
    return None


def _beginning(data: bytes, source: str) -> list[str]:
    """Return the lines of a text that are not empty, none if it is no text."""
    try:
        text, _notes = decoded(data, source)
    except InputError:
        return []
    text = text.removeprefix("\ufeff")
    text = text.replace(",", ".").replace(";", ",") if ";" in text else text
    return [line for line in text.splitlines() if line.strip()]


def _count_lines(path: Path) -> int:
    return len(_beginning(path.read_bytes(), path.name))


def _is_named(path: Path) -> bool:
    """Return whether all below a row of names are distances, after a name or not."""
    rows = [_PARTS.split(line.strip()) for line in plain_numbers(path).splitlines()]
    rows = [row for row in rows if row[0] or len(row) > 1][1:]
    wide = len(rows)
    cells = [numbers_of(row[-wide:]) for row in rows if len(row) in (wide, wide + 1)]
    found = [cell for cell in cells if cell is not None]
    if len(found) < max(wide, 3):
        return False
    table = np.array(found)
    return bool(not table.diagonal().any() and np.allclose(table, table.T))
