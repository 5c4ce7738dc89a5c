"""The best values that the literature knows of public instances, with their sources."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grouping.errors import InputError

COLUMNS = "instance objective sense best mean worst runs cpu_seconds upper_bound source".split()
_GOLF = re.compile(r"(golf-\d+-\d+)-(\d+)$")
# Of golf cells the index has weeks, runs count repeated meetings.
_WEEKS = ("rounds without a repeated meeting", "max")
_REPEATS = ("new faces", "min")


@dataclass(frozen=True)
class Known:
    """One line of the index.  What it does not say is None.

    Attributes
    ----------
    best, mean, worst
        Values in the units of the literature.
    cpu_seconds
        Of each run behind them.
    runs
        How many these are.
    source
        Who published them.
    """

    best: float
    source: str
    mean: float | None = None
    worst: float | None = None
    cpu_seconds: float | None = None
    runs: int | None = None


# By instance, objective (as rows call it in `goal`) and sense.
Index = Mapping[tuple[str, str, str], Known]


def read_known(path: str | Path) -> Index:
    """Read an index, a .csv with the columns `COLUMNS`.

    Raises
    ------
    InputError
        If it is missing or a line is not understood.
    """
    path = Path(path)
    known: dict[tuple[str, str, str], Known] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if list(rows.fieldnames or ()) != COLUMNS:
                raise InputError(
                    "this is no index of best known values",
                    where=path.name,
                    hint="its columns are " + ",".join(COLUMNS),
                )
            for row in rows:
                known[row["instance"], row["objective"], row["sense"]] = _known(row)
    except FileNotFoundError:
        raise InputError("there is no such file", where=str(path)) from None
    except (ValueError, TypeError):
        line = rows.line_num
        raise InputError("this line is not understood", where=f"{path.name}, line {line}") from None
    return known


def _known(row: Mapping[str, str]) -> Known:
    mean, worst, cpu = (float(row[k]) if row[k] else None for k in ("mean", "worst", "cpu_seconds"))
    runs = int(row["runs"]) if row["runs"] else None
    return Known(float(row["best"]), row["source"], mean, worst, cpu, runs)


def known_of(case: str, goal: str, sense: str, index: Index) -> Known | None:
    """Return what is known of a case about the same goal in the same sense.

    The index has the most weeks of a golf cell; up to so many, no meeting has to be repeated.
    """
    golf = _GOLF.fullmatch(case)
    weeks = index.get((golf[1], *_WEEKS)) if golf else None
    if golf and weeks and (goal, sense) == _REPEATS and int(golf[2]) <= weeks.best:
        return Known(0.0, weeks.source)
    return index.get((case, goal, sense))
