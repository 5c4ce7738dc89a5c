"""Sheet 'Teams': the teams side by side, to print and to hang up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range

from grouping.files.read.own_sheets import side_sheets
from grouping.files.write.name_labels import labels_of
from grouping.files.write.result_words import round_label
from grouping.files.write.sheet_formats import (
    BAND,
    LINE,
    LINE_POINTS,
    Looks,
    lines_of,
    page_breaks,
    pixels,
    print_on_a4,
    print_scale,
)
from grouping.language import _, plural
from grouping.problem.column import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from grouping.problem.problem import Problem
    from grouping.solving.solve import Result

_MOST_ACROSS, _SMALLEST = 6, 0.65
_NUMBER, _GAP, _WIDEST, _SHORT = 26, 14, 300, 12
_HEAD_POINTS, _TITLE_POINTS, _BETWEEN = 20.0, 44.0, 9.0
_NARROWEST = 100
_INDENT = 9


@dataclass(frozen=True)
class _Blocks:
    """What stands in the blocks, and how wide they are."""

    heads: Sequence[str]
    labels: Sequence[Sequence[str]]
    """Names of the people, by team that is open."""
    extras: Sequence[Sequence[str]]
    """A short value next to each name, by team."""
    name: int
    extra: int

    @property
    def width(self) -> int:
        """Pixels of one block and the gap after it."""
        return _NUMBER + self.name + self.extra + _GAP

    def points(self, teams: Sequence[int]) -> list[float]:
        """Return the height of each row of people when `teams` stand side by side."""
        rows = zip_longest(*(self.labels[g] for g in teams), fillvalue="")
        room = self.name - _INDENT
        return [LINE_POINTS * max(lines_of(text, room) for text in row) + 1.5 for row in rows]

    def head_points(self, teams: Sequence[int]) -> float:
        """Return the height of the row with the names of `teams`."""
        lines = max(lines_of(self.heads[g], self.name * 9 // 10 - _INDENT) for g in teams)
        return _HEAD_POINTS + (lines - 1) * LINE_POINTS

    def heights(self, bands: Sequence[Sequence[int]]) -> list[float]:
        """Return the height of each band of teams, with the space after it."""
        return [self.head_points(b) + sum(self.points(b)) + _BETWEEN for b in bands]


@dataclass(frozen=True)
class _Plan:
    """Which blocks stand side by side, and where pages end."""

    bands: list[list[int]]
    scale: float
    breaks: list[int]
    """Bands that begin a page."""


def add_teams(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheet, or one for each of several rounds."""
    problem, rounds = result.problem, len(result.assignment)
    extra = _extra_column(problem)
    for r in range(rounds):
        sheet = book.add_worksheet(side_sheets(rounds)[r])
        blocks = _blocks(result, r, extra)
        plan = _plan(blocks)
        title = _("Teams") if rounds == 1 else _round_title(problem, r)
        sheet.write_string(0, 0, title, looks("title"))
        sheet.set_row(0, 24)
        sheet.write_string(1, 0, _subtitle(problem, r, extra), looks("subtitle"))
        _draw(sheet, looks, blocks, plan)
        print_on_a4(sheet, f"{title}: {people_in_teams(problem, r)}")
        sheet.hide_gridlines(2)


def _round_title(problem: Problem, r: int) -> str:
    if problem.round_names:
        name = round_label(problem, r)
        return _("{round} ({number} of {rounds})", round=name, number=r + 1, rounds=problem.rounds)
    return _("Round {number} of {rounds}", number=r + 1, rounds=problem.rounds)


def people_in_teams(problem: Problem, r: int) -> str:
    """Say how many people are in how many teams in round `r`, and how many are absent."""
    one = problem.by_round[r]
    people = plural("{n} person", "{n} people", one.n)
    teams = len(one.teams)
    said = plural("{people} in {n} team", "{people} in {n} teams", teams, people=people)
    if one.n == problem.n:
        return said
    return _("{people}; {n} absent", people=said, n=problem.n - one.n)


def _subtitle(problem: Problem, r: int, extra: Column | None) -> str:
    said = people_in_teams(problem, r)
    if extra is None:
        return said
    return _("{people}; next to the name: {column}", people=said, column=extra.name)


def _extra_column(problem: Problem) -> Column | None:
    """Return a column short enough to stand next to the names: one that is to be spread."""
    for rule in problem.rules:
        if rule.kind == "spread":
            column = problem.roster.column(str(getattr(rule, "column", "")))
            widest = max(map(len, column.labels), default=0)
            if len(column.labels) > 1 and widest <= _SHORT and column.kind != "number":
                return column
    return None


def _blocks(result: Result, r: int, extra: Column | None) -> _Blocks:
    problem = result.problem
    people, opened = problem.by_round[r].people, problem.by_round[r].places
    called = labels_of(problem)
    place = {g: k for k, g in enumerate(opened.tolist())}
    labels: list[list[str]] = [[] for _ in place]
    extras: list[list[str]] = [[] for _ in place]
    for i in people.tolist():
        k = place[int(result.assignment[r, i])]
        labels[k].append(called[i])
        extras[k].append(extra.value(i) if extra else "")
    widest = max(pixels(text) for inside in labels for text in inside) + _INDENT + 4
    names = [problem.teams.names[g] for g in place]
    heads = max(pixels(text) for text in names) * 12 // 10 + _INDENT
    values = max((pixels(v) for inside in extras for v in inside), default=0)
    name = min(max(widest, heads, _NARROWEST), _WIDEST)
    return _Blocks(names, labels, extras, name, max(values + _INDENT, 38))


def _plan(blocks: _Blocks) -> _Plan:
    """Choose how many blocks stand side by side: few pages first, then large print."""
    teams = len(blocks.heads)
    best: tuple[tuple[float, ...], _Plan] | None = None
    for across in range(1, min(_MOST_ACROSS, teams) + 1):
        scale = print_scale(across * blocks.width - _GAP)
        if scale < _SMALLEST and best is not None:
            break
        bands = [list(range(g, min(g + across, teams))) for g in range(0, teams, across)]
        plan = _Plan(bands, scale, page_breaks(blocks.heights(bands), scale, _TITLE_POINTS))
        gaps = across * len(bands) - teams
        rank = (float(len(plan.breaks)), 0.03 * gaps - scale)
        if best is None or rank < best[0]:
            best = rank, plan
    assert best is not None
    return best[1]


def _draw(sheet: Any, looks: Looks, blocks: _Blocks, plan: _Plan) -> None:
    for place in range(max(map(len, plan.bands))):
        column = 4 * place
        widths = (_NUMBER, blocks.name, blocks.extra, _GAP)
        for c, width in enumerate(widths, column):
            sheet.set_column_pixels(c, c, width)
    top, page_ends = 3, []
    sheet.set_row(2, 5)
    for k, teams in enumerate(plan.bands):
        if k in plan.breaks:
            page_ends.append(top)
        heights = blocks.points(teams)
        sheet.set_row(top, blocks.head_points(teams))
        for r, points in enumerate(heights, top + 1):
            sheet.set_row(r, points)
        for place, g in enumerate(teams):
            _draw_block(sheet, looks, blocks, g, top, 4 * place)
            _draw_size(sheet, looks, len(blocks.labels[g]), top, 4 * place + 1, len(heights))
        top += len(heights) + 1
        sheet.set_row(top, _BETWEEN)
        top += 1
    sheet.set_h_pagebreaks(page_ends)
    sheet.set_print_scale(max(10, int(100 * plan.scale)))
    sheet.print_area(0, 0, top - 1, 4 * max(map(len, plan.bands)) - 2)


def _draw_block(sheet: Any, looks: Looks, blocks: _Blocks, g: int, top: int, left: int) -> None:
    sheet.write_blank(top, left, None, looks("head"))
    sheet.write_string(top, left + 1, blocks.heads[g], looks("head", font_size=12, indent=1))
    people = blocks.labels[g]
    for k, (name, extra) in enumerate(zip(people, blocks.extras[g], strict=True)):
        look = {"bottom": 1, "bottom_color": LINE} | ({"bg_color": BAND} if k % 2 else {})
        r = top + 1 + k
        sheet.write_number(r, left, k + 1, looks("text", align="right", **look))
        sheet.write_string(r, left + 1, name, looks("wrap", indent=1, **look))
        sheet.write_string(r, left + 2, extra, looks("text", align="right", indent=1, **look))


def _draw_size(sheet: Any, looks: Looks, size: int, top: int, names: int, rows: int) -> None:
    # counts what stands below, so that it stays right when people are moved by hand
    counted = xl_range(top + 1, names, top + rows + 1, names)
    form = looks("head", align="right", indent=1)
    sheet.write_formula(top, names + 1, f"=COUNTA({counted})", form, size)
