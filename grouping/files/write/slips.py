"""One slip per person: what it says, and how slips share pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grouping.files.write.name_labels import labels_of
from grouping.files.write.result_words import round_label
from grouping.files.write.sheet_formats import (
    LINE_POINTS,
    UPRIGHT_PIXELS,
    UPRIGHT_POINTS,
    lines_of,
    page_breaks,
)
from grouping.language import _, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grouping.solving.solve import Result

# tells where the next name begins when long ones take two lines
BULLET = "\u2022 "
NAME_POINTS, TEAM_POINTS, CUT_POINTS = 23.0, 19.0, 14.0
_PAD = 4.0
_SAFE, _INDENT = 0.94, 9
# smaller print than the last is hard to read
_SCALES = tuple(percent / 100 for percent in range(100, 71, -4))
_MOST_ACROSS, _NARROWEST = 6, 105
# a row may be 409 points high
_MOST_LINES = 26
# enough slips to tell which layout saves paper
_SAMPLE = 40


@dataclass(frozen=True)
class Visit:
    """One round of one person.

    Attributes
    ----------
    title
        The round and the team.
    mates
        The team mates: first those who are new, then those met before, who are marked.
    """

    title: str
    mates: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    """What a person gets to carry."""

    name: str
    tells: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class Layout:
    """How slips are laid out.

    Attributes
    ----------
    across
        Rounds side by side.
    columns
        Columns of names in each round.
    width
        Of one such column, in pixels.
    scale
        At which they are printed.
    """

    across: int
    columns: int
    width: int
    scale: float

    def strips(self, slip: Slip) -> list[tuple[Visit, ...]]:
        """Return the rounds that stand side by side."""
        visits, step = slip.visits, self.across
        return [visits[k : k + step] for k in range(0, len(visits), step)]

    def cells(self, visit: Visit) -> list[list[list[str]]]:
        """Return the team mates by column of names, each in parts that fit into a cell."""
        each = -(-len(visit.mates) // self.columns)
        columns = [visit.mates[k * each : (k + 1) * each] for k in range(self.columns)]
        return [self._parts(names) for names in columns]

    def _parts(self, names: Sequence[str]) -> list[list[str]]:
        parts: list[list[str]] = [[]]
        lines = 0
        for name in names:
            more = self._lines(name)
            if lines + more > _MOST_LINES:
                parts.append([])
                lines = 0
            parts[-1].append(name)
            lines += more
        return parts

    def _lines(self, name: str) -> int:
        return lines_of(name, self.width - _INDENT)

    def points(self, strip: Sequence[Visit]) -> list[float]:
        """Return the height of each row of team mates of a strip."""
        columns = [parts for visit in strip for parts in self.cells(visit)]
        rows = []
        for k in range(max(map(len, columns))):
            inside = [parts[k] for parts in columns if k < len(parts)]
            lines = max(sum(map(self._lines, names)) for names in inside)
            rows.append(LINE_POINTS * max(lines, 1) + _PAD)
        return rows

    def height(self, slip: Slip) -> float:
        """Return the height of a slip, with the space up to where it is cut."""
        below = sum(TEAM_POINTS + sum(self.points(strip)) for strip in self.strips(slip))
        return NAME_POINTS + below + CUT_POINTS


def slips_of(result: Result) -> list[Slip]:
    """Return the slips by name, of those who take part in any round."""
    met, problem = result.encounters, result.problem
    called = labels_of(problem)
    here = [i for i in range(problem.n) if met.here[i]]
    return [_slip(result, called, i) for i in sorted(here, key=lambda i: called[i].casefold())]


def _slip(result: Result, called: Sequence[str], who: int) -> Slip:
    met = result.encounters
    visits = tuple(_visit(result, called, who, r) for r in range(result.problem.rounds))
    people = plural("meets {n} person", "meets {n} people", int(met.people_met[who]))
    return Slip(called[who], people, visits)


def again(name: str) -> str:
    """Mark somebody whom a person has met in an earlier round, or at an earlier event."""
    return _("{name} (again)", name=name)


def _visit(result: Result, called: Sequence[str], who: int, r: int) -> Visit:
    problem, met = result.problem, result.encounters
    title, g = round_label(problem, r), int(result.assignment[r, who])
    if g < 0:
        return Visit(f"{title}: {_('not taking part')}", ())
    mates = met.mates(r, who)
    known = [i for i in mates if met.met_before(r, who, i)]
    new = [called[i] for i in mates if i not in known]
    names = [BULLET + name for name in [*new, *(again(called[i]) for i in known)]]
    return Visit(f"{title}: {problem.teams.names[g]}", tuple(names))


def layout_of(slips: Sequence[Slip]) -> Layout:
    """Choose how slips are laid out: none torn, on few pages, in large print."""
    some = slips[:: max(1, len(slips) // _SAMPLE)]
    best: tuple[tuple[float, ...], Layout] | None = None
    for layout in _layouts(len(slips[0].visits)):
        heights = [layout.height(slip) for slip in some]
        torn = sum(height * layout.scale > 0.97 * UPRIGHT_POINTS for height in heights)
        pages = 1 + len(page_breaks(heights, layout.scale, upright=True))
        rank = (torn, pages, -layout.scale, layout.columns, layout.across)
        if best is None or rank < best[0]:
            best = rank, layout
    assert best is not None
    return best[1]


def _layouts(rounds: int) -> Iterator[Layout]:
    for across in range(1, min(_MOST_ACROSS, rounds) + 1):
        for columns in range(1, _MOST_ACROSS // across + 1):
            for scale in _SCALES:
                width = int(_SAFE * UPRIGHT_PIXELS / scale / (across * columns))
                if width >= _NARROWEST:
                    yield Layout(across, columns, width, scale)


def breaks_of(slips: Sequence[Slip], layout: Layout) -> list[int]:
    """Return which slips begin a page."""
    return page_breaks([layout.height(slip) for slip in slips], layout.scale, upright=True)
