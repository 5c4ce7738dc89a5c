"""Lines summed up by family: how near to what the literature knows, and to the bounds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grouping.bench.stats import Line, relative_difference
from grouping.bench.table import Table, number, percent, without_empty

_NUMBER = re.compile(r"[-_]\d+$")


@dataclass(frozen=True)
class Family:
    """What the lines of an engine over the cases of a family come to.

    Attributes
    ----------
    name
        The name of the cases without their running number.
    budget, engine
        Of the runs.
    cases
        How many cases have a value.
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
    to_known: float
    to_bound: float
    cpu: float
    means: tuple[int, int]
    bests: tuple[int, int]


def family_name(case: str) -> str:
    """Return the name of a case without its running number: ``Geo_n120_ss``."""
    return _NUMBER.sub("", case)


def by_family(lines: Sequence[Line]) -> list[Family]:
    """Return a summary for every family, budget and engine, and one of all families at the end."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in (line for line in lines if line.runs):
        groups.setdefault((family_name(line.case), line.budget, line.engine), []).append(line)
        groups.setdefault(("", "", line.engine), []).append(line)
    order = sorted(groups, key=lambda key: not key[0])
    return [_family(*key, groups[key]) for key in order]


def family_table(families: Sequence[Family]) -> Table:
    """Return one row per family, budget and engine."""
    header = ["family", "budget", "engine", "cases", "mean to known", "mean at least published"]
    header += ["best at least known", "best to bound", "CPU s"]
    rows = []
    for one in families:
        cells = [one.name or "all", one.budget, one.engine, str(one.cases), percent(one.to_known)]
        cells += [_of(one.means), _of(one.bests), percent(one.to_bound), number(one.cpu, 2)]
        rows.append(cells)
    return without_empty(Table("Families", header, rows, 3))


def _family(name: str, budget: str, engine: str, lines: list[Line]) -> Family:
    return Family(
        name,
        budget,
        engine,
        len(lines),
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
    return sum(relative_difference(*pair) >= 0 for pair in pairs), len(pairs)


def _of(count: tuple[int, int]) -> str:
    return f"{count[0]} of {count[1]}" if count[1] else ""
