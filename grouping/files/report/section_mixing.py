"""How well the values of a column mix: which agencies work with which others, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.files.report.section_teams import about_columns

if TYPE_CHECKING:
    from grouping.solving.solve import Result

# fewer values than that meet in every team
FEWEST_VALUES = 5
MOST_ROWS = 60


@dataclass(frozen=True)
class Mixed:
    """One value: how many people have it, and how many other values these meet on their teams."""

    label: str
    people: int
    met: int


@dataclass(frozen=True)
class MixingView:
    """All values of a column that somebody has, the most frequent first.

    Attributes
    ----------
    column
        The column.
    others
        How many other values each could meet.
    pairs, met
        Pairs of values, and those of which somebody meets somebody in any round.
    rows
        The values, the first of them.
    more
        How many further ones there are.
    """

    column: str
    others: int
    pairs: int
    met: int
    rows: tuple[Mixed, ...]
    more: int


def mixing_of(result: Result) -> MixingView | None:
    """Return how the column of a rule with the most values mixes; None if none has many."""
    columns = about_columns(result.problem) if result.problem.rules else []
    if not columns:
        return None
    column = columns[0]
    known = column.codes >= 0
    people = np.bincount(column.codes[known], minlength=len(column.labels))
    there = np.flatnonzero(people)
    if len(there) < FEWEST_VALUES or len(result.problem.teams) < 2:
        return None
    meets = np.zeros((len(column.labels), len(column.labels)), dtype=np.int64)
    for team in result.assignment:
        here = known & (team >= 0)
        held = np.zeros((len(column.labels), len(result.problem.teams)), dtype=np.int64)
        held[column.codes[here], team[here]] = 1
        meets += held @ held.T
    np.fill_diagonal(meets, 0)
    met = (meets > 0).sum(axis=1)
    order = sorted(there.tolist(), key=lambda v: (-int(people[v]), column.labels[v].casefold()))
    rows = [Mixed(column.labels[v], int(people[v]), int(met[v])) for v in order]
    return MixingView(
        column.name,
        len(there) - 1,
        len(there) * (len(there) - 1) // 2,
        int(met.sum()) // 2,
        tuple(rows[:MOST_ROWS]),
        max(0, len(rows) - MOST_ROWS),
    )
