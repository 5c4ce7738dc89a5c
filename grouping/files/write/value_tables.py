"""How the values of a roster lie over the teams: counts and means, for people to check."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from grouping.files.write.result_words import listed, round_label
from grouping.language import _, plural
from grouping.problem.column_rule import ColumnRule
from grouping.problem.condition_words import limited

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grouping.problem.column import Column
    from grouping.problem.round import Round
    from grouping.solving.solve import Result
    from grouping.terms.arrays import Index

COUNT, MEAN = '0;-0;"·"', "#,##0.00"
_MOST_VALUES = 60


@dataclass(frozen=True)
class Line:
    """One value: how many, or which mean, in all and in each team."""

    title: str
    all: float
    values: tuple[float | None, ...]
    format: str = COUNT


@dataclass(frozen=True)
class Table:
    """Lines over teams.

    Attributes
    ----------
    unfair
        Cells, as (line, team), with more or fewer people than the team's fair share.
    note
        What the table leaves out.
    """

    title: str
    corner: str
    teams: tuple[str, ...]
    lines: tuple[Line, ...]
    unfair: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    note: str = ""


def tables_of(result: Result, r: int) -> list[Table]:
    """Return the sizes and means of the teams in round `r`, then the counts of each spread rule."""
    the_round = result.problem.by_round[r]
    team = the_round.inside(result.assignment[r])
    title = _("Teams")
    if len(result.assignment) > 1:
        title = _("{round}: teams", round=round_label(result.problem, r))
    sizes = np.bincount(team, minlength=len(the_round.teams)).tolist()
    lines = [Line(_("People"), float(the_round.n), tuple(map(float, sizes)))]
    counts: list[Table] = []
    for rule in result.problem.rules:
        if not rule.in_round(r):
            continue
        if rule.kind == "balance" and isinstance(rule, ColumnRule):
            lines += _means(the_round, rule, team)
        elif rule.kind == "spread" and isinstance(rule, ColumnRule):
            counts.append(_counts(the_round, rule, team))
    if len(result.assignment) > 1:
        name = round_label(result.problem, r)
        counts = [replace(t, title=f"{name}: {t.title}") for t in counts]
    names = the_round.teams.names
    return [Table(title, "", names, tuple(lines)), *(t for t in counts if t.lines)]


def _means(the_round: Round, rule: ColumnRule, team: Index) -> list[Line]:
    column = the_round.roster.column(rule.column)
    assert column.numbers is not None  # the rule itself has checked
    values = np.where(the_round.roster.select(rule.where), column.numbers, np.nan)
    what = limited(column.name, rule.where)
    lines = [_line(_("Mean {column}", column=what), values, team, len(the_round.teams))]
    if getattr(rule, "variance", False):
        spread = (values - np.nanmean(values)) ** 2
        line = _line("", spread, team, len(the_round.teams))
        roots = tuple(None if v is None else v**0.5 for v in line.values)
        title = _("Typical distance from the mean, {column}", column=column.name)
        lines.append(Line(title, line.all**0.5, roots, MEAN))
    return lines


def _line(title: str, values: NDArray[np.float64], team: Index, teams: int) -> Line:
    known = ~np.isnan(values)
    counts = np.bincount(team[known], minlength=teams)
    sums = np.bincount(team[known], weights=values[known], minlength=teams)
    means = tuple(float(s / c) if c else None for s, c in zip(sums, counts, strict=True))
    return Line(title, float(values[known].mean()) if known.any() else 0.0, means, MEAN)


def _counts(the_round: Round, rule: ColumnRule, team: Index) -> Table:
    column, codes = the_round.roster.column(rule.column), rule.codes(the_round)
    teams = len(the_round.teams)
    counts = np.zeros((len(column.labels), teams), dtype=np.int64)
    np.add.at(counts, (codes[codes >= 0], team[codes >= 0]), 1)
    totals = counts.sum(axis=1)
    shown = _shown(column, totals)
    lines = tuple(
        Line(column.labels[v], float(totals[v]), tuple(map(float, counts[v].tolist())))
        for v in shown
    )
    unfair = frozenset(
        (k, g)
        for k, v in enumerate(shown)
        for g in range(teams)
        if _off(int(counts[v, g]), int(totals[v]) * int(the_round.seats[g]), the_round.n)
    )
    what = rule.label or rule.subject
    title = _("Spread of {column}", column=what)
    note = _left_out(int((totals == 1).sum()), int((totals > 1).sum()) - len(shown))
    return Table(title, column.name, the_round.teams.names, lines, unfair, note)


def _left_out(single: int, seldom: int) -> str:
    said = []
    if single:
        said.append(
            plural("{n} value that one person has", "{n} values that one person each has", single)
        )
    if seldom:
        said.append(plural("{n} more value", "{n} more values", seldom))
    return _("Not shown: {values}.", values=listed(said)) if said else ""


def _shown(column: Column, totals: NDArray[np.int64]) -> list[int]:
    """Return the values to show: by rank if they have one, else the most frequent first."""
    # what only one person has lies level however the teams are made
    several = [v for v in range(len(totals)) if totals[v] > 1]
    often = sorted(several, key=lambda v: -int(totals[v]))[:_MOST_VALUES]
    return sorted(often) if column.kind in ("ordered", "number") else often


def _off(count: int, seats: int, n: int) -> bool:
    """Return whether `count` is outside the fair share ``seats / n``, rounded down or up."""
    floor, over = divmod(seats, n)
    return not floor <= count <= floor + (over > 0)
