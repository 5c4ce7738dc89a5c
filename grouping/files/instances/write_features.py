"""Tables of features, as `grouping.files.instances.read_features` reads them."""

from __future__ import annotations

import csv
import math
from pathlib import Path

from grouping.files.instances.read_features import ID
from grouping.problem.column import Column
from grouping.problem.roster import Roster


def write_features(roster: Roster, path: str | Path) -> None:
    """Write ids and columns, numbers in the shortest digits that read back as the same number."""
    cells = [_cells(column) for column in roster.columns]
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([ID, *(column.name for column in roster.columns)])
        writer.writerows(zip(roster.ids, *cells, strict=True))


def _cells(column: Column) -> list[str]:
    if column.numbers is None or column.kind == "ordered":
        labels = [*column.labels, ""]
        return [labels[code] for code in column.codes.tolist()]
    return [_digits(value) for value in column.numbers.tolist()]


def _digits(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
