"""A table by family: how near results are to the values of the literature, and to the bounds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grouping.bench.result_table import Table, number, percent, without_empty, written
from grouping.bench.row_statistics import Line, relative_difference

# A running number, at the end or before what tells questions of one name apart.
_NUMBER = re.compile(r"[-_]\d+(?=$| \()")


@dataclass(frozen=True)
class Family:
    """The lines of one engine, summed up over the cases of a family.

    Attributes
    ----------
    name
        The name of the cases without their running number.
    budget, engine
        Of the runs.
    cases, failed
        How many cases have a value, and how many have none since every run failed.
    to_known, to_bound, cpu
        Means over cases: gap of the mean to the best known value, of the best to the bound, in per
        cent; CPU seconds.  nan where no case has them.
    means
        In how many cases the mean is at least as good as the published mean, and of how many.
    bests
        The same of the best and the best known value.
    """

    name: str
    budget: str
    engine: str
    cases: int
    failed: int
    to_known: float
    to_bound: float
    cpu: float
    means: tuple[int, int]
    bests: tuple[int, int]


def family_name(case: str) -> str:
    """Return the name of a case without its running number: ``Geo_n120_ss``."""
    return _NUMBER.sub("", case)


def by_family(lines: Sequence[Line]) -> list[Family]:
    """Return a summary for every family, budget and engine, and of all families at the end.

    Where a case has several budgets there is one of all families for each: values of a short and of
    a long run have no common mean.
    """
    budgets: dict[str, set[str]] = {}
    for line in lines:
        budgets.setdefault(line.case, set()).add(line.budget)
    several = any(len(of) > 1 for of in budgets.values())
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((family_name(line.case), line.budget, line.engine), []).append(line)
        groups.setdefault(("", line.budget if several else "", line.engine), []).append(line)
    order = sorted(groups, key=lambda key: not key[0])
    return [_family(*key, groups[key]) for key in order]


def family_table(families: Sequence[Family]) -> Table:
    """Return one row per family, budget and engine."""
    header = ["family", "budget", "engine", "cases", "mean to known", "mean at least published"]
    header += ["best at least known", "best to bound", "CPU s"]
    rows = []
    for one in families:
        cases = f"{one.cases}" + (f" ({one.failed} failed)" if one.failed else "")
        cells = [one.name or "all", one.budget, one.engine, cases, percent(one.to_known)]
        cells += [_of(one.means), _of(one.bests), percent(one.to_bound), number(one.cpu, 2)]
        rows.append(cells)
    return without_empty(Table("Families", header, rows, 3))


def comma_separated(families: Sequence[Family]) -> str:
    """Return the families as .csv, every digit kept."""
    header = ["family", "budget", "engine", "cases", "failed"]
    header += ["means_at_least_published", "means_published", "bests_at_least_known", "bests_known"]
    header += ["mean_to_known_percent", "best_to_bound_percent", "cpu"]
    rows: list[list[object]] = []
    for one in families:
        words = [one.name or "all", one.budget, one.engine, one.cases, one.failed]
        rows.append([*words, *one.means, *one.bests, one.to_known, one.to_bound, one.cpu])
    return written(header, rows)


def _family(name: str, budget: str, engine: str, lines: list[Line]) -> Family:
    return Family(
        name,
        budget,
        engine,
        sum(line.runs > 0 for line in lines),
        sum(line.runs == 0 for line in lines),
        _mean([line.to_known for line in lines]),
        _mean([line.to_bound for line in lines]),
        _mean([line.cpu for line in lines]),
        _reached(lines, lambda line: (line.mean, line.known_mean)),
        _reached(lines, lambda line: (line.best, line.known)),
    )


def _mean(values: list[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return math.fsum(known) / len(known) if known else math.nan


def _reached(lines: list[Line], of: Callable[[Line], tuple[float, float]]) -> tuple[int, int]:
    """Return how many lines are no worse than what is known, up to a tie, and how many know it."""
    pairs = [(*of(line), line.sense) for line in lines if not math.isnan(of(line)[1])]
    reached = [pair for pair in pairs if not math.isnan(pair[0])]
    return sum(relative_difference(*pair) >= 0 for pair in reached), len(pairs)


def _of(count: tuple[int, int]) -> str:
    return f"{count[0]} of {count[1]}" if count[1] else ""
