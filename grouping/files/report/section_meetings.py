"""Who meets whom over the rounds: a picture of all pairs, and lists of those who meet again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.files.report.section_composition import short_names
from grouping.files.report.section_summary import met_sentence
from grouping.files.write.name_labels import labels_of
from grouping.files.write.result_words import round_label, when_words
from grouping.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result

# beyond so many people a cell of the picture would be finer than print
MOST_IN_PICTURE = 150
MOST_REPEATS = 150
# nor would more teams side by side fit on paper
MOST_TEAMS = 40

ONCE, AGAIN, BEFORE = 1, 2, 3


@dataclass(frozen=True)
class Picture:
    """A square of people by people, ordered by their first team, as paths of an SVG.

    Attributes
    ----------
    size
        How many people.
    once, again, before
        Cells of pairs that meet once; more than once; that met at an earlier event.
    teams
        Name, first row and number of rows of each block of the first round; the absent last.
    """

    size: int
    once: str
    again: str
    before: str
    teams: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Mixing:
    """How many people of each team of a round come to each team of the next."""

    first: str
    then: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class MeetingsView:
    """Who meets whom.

    Attributes
    ----------
    said
        In one sentence.
    histogram
        How many different people somebody meets, and how many people meet so many.
    picture
        All pairs, if they are not too many.
    mixing
        Else where the people of each team go next.
    repeats
        Who, with whom, when; the first of them.
    more
        How many further ones there are.
    """

    said: str
    histogram: tuple[tuple[int, int], ...]
    picture: Picture | None
    mixing: tuple[Mixing, ...]
    repeats: tuple[tuple[str, str, str], ...]
    more: int


def meetings_of_result(result: Result) -> MeetingsView | None:
    """Return who meets whom; None if there is one round and no earlier event."""
    problem = result.problem
    if problem.rounds == 1 and not problem.history:
        return None
    met, called = result.encounters, labels_of(problem)
    counts, people = np.unique(met.people_met[met.here], return_counts=True)
    repeats = [
        (called[pair.first], called[pair.second], when_words(problem, pair))
        for pair in met.repeats[:MOST_REPEATS]
    ]
    small = int(met.here.sum()) <= MOST_IN_PICTURE
    return MeetingsView(
        met_sentence(result),
        tuple(zip(counts.tolist(), people.tolist(), strict=True)),
        _picture(met) if small else None,
        () if small else tuple(_mixings(result)),
        tuple(repeats),
        max(0, len(met.repeats) - MOST_REPEATS),
    )


def _picture(met: Encounters) -> Picture:
    team, names = met.assignment, met.problem.teams.names
    here = np.flatnonzero(met.here)
    first = np.where(team[0][here] < 0, len(names), team[0][here])
    order = here[np.argsort(first, kind="stable")]
    cells = cells_of(met)[np.ix_(order, order)]
    blocks, at = [], 0
    for g, count in enumerate(np.bincount(first, minlength=len(names) + 1).tolist()):
        if count:
            blocks.append((names[g] if g < len(names) else _("not taking part"), at, count))
        at += count
    once, again, before = (_path(cells == kind) for kind in (ONCE, AGAIN, BEFORE))
    return Picture(len(order), once, again, before, tuple(blocks))


def cells_of(met: Encounters) -> NDArray[np.int8]:
    """Return for every pair whether it meets once, again, or not (0); int8, shape (n, n)."""
    n = met.problem.n
    times = np.zeros((n, n), dtype=np.int16)
    for team in met.assignment:
        times += (team[:, None] == team[None, :]) & (team[:, None] >= 0)
    np.fill_diagonal(times, 0)
    cells = np.minimum(times, AGAIN).astype(np.int8)
    for pair in met.repeats:
        if pair.earlier and len(pair.rounds) == 1:
            cells[pair.first, pair.second] = cells[pair.second, pair.first] = BEFORE
    return cells


def _path(chosen: NDArray[np.bool_]) -> str:
    """Return the chosen cells as a path of unit squares, neighbours in a row as one."""
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in _runs(chosen))


def _runs(chosen: NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(chosen):
        edges = np.flatnonzero(np.diff(np.r_[0, row.astype(np.int8), 0]))
        for start, end in edges.reshape(-1, 2).tolist():
            yield start, y, end - start


def _mixings(result: Result) -> Iterator[Mixing]:
    problem, team = result.problem, result.assignment
    if len(problem.teams) > MOST_TEAMS:
        return
    for r in range(problem.rounds - 1):
        both = (team[r] >= 0) & (team[r + 1] >= 0)
        here, there = (problem.by_round[k].places.tolist() for k in (r, r + 1))
        count = np.zeros((len(problem.teams), len(problem.teams)), dtype=np.int64)
        np.add.at(count, (team[r][both], team[r + 1][both]), 1)
        names = problem.teams.names
        rows = tuple((names[g], tuple(count[g, there].tolist())) for g in here)
        short = short_names(names)
        columns = tuple(short[g] for g in there)
        yield Mixing(round_label(problem, r), round_label(problem, r + 1), columns, rows)
