"""Tables of features for anticlustering: a .csv of numbers and categories, a million rows too.

For spreadsheets as people send them there is `grouping.read.roster`; here every row is a
participant, the first row names the columns, and nothing is guessed.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from grouping.column import Column, fold
from grouping.errors import InputError
from grouping.language import _
from grouping.roster import Roster

ID = "id"


def read_features(path: str | Path) -> Roster:
    """Read a comma-separated table; a column of numbers only is a number, any other a category.

    A column called ``id`` holds the ids; without one the rows are numbered from 0.  An empty cell
    is a blank.

    Raises
    ------
    InputError
        If the file is no such table, with the line.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = [name.strip() for name in next(rows, [])]
            table = []
            for row in rows:
                if not row:
                    continue
                if len(row) != len(header):
                    raise InputError(
                        _(
                            "the row has {n} cells, the header {columns}",
                            n=len(row),
                            columns=len(header),
                        ),
                        where=_("{file}, line {line}", file=path.name, line=rows.line_num),
                    )
                table.append(row)
    except FileNotFoundError:
        raise InputError(_("there is no such file"), where=str(path)) from None
    except (UnicodeDecodeError, csv.Error) as error:
        text = _("this is not a table of text: {reason}", reason=error)
        raise InputError(text, where=path.name) from None
    if not header or not table:
        text = _("there are no rows")
        raise InputError(text, where=path.name, hint=_("a header, then one row each"))
    twice = next((name for name in header if header.count(name) > 1 or not name), None)
    if twice is not None:
        raise InputError(
            _("two columns are called '{name}'", name=twice)
            if twice
            else _("a column has no name"),
            where=_("{file}, line {line}", file=path.name, line=1),
        )
    cells = dict(zip(header, zip(*table, strict=True), strict=True))
    ids = cells.pop(ID, None) or tuple(map(str, range(len(table))))
    return Roster(ids, ids, tuple(_column(*one) for one in cells.items()), path.name)


def _column(name: str, cells: tuple[str, ...]) -> Column:
    # every spelling is looked at once: tables have far fewer of them than rows
    spellings = {text: k for k, text in enumerate(dict.fromkeys(cells))}
    which = np.fromiter((spellings[text] for text in cells), dtype=np.int64, count=len(cells))
    numbers = [_number(text) for text in spellings]
    if all(value is not None for value in numbers) and not all(not t.strip() for t in spellings):
        return Column.of_numbers(name, np.array(numbers, dtype=np.float64)[which].tolist())
    column = Column.of_labels(name, [text if fold(text) else None for text in spellings])
    return Column(name, "category", column.labels, column.codes[which].astype(np.int32))


def _number(text: str) -> float | None:
    """Return a finite number, nan for a blank, None for anything else."""
    if not text.strip():
        return float("nan")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if np.isfinite(value) else None
