"""Sum up rows: one line for each case, budget and engine, and engines compared in pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grouping.bench.questions import told_apart
from grouping.bench.rows import Row
from grouping.distribution import install_command
from grouping.errors import InputError

# Means that differ by less than this share of their size are a tie: published values are rounded.
TIE = 1e-6
# Per cent of a reference that is smaller than this share of the value mean nothing.
NEAR_ZERO = 1e-3
PUBLISHED = "published"


@dataclass(frozen=True)
class Line:
    """The runs of one engine on one case, summed up.

    Attributes
    ----------
    case, budget, engine
        Of the runs; the case is named so that it is told apart from other questions in the rows.
    sense
        ``max`` or ``min``.
    runs, failed
        Runs with a value, and runs without (failed, or a must rule broken).
    best, mean, worst
        Of the values; nan without any.
    known, known_mean
        Best value of the literature, and its mean; nan if there is none.
    bound
        Best proven bound of any row of the case; nan if there is none.
    cpu
        Mean CPU seconds; nan if they are not known.
    """

    case: str
    budget: str
    engine: str
    sense: str
    runs: int
    failed: int
    best: float
    mean: float
    worst: float
    known: float
    known_mean: float
    bound: float
    cpu: float

    @property
    def to_known(self) -> float:
        """How far the mean is worse than the best known value, in per cent of that."""
        return _gap_to_some(self.mean, self.known, self.sense)

    @property
    def to_bound(self) -> float:
        """How far the best value is from the bound, in per cent of the bound."""
        return _gap_to_some(self.best, self.bound, self.sense)


@dataclass(frozen=True)
class Comparison:
    """One engine against another over the cases that both have.

    Attributes
    ----------
    engine, other
        The two.
    wins, ties, losses
        Cases in which the mean of `engine` is better, the same (up to `TIE`), worse.
    difference
        Mean of the relative differences in per cent; positive: `engine` is better.
    p
        Two-sided Wilcoxon signed-rank test over the relative differences of the means.
    effect
        Matched-pairs rank-biserial correlation (Kerby, Comprehensive Psychology 3, 2014): 1 if
        `engine` is better in every case, -1 if it is worse.
    """

    engine: str
    other: str
    wins: int
    ties: int
    losses: int
    difference: float
    p: float
    effect: float


def gap(value: float, reference: float, sense: str) -> float:
    """Return how far `value` is worse than `reference`, in per cent of it; nan if unknown."""
    worse = reference - value if sense == "max" else value - reference
    if worse == 0:
        return 0.0
    return 100 * worse / abs(reference) if reference else math.nan


def _gap_to_some(value: float, reference: float, sense: str) -> float:
    """Return the gap; nan if the reference is next to nothing beside the value."""
    if value != reference and abs(reference) < NEAR_ZERO * abs(value):
        return math.nan
    return gap(value, reference, sense)


def budget_text(budget: dict[str, Any]) -> str:
    """Return a budget in few words: ``3 s cpu``, ``10,000 steps``."""
    if budget.get("steps") is not None:
        return f"{budget['steps']:,} steps"
    return f"{budget['seconds']:g} s {budget['clock']}"


def summed_up(rows: Sequence[Row], *, published: bool = False) -> list[Line]:
    """Return a line for every case, budget and engine, in the order of the rows.

    With `published`, cases whose published mean is known get a line of it, as if of an engine.
    """
    rows = told_apart(rows)
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        key = (row["case"], budget_text(row["budget"]), row["engine"])
        groups.setdefault(key, []).append(row)
    bounds = _bounds(rows)
    lines = [_line(*key, group, bounds.get(key[0], math.nan)) for key, group in groups.items()]
    if published:
        lines += _published(rows, lines)
    places = {case: k for k, case in enumerate(dict.fromkeys(row["case"] for row in rows))}
    return sorted(lines, key=lambda line: (places[line.case], line.budget))


def compared(lines: Sequence[Line], baseline: str) -> list[Comparison]:
    """Return `baseline` against every other engine, over cases and budgets that both have.

    Raises
    ------
    InputError
        If no line is of `baseline`, or scipy is not installed.
    """
    names = list(dict.fromkeys(line.engine for line in lines))
    if baseline not in names:
        raise InputError(f"no row is of '{baseline}'", hint="engines here: " + ", ".join(names))
    means = {(line.case, line.budget, line.engine): line for line in lines if line.runs}
    found = []
    for other in (name for name in names if name != baseline):
        pairs = [
            (line, means[case, budget, other])
            for (case, budget, engine), line in means.items()
            if engine == baseline and (case, budget, other) in means
        ]
        if pairs:
            differences = [relative_difference(a.mean, b.mean, a.sense) for a, b in pairs]
            found.append(_comparison(baseline, other, np.array(differences)))
    return found


def relative_difference(one: float, other: float, sense: str) -> float:
    """Return how much `one` is better than `other` as a share of the larger; 0 for a tie."""
    size = max(abs(one), abs(other))
    better = (one - other) * (1 if sense == "max" else -1)
    return better / size if abs(better) > TIE * size else 0.0


def _comparison(engine: str, other: str, differences: np.ndarray) -> Comparison:
    try:
        from scipy.stats import rankdata, wilcoxon
    except ImportError:
        raise InputError(
            "tests need scipy, which is not installed", hint=install_command("bench")
        ) from None
    apart = differences[differences != 0]
    p, effect = 1.0, 0.0
    if len(apart):
        ranks = rankdata(np.abs(apart))
        effect = float((ranks * np.sign(apart)).sum() / ranks.sum())
        p = float(wilcoxon(apart).pvalue)
    wins, losses = int((differences > 0).sum()), int((differences < 0).sum())
    ties = len(differences) - wins - losses
    mean = 100 * float(differences.mean())
    return Comparison(engine, other, wins, ties, losses, mean, p, effect)


def _line(case: str, budget: str, engine: str, rows: list[Row], bound: float) -> Line:
    values = [row["objective"] for row in rows if row.get("objective") is not None]
    senses = [row["sense"] for row in rows if "sense" in row]
    sense = senses[0] if senses else "min"
    inward = (max, min) if sense == "max" else (min, max)
    cpu = [row["cpu"] for row in rows if row.get("cpu") is not None]
    known: dict[str, Any] = next((row["known"] for row in rows if row.get("known")), {})
    return Line(
        case,
        budget,
        engine,
        sense,
        len(values),
        len(rows) - len(values),
        inward[0](values) if values else math.nan,
        math.fsum(values) / len(values) if values else math.nan,
        inward[1](values) if values else math.nan,
        known.get("best", math.nan),
        math.nan if known.get("mean") is None else known["mean"],
        bound,
        math.fsum(cpu) / len(cpu) if cpu else math.nan,
    )


def _bounds(rows: Sequence[Row]) -> dict[str, float]:
    """Return the best bound of any row of each case."""
    found: dict[str, float] = {}
    for row in rows:
        bound = row.get("bound")
        if bound is not None:
            best = min if row["sense"] == "max" else max
            found[row["case"]] = best(found.get(row["case"], bound), bound)
    return found


def _published(rows: Sequence[Row], lines: Sequence[Line]) -> list[Line]:
    """Return lines of published means, one for each case and budget."""
    known = {row["case"]: row["known"] for row in rows if row.get("known")}
    made = {}
    for line in lines:
        of = known.get(line.case, {})
        if of.get("mean") is not None:
            cpu = math.nan if of.get("cpu_seconds") is None else of["cpu_seconds"]
            worst = math.nan if of.get("worst") is None else of["worst"]
            made[line.case, line.budget] = Line(
                line.case,
                line.budget,
                PUBLISHED,
                line.sense,
                int(of.get("runs") or 1),
                0,
                of["best"],
                of["mean"],
                worst,
                of["best"],
                of["mean"],
                line.bound,
                cpu,
            )
    return list(made.values())
