"""Plots of rows: convergence, performance profile, time to target."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from grouping.bench.questions import told_apart
from grouping.bench.row_statistics import gap
from grouping.bench.rows import Row
from grouping.distribution import install_command
from grouping.errors import InputError

Kind = Literal["convergence", "profile", "target"]
KINDS: tuple[str, ...] = get_args(Kind)
ENDINGS = (".png", ".svg", ".pdf")
_POINTS = 200


def plot(
    rows: Sequence[Row], path: str | Path, kind: Kind, *, case: str = "", target: float = 0.1
) -> None:
    """Draw rows into a .png, .svg or .pdf.

    Gaps are to the reference of a case: the best of its best known value and of all rows.

    Parameters
    ----------
    rows
        As read.
    path
        The file; one that exists is replaced.
    kind
        ``convergence``: median gap over time of each engine, with best and worst of its runs.
        ``profile``: share of runs that end within a gap (after Dolan and More, Mathematical
        Programming 91, 2002).  ``target``: share of runs that have come within `target` per cent
        by a time (Aiex, Resende and Ribeiro, Journal of Heuristics 8, 2002).  Failed runs count
        as never; runs without a trajectory with their end, and have no line of convergence.
    case
        Only this one.
    target
        Per cent, for ``target``.

    Raises
    ------
    InputError
        If matplotlib is not installed or there is nothing to draw.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise InputError(
            "plots need matplotlib, which is not installed", hint=install_command("bench")
        ) from None
    named = told_apart(rows)
    pairs = zip(rows, named, strict=True)
    chosen = [new for old, new in pairs if case in ("", old["case"], new["case"])]
    if kind == "convergence":
        chosen = [row for row in chosen if row.get("trajectory")]
    if all(row.get("objective") is None for row in chosen):
        raise InputError("no row can be drawn", hint="cases: " + ", ".join(_cases(named)[:8]))
    runs = _by_engine(chosen, references(named))
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.add_subplot()
    for engine, found in runs.items():
        if kind == "convergence":
            _convergence(axes, engine, found)
        else:
            of = sum(row["engine"] == engine for row in chosen)  # failed ones too
            _steps(axes, engine, _ends(found) if kind == "profile" else _times(found, target), of)
    if kind != "convergence":
        _to_the_edge(axes)
    _label(axes, kind, case, target)
    figure.savefig(path, metadata={"Date": None} if Path(path).suffix == ".svg" else None)


def references(rows: Sequence[Row]) -> dict[str, float]:
    """Return the best value that is known of each case, from the literature or the rows.

    Names of cases are those of `told_apart`.
    """
    best: dict[str, float] = {}
    for row in rows:
        values = [] if row.get("objective") is None else [row["objective"]]
        values += [row["known"]["best"]] if row.get("known") else []
        values += [best[row["case"]]] if row["case"] in best else []
        if values and "sense" in row:
            best[row["case"]] = max(values) if row["sense"] == "max" else min(values)
    return best


# One run: times and gaps at which its best value became better, and at its end.
Run = tuple[NDArray[np.float64], NDArray[np.float64]]


def _by_engine(rows: Sequence[Row], best: dict[str, float]) -> dict[str, list[Run]]:
    """Return the runs that have a value, by engine; engines without any have none."""
    runs: dict[str, list[Run]] = {row["engine"]: [] for row in rows}
    for row in (row for row in rows if row.get("objective") is not None):
        points = points_of(row)
        gaps = [gap(value, best[row["case"]], row["sense"]) for _, value in points]
        times = np.array([max(t, 1e-3) for t, _ in points])
        runs[row["engine"]].append((times, np.nan_to_num(np.array(gaps), nan=100.0)))
    return runs


def points_of(row: Row) -> list[list[float]]:
    """Return (seconds, value) whenever a run became better, and at its end."""
    points = row.get("trajectory") or []
    end = row.get("searched") or row.get("cpu") or row["wall"]
    return [*points, [max([end, *(t for t, _ in points[-1:])]), row["objective"]]]


def _ends(runs: list[Run]) -> list[float]:
    return [float(gaps[-1]) for _, gaps in runs]


def _times(runs: list[Run], target: float) -> list[float]:
    """Return when the runs came within `target`, of those that did."""
    return [float(t[gaps <= target][0]) for t, gaps in runs if (gaps <= target).any()]


def _convergence(axes: Any, engine: str, runs: list[Run]) -> None:
    first = max(times[0] for times, _ in runs)
    last = max(times[-1] for times, _ in runs)
    grid = np.geomspace(first, max(last, first * 1.01), _POINTS)
    gaps = np.array([g[np.searchsorted(t, grid, side="right").clip(1) - 1] for t, g in runs])
    (line,) = axes.plot(grid, np.median(gaps, axis=0), label=engine)
    axes.fill_between(grid, gaps.min(axis=0), gaps.max(axis=0), alpha=0.15, color=line.get_color())


def _steps(axes: Any, engine: str, values: list[float], runs: int) -> None:
    shares = np.arange(1, len(values) + 1) / runs
    axes.step(np.sort(values), shares, where="post", label=engine)


def _to_the_edge(axes: Any) -> None:
    """Let every line go on to where the last of them ends."""
    ends = [line.get_xdata()[-1] for line in axes.lines if len(line.get_xdata())]
    for line in axes.lines:
        x, y = line.get_data()
        line.set_data([*x, max(ends)][: len(x) + 1], [*y, *y[-1:]]) if len(x) else None


def _label(axes: Any, kind: str, case: str, target: float) -> None:
    axes.set_title(case or "all cases")
    if kind == "convergence":
        axes.set(xlabel="seconds of search", ylabel="gap to the best known in per cent")
        axes.set_xscale("log")
    elif kind == "profile":
        axes.set(xlabel="gap to the best known in per cent", ylabel="share of runs within it")
        axes.set_xscale("symlog", linthresh=0.01)
        axes.set_ylim(0, 1.02)
    else:
        axes.set(xlabel="seconds of search", ylabel=f"share of runs within {target:g} per cent")
        axes.set_xscale("log")
        axes.set_ylim(0, 1.02)
    axes.grid(alpha=0.3)
    axes.legend(title="line: median, shade: best to worst" if kind == "convergence" else None)


def _cases(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row["case"] for row in rows))
