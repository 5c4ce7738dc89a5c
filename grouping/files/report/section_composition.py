"""What every team is made of: bars of few values, counts of many, means on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.files.report.number_words import from_to
from grouping.files.write.result_words import round_label
from grouping.files.write.value_tables import tables_of
from grouping.language import _
from grouping.problem.condition_words import limited
from grouping.problem.reason import mean_figure
from grouping.rules.balance import Balance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grouping.files.write.value_tables import Line, Table
    from grouping.problem.round import Round
    from grouping.solving.solve import Result
    from grouping.terms.arrays import Index

# more values than that are counted in a table: nobody tells more patterns apart
MOST_PATTERNS = 6
# that many teams stand side by side on A4
MOST_ACROSS = 30
MOST_BESIDE = 12
# standard errors of a mean to each side that hold nineteen of twenty random draws
LOTS = 1.96


@dataclass(frozen=True)
class Piece:
    """A part of a bar: how many people, with which value; `pattern` 0 is all others."""

    label: str
    count: int
    pattern: int


@dataclass(frozen=True)
class Key:
    """A value in the legend, and how many of it the teams have."""

    label: str
    pattern: int
    total: int
    per_team: str


@dataclass(frozen=True)
class Bars:
    """Each team as a bar of its values."""

    title: str
    keys: tuple[Key, ...]
    bars: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True)
class Cell:
    """How many people of a value a team has; `odd`: more or fewer than its fair share."""

    count: int
    odd: bool


@dataclass(frozen=True)
class Counts:
    """Values over teams, a part of the teams if there are many."""

    @property
    def narrow(self) -> bool:
        """Whether two such tables stand side by side."""
        return len(self.teams) <= MOST_BESIDE

    title: str
    corner: str
    teams: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[Cell, ...]], ...]
    note: str


@dataclass(frozen=True)
class Means:
    """The mean of a number in each team, on one line.

    Attributes
    ----------
    all
        The mean of all people.
    low, high
        The ends of the line: nineteen of twenty teams drawn by lot lie between them.
    teams
        Name, mean in words, place from 0 to 1; None without a known value.
    """

    title: str
    all: str
    low: str
    high: str
    teams: tuple[tuple[str, str, float | None], ...]


@dataclass(frozen=True)
class Composition:
    """All there is to see of one round."""

    name: str
    means: tuple[Means, ...]
    bars: tuple[Bars, ...]
    counts: tuple[Counts, ...]


def compositions_of(result: Result) -> tuple[Composition, ...]:
    """Return what the teams of each round are made of, for the columns that rules speak of."""
    found = (_composition(result, r) for r in range(result.problem.rounds))
    return tuple(one for one in found if one.means or one.bars or one.counts)


def _composition(result: Result, r: int) -> Composition:
    the_round, rules = result.problem.by_round[r], result.problem.rules
    team = the_round.inside(result.assignment[r])
    sizes, *tables = tables_of(result, r)
    people = sizes.lines[0]
    bars: list[Bars] = []
    counts: list[Counts] = []
    for table in tables:
        shown = sum(line.all for line in table.lines)
        # what one person alone has is no part of a table, and would hide among the others
        if len(table.lines) <= MOST_PATTERNS and (not table.note or shown > 0.9 * the_round.n):
            bars.append(_bars(table, people))
        else:
            counts += _counts(table)
    balanced = [rule for rule in rules if isinstance(rule, Balance) and rule.in_round(r)]
    means = [_means(the_round, rule, team) for rule in balanced]
    name = round_label(result.problem, r) if result.problem.rounds > 1 else ""
    return Composition(name, tuple(m for m in means if m), tuple(bars), tuple(counts))


def _bars(table: Table, people: Line) -> Bars:
    keys = [
        Key(line.title, k, int(line.all), from_to(map(_whole, line.values)))
        for k, line in enumerate(table.lines, 1)
    ]
    bars = []
    for g, name in enumerate(table.teams):
        held = [_whole(line.values[g]) for line in table.lines]
        pieces = [Piece(line.title, c, k) for k, (line, c) in enumerate(
            zip(table.lines, held, strict=True), 1) if c]  # fmt: skip
        rest = _whole(people.values[g]) - sum(held)
        if rest:
            pieces.append(Piece(_("others"), rest, 0))
        bars.append((name, tuple(pieces)))
    if any(piece.pattern == 0 for _name, pieces in bars for piece in pieces):
        rests = [sum(p.count for p in pieces if not p.pattern) for _name, pieces in bars]
        keys.append(Key(_("others"), 0, sum(rests), from_to(rests)))
    return Bars(table.title, tuple(keys), tuple(bars))


def _whole(value: float | None) -> int:
    return int(value or 0)


def _counts(table: Table) -> list[Counts]:
    """Return the counts, in parts of about equal width where there are many teams."""
    short = short_names(table.teams)
    parts = -(-len(short) // MOST_ACROSS)
    step = -(-len(short) // parts)
    made = []
    for start in range(0, len(short), step):
        teams = range(start, min(start + step, len(short)))
        rows = tuple(
            (line.title, int(line.all),
             tuple(Cell(_whole(line.values[g]), (k, g) in table.unfair) for g in teams))
            for k, line in enumerate(table.lines)
        )  # fmt: skip
        names = tuple(short[g] for g in teams)
        made.append(Counts(table.title, table.corner, names, rows, table.note))
    return made


def short_names(names: Sequence[str]) -> list[str]:
    """Return names of teams without the word that all have before their numbers."""
    split = [re.fullmatch(r"(.*?)\s*(\d+)", name) for name in names]
    words = {found[1] for found in split if found}
    if all(split) and len(words) == 1:
        return [found[2] for found in split if found]
    return list(names)


def _means(the_round: Round, rule: Balance, team: Index) -> Means | None:
    column = the_round.roster.column(rule.column)
    assert column.numbers is not None  # the rule itself has checked
    values = np.where(the_round.roster.select(rule.where), column.numbers, np.nan)
    if np.isnan(values).all():
        return None
    every = float(np.nanmean(values))
    inside = [values[(team == g) & ~np.isnan(values)] for g in range(len(the_round.teams))]
    means = [float(held.mean()) if len(held) else None for held in inside]
    size = the_round.n / len(the_round.teams)
    far = max([LOTS * float(np.nanstd(values)) / size**0.5, 1e-9]
              + [abs(mean - every) for mean in means if mean is not None])  # fmt: skip
    shown = tuple(
        (name, "" if mean is None else mean_figure(mean),
         None if mean is None else 0.5 + (mean - every) / (2 * far))
        for name, mean in zip(the_round.teams.names, means, strict=True)
    )  # fmt: skip
    title, low, high = limited(column.name, rule.where), every - far, every + far
    return Means(title, mean_figure(every), mean_figure(low), mean_figure(high), shown)
