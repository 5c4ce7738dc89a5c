"""Tables of rows: for the terminal, as Markdown, as .csv."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from grouping.bench.row_statistics import Comparison, Line

Cells = list[str]
# Of small values at least so many digits are shown.
DIGITS = 6


@dataclass(frozen=True)
class Table:
    """A title, a header and rows of text; numbers stand to the right."""

    title: str
    header: Cells
    rows: list[Cells]
    left: int = 1
    """How many columns, from the first, are words."""


def case_table(lines: Sequence[Line]) -> Table:
    """Return one row per case, budget and engine."""
    header = ["case", "budget", "engine", "runs", "best", "mean", "worst"]
    header += ["best known", "mean to known", "bound", "best to bound", "CPU s"]
    rows = []
    for line in lines:
        runs = f"{line.runs}" + (f" ({line.failed} failed)" if line.failed else "")
        cells = [line.case, line.budget, line.engine, runs]
        cells += [figure(v) for v in (line.best, line.mean, line.worst, line.known)]
        cells += [percent(line.to_known), figure(line.bound), percent(line.to_bound)]
        rows.append([*cells, number(line.cpu, 2)])
    return without_empty(Table("Cases", header, rows, 3))


def comparison_table(found: Sequence[Comparison]) -> Table:
    """Return one row per pair of engines."""
    header = ["engine", "against", "wins", "ties", "losses", "mean difference", "p (Wilcoxon)"]
    header += ["effect size"]
    rows = []
    for c in found:
        counts = [str(c.wins), str(c.ties), str(c.losses)]
        tests = [f"{c.difference:+.4f} %", f"{c.p:.2g}", f"{c.effect:+.2f}"]
        rows.append([c.engine, c.other, *counts, *tests])
    return Table("Engines compared by their means", header, rows, 2)


def number(value: float, decimals: int = 3) -> str:
    """Return a number with up to `decimals` decimals, '' for nan."""
    if math.isnan(value):
        return ""
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(value: float) -> str:
    """Return a value of its case: three decimals, more where it is small; '' for nan."""
    size = abs(value)
    if not 0 < size < 10 ** (DIGITS - 3):
        return number(value)
    if size < 10**-DIGITS:
        return f"{value:.{DIGITS}g}"
    return number(value, DIGITS - 1 - math.floor(math.log10(size)))


def percent(value: float) -> str:
    """Return per cent; below zero means better than the reference."""
    return "" if math.isnan(value) else f"{value:.3f} %"


def markdown(tables: Sequence[Table]) -> str:
    """Return the tables as Markdown."""
    parts = []
    for table in tables:
        rule = ["---" if k < table.left else "---:" for k in range(len(table.header))]
        lines = ["| " + " | ".join(cells) + " |" for cells in (table.header, rule, *table.rows)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def comma_separated(lines: Sequence[Line]) -> str:
    """Return the lines as .csv, every digit kept, nothing where nothing is known."""
    header = ["case", "budget", "engine", "sense", "runs", "failed", "best", "mean", "worst"]
    header += ["best_known", "mean_to_known_percent", "bound", "best_to_bound_percent", "cpu"]
    rows: list[list[object]] = []
    for line in lines:
        words = [line.case, line.budget, line.engine, line.sense, line.runs, line.failed]
        figures = [line.best, line.mean, line.worst, line.known, line.to_known]
        rows.append([*words, *figures, line.bound, line.to_bound, line.cpu])
    return written(header, rows)


def written(header: Cells, rows: Sequence[Sequence[object]]) -> str:
    """Return a table as .csv: every digit of a number, nothing for nan."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if isinstance(v, float) and math.isnan(v) else v for v in row])
    return out.getvalue()


def without_empty(table: Table) -> Table:
    """Leave out columns that say nothing in any row."""
    used = [k for k in range(len(table.header)) if any(row[k] for row in table.rows)]
    rows = [[row[k] for k in used] for row in table.rows]
    return Table(table.title, [table.header[k] for k in used], rows, table.left)
