"""Time to target: how long runs take to come within a gap of the best, and how that grows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grouping.bench.questions import told_apart
from grouping.bench.result_plot import points_of, references
from grouping.bench.result_table import Table, number
from grouping.bench.row_statistics import budget_text, gap
from grouping.bench.rows import Row


@dataclass(frozen=True)
class Reach:
    """How soon the runs of an engine on a case come within a gap.

    Attributes
    ----------
    case, budget, engine
        Of the runs.
    people
        Participants of the case.
    runs, reached
        Runs with a value, and those among them that came within the gap.
    median
        Seconds of search until then, of the middle run; nan if half of the runs never do.
    at_once
        Whether half of the runs were within the gap at the first look, so that this is no measure.
    """

    case: str
    budget: str
    engine: str
    people: int
    runs: int
    reached: int
    median: float
    at_once: bool


def times_to(rows: Sequence[Row], within: float) -> list[Reach]:
    """Return a line for every case, budget and engine, in the order of the rows.

    Parameters
    ----------
    rows
        As read; runs that noted no trajectory count with their end.
    within
        Gap in per cent to the best value of the case, from the literature or any of the rows.
    """
    rows = told_apart(rows)
    best, groups = references(rows), dict[tuple[str, str, str], list[Row]]()
    for row in rows:
        if row.get("objective") is not None:
            key = (row["case"], budget_text(row["budget"]), row["engine"])
            groups.setdefault(key, []).append(row)
    found = []
    for key, group in groups.items():
        seconds = [_first_within(row, best[key[0]], within) for row in group]
        middle = float(np.quantile(seconds, 0.5, method="inverted_cdf"))
        reached = sum(math.isfinite(s) for s in seconds)
        middle = middle if math.isfinite(middle) else math.nan
        at_once = 2 * sum(s == points_of(r)[0][0] for s, r in zip(seconds, group, strict=True))
        people = group[0].get("n", 0)
        found.append(Reach(*key, people, len(group), reached, middle, at_once >= len(group)))
    return found


def growth(times: Sequence[Reach]) -> dict[str, float]:
    """Return by engine the power of the participants with which the median times grow.

    Least squares over the logarithms, without cases that were within the gap at once; engines with
    fewer than two sizes are left out.
    """
    powers = {}
    for engine in dict.fromkeys(reach.engine for reach in times):
        of = [r for r in times if r.engine == engine and r.people > 0 and r.median > 0]
        of = [r for r in of if not r.at_once]
        if len({reach.people for reach in of}) > 1:
            people, seconds = np.log([r.people for r in of]), np.log([r.median for r in of])
            powers[engine] = float(np.polyfit(people, seconds, 1)[0])
    return powers


def times_table(times: Sequence[Reach], within: float) -> Table:
    """Return one row per case, budget and engine."""
    header = ["case", "budget", "engine", "participants", f"within {within:g} %", "median s"]
    rows = [
        [t.case, t.budget, t.engine, f"{t.people:,}", f"{t.reached} of {t.runs}", number(t.median)]
        for t in times
    ]
    return Table(f"Time to within {within:g} % of the best", header, rows, 3)


def growth_table(powers: dict[str, float]) -> Table:
    """Return one row per engine."""
    rows = [[engine, f"{power:.2f}"] for engine, power in powers.items()]
    return Table("Growth of the time", ["engine", "power of the participants"], rows)


def _first_within(row: Row, best: float, within: float) -> float:
    """Return when the run came within the gap; inf if never."""
    worse = ((t, gap(value, best, row["sense"])) for t, value in points_of(row))
    return next((seconds for seconds, left in worse if left <= within), math.inf)
