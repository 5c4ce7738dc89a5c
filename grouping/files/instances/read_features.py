"""Tables of features for anticlustering: a .csv of numbers and categories, a million rows too.

For spreadsheets as people send them there is `grouping.files.read.roster_file`; here every row is a
participant and the first row names the columns.  What is assumed of a column is said in notes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grouping.errors import InputError
from grouping.files.instances.feature_columns import all_differ, feature_column, is_number, said_of
from grouping.files.instances.formats import Asked
from grouping.files.instances.instance import features_problem
from grouping.files.read.column_roles import role_of
from grouping.files.read.delimited_text import sniffed
from grouping.files.read.notes import Note, at_column
from grouping.language import _
from grouping.problem.column import fold
from grouping.problem.problem import Problem
from grouping.problem.roster import Roster

ID = "id"
_SAMPLE = 1 << 16
Cells = tuple[str, ...]


def read_features(path: str | Path) -> Roster:
    """Read a table; a column of numbers only is a number, any other a category.

    Cells are parted by commas, semicolons or tabs; but for commas, numbers may have decimal
    commas.  A column called ``id``, or one without a name at the left, holds the ids; without one
    the rows are numbered from 0.  A column of names that all differ has the names.  An empty cell
    is a blank, among numbers also ``NA``, ``?`` and the like.  Categories in which nearly all
    differ are left out.

    Raises
    ------
    InputError
        If the file is no such table, with the line.
    """
    return features_of(path)[0]


def features_of(path: str | Path) -> tuple[Roster, list[Note]]:
    """Return what `read_features` does, and what was assumed."""
    path = Path(path)
    header, table, delimiter, notes = _rows(path)
    cells = dict(zip(header, zip(*table, strict=True), strict=True))
    del table
    ids, said = _ids(cells, path.name)
    notes += said
    names = ids
    for name in [one for one in cells if role_of(one) == "name"]:
        if all_differ(cells[name]):
            text = _("names people, who all differ: no feature")
            notes.append(Note("guess", text, at_column(name)))
            names = tuple(" ".join(cell.split()) for cell in cells.pop(name))
            break
    columns = []
    for name, values in cells.items():
        column, said = feature_column(name, values, decimal_commas=delimiter != ",")
        notes += said
        if column is not None:
            columns.append(column)
    if not columns:
        raise InputError(
            _("there is no category and no number to go by"),
            where=path.name,
            hint=_("a header, then one row each"),
        )
    return Roster(ids, names, tuple(columns), path.name), [*notes, said_of(columns, path.name)]


def features_problem_of(path: Path, asked: Asked) -> tuple[Problem, list[Note]]:
    """Return the Problem of a file; see `Format.read`."""
    assert asked.teams is not None  # the format says no groups, so the call has to
    roster, notes = features_of(path)
    return features_problem(roster, asked.teams(roster.n), asked.rules, asked.objective), notes


def is_features(path: str | Path) -> bool:
    """Return whether a .csv looks like a table of features: ids at the left, and no names."""
    path = Path(path)
    if path.suffix.casefold() != ".csv" or not path.is_file():
        return False
    with path.open("rb") as file:
        encoding, delimiter, skipped, _notes = sniffed(file.read(_SAMPLE), path.name)
    with _lines(path, encoding, delimiter, skipped) as rows:
        header = [cell.strip() for cell in next(rows, [])]
    return len(header) > 1 and fold(header[0]) == ID and "name" not in map(role_of, header)


def _rows(path: Path) -> tuple[list[str], list[list[str]], str, list[Note]]:
    """Return the header, the rows, what parts their cells, and what was assumed."""
    try:
        with path.open("rb") as file:
            encoding, delimiter, skipped, notes = sniffed(file.read(_SAMPLE), path.name)
        with _lines(path, encoding, delimiter, skipped) as rows:
            header = _header(next(rows, []), path.name)
            wide = len(header)
            table = []
            for row in rows:
                if len(row) != wide:
                    if not row:
                        continue
                    raise _torn(row, wide, path.name, rows.line_num + skipped)
                table.append(row)
    except FileNotFoundError:
        raise InputError(_("there is no such file"), where=str(path)) from None
    except (UnicodeDecodeError, csv.Error) as error:
        text = _("this is not a table of text: {reason}", reason=error)
        raise InputError(text, where=path.name) from None
    if not table:
        text = _("there are no rows")
        raise InputError(text, where=path.name, hint=_("a header, then one row each"))
    return header, table, delimiter, notes


@contextmanager
def _lines(path: Path, encoding: str, delimiter: str, skipped: int) -> Iterator[Any]:
    with path.open(encoding=encoding, newline="") as file:
        for _line in range(skipped):
            file.readline()
        yield csv.reader(file, strict=True, delimiter=delimiter)


def _torn(row: list[str], wide: int, source: str, line: int) -> InputError:
    return InputError(
        _("the row has {n} cells, the header {columns}", n=len(row), columns=wide),
        where=_("{file}, line {line}", file=source, line=line),
    )


def _header(cells: list[str], source: str) -> list[str]:
    """Return the names of the columns; only the first may have none."""
    header = [name.strip() for name in cells]
    if not any(header):
        text = _("there are no rows")
        raise InputError(text, where=source, hint=_("a header, then one row each"))
    where = _("{file}, line {line}", file=source, line=1)
    if all(is_number(name) for name in header if name):
        raise InputError(
            _("the first line has numbers only, where the names of the columns should be"),
            where=where,
            hint=_("put a line with a name for every column above the first row"),
        )
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice:
        raise InputError(_("two columns are called '{name}'", name=twice), where=where)
    if "" in header[1:]:
        raise InputError(_("a column has no name"), where=where)
    return header


def _ids(cells: dict[str, Cells], source: str) -> tuple[Cells, list[Note]]:
    """Take the ids out of the columns, and say so if they are not called so."""
    notes = []
    named = next((name for name in cells if fold(name) == ID), None)
    unnamed = cells.pop("", None)
    if unnamed is not None and not all_differ(unnamed):
        raise InputError(
            _("a column has no name"), where=_("{file}, line {line}", file=source, line=1)
        )
    if unnamed is not None:
        text = _("the first column has no name and was taken as ids")
        if named is not None:
            text = _("the first column has no name and was left out: there are ids beside it")
        notes.append(Note("guess", text, source))
    if named is not None:
        return cells.pop(named), notes
    count = len(next(iter(cells.values()), unnamed or ()))
    return unnamed or tuple(map(str, range(count))), notes
