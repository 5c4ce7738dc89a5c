"""Sheet 'Summary': what each rule asked and got, and how the values lie over the teams."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grouping.language import _
from grouping.write.json import package_version
from grouping.write.looks import (
    LINE,
    LINE_POINTS,
    Looks,
    lines_of,
    page_breaks,
    print_on_a4,
    print_scale,
)
from grouping.write.sheet_teams import people_in_teams
from grouping.write.tables import Table, tables_of
from grouping.write.words import met_words, overall, reached_lines, verdict

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from grouping.problem import Problem
    from grouping.scoring import RuleScore
    from grouping.solving import Result

# One grid serves both tables: rule or value, must or all, then narrow columns for the teams.
_FIRST, _SECOND, _NARROW = 330, 58, 66
_REACHED = 6
_LEAST_WIDTH = 2 + _REACHED + 5
_MOST_TEAMS, _MOST_LINES = 14, 29
# printed larger, a table of that many lines would not fit on a page
_LARGEST = 0.8


def add_summary(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheet."""
    title = _("Summary")
    sheet = book.add_worksheet(title)
    tables = [t for r in range(len(result.assignment)) for t in tables_of(result, r)]
    page = _Page(sheet, looks, max(_LEAST_WIDTH, 2 + max(map(_across, tables))))
    page.line(title, "title", 24)
    page.line(overall(result), "strong")
    if result.problem.rounds > 1:
        said = met_words(result.encounters)
        page.line(f"{said[0].upper()}{said[1:]}.", "strong")
    page.line(_made(result), "note")
    _add_rules(page, result)
    for table in tables:
        _add_table(page, table)
    page.finish()
    print_on_a4(sheet, f"{title}: {people_in_teams(result.problem, 0)}")


def _made(result: Result) -> str:
    version, source = package_version(), result.problem.roster.source
    if result.seed is None:
        return _("grouping {version}; people from {source}", version=version, source=source)
    return _(
        "grouping {version}, seed {seed}; people from {source}",
        version=version,
        seed=result.seed,
        source=source,
    )


@dataclass
class _Page:
    """A sheet that is filled from the top."""

    sheet: Any
    looks: Looks
    width: int
    """Number of columns."""
    row: int = 0
    parts: dict[int, float] = field(default_factory=dict)
    """Height of each part that should not be torn, by its first row."""

    @property
    def pixels(self) -> int:
        """Width of all columns."""
        return _FIRST + _SECOND + (self.width - 2) * _NARROW

    def begin(self, title: str = "") -> None:
        """Begin a part that should stay on one page."""
        self.parts[self.row] = 0.0
        self.end(10)
        if title:
            self.line(title, "section", 20)

    def may_break(self) -> None:
        """Let a page end here."""
        self.parts[self.row] = 0.0

    def line(self, text: str, look: str, points: float = 0.0) -> None:
        """Add one line of text over the whole width."""
        self.merged(0, self.width - 1, text, self.looks(look))
        self.end(points or LINE_POINTS * lines_of(text, self.pixels * 9 // 10) + 2)

    def merged(self, first: int, last: int, text: str, form: Any) -> None:
        """Write a text over several columns."""
        if first < last:
            self.sheet.merge_range(self.row, first, self.row, last, "", form)
        self.sheet.write_string(self.row, first, text, form)

    def end(self, points: float) -> None:
        """Close a row of this height."""
        self.sheet.set_row(self.row, points)
        part = next(reversed(self.parts), 0)
        self.parts[part] = self.parts.get(part, 0.0) + points
        self.row += 1

    def finish(self) -> None:
        """Set the widths of the columns, and where pages end."""
        for first, last, width in (0, 0, _FIRST), (1, 1, _SECOND), (2, self.width - 1, _NARROW):
            self.sheet.set_column_pixels(first, last, width)
        scale = min(print_scale(self.pixels), _LARGEST)
        starts = list(self.parts)
        breaks = page_breaks(list(self.parts.values()), scale)
        self.sheet.set_h_pagebreaks([starts[k] for k in breaks])
        self.sheet.set_print_scale(max(10, int(100 * scale)))
        self.sheet.print_area(0, 0, self.row - 1, self.width - 1)
        self.sheet.hide_gridlines(2)


# --- What was asked and what was reached -----------------------------------------------------


def _add_rules(page: _Page, result: Result) -> None:
    if not result.score.rules:
        page.line(_("No rules were given: people are on any team."), "note")
        return
    page.begin(_("Rules"))
    head = page.looks("head")
    right = page.looks("head", align="right")
    last = 1 + _REACHED
    for column, title in ((0, _("Rule")), (1, _("Kind"))):
        page.sheet.write_string(page.row, column, title, head)
    page.merged(2, last, _("Reached"), head)
    titles = (_("Cost"), _("Best possible"), _("Random draw"))
    for k, title in enumerate(titles, last + 1):
        page.sheet.write_string(page.row, k, title, right)
    page.merged(last + 4, last + 5, _("Verdict"), page.looks("head", indent=1))
    page.end(2 * LINE_POINTS + 4)
    for k, share in enumerate(result.score.rules):
        if k:
            page.may_break()
        _add_rule(page, result.problem, share)
    page.line(
        _(
            "Costs count what each rule minds; lower is better. Verdict: +0 % is the best that"
            " counting alone shows to be possible, +100 % is a random draw; 'proven best' cannot"
            " be beaten."
        ),
        "note",
    )


def _add_rule(page: _Page, problem: Problem, share: RuleScore) -> None:
    looks, last = page.looks, 1 + _REACHED
    border: dict[str, Any] = {"bottom": 1, "bottom_color": LINE}
    wrap = looks("wrap", **border)
    reached = "\n".join(reached_lines(problem, share))
    page.sheet.write_string(page.row, 0, share.rule.title, wrap)
    page.sheet.write_string(page.row, 1, _("must") if share.rule.must else _("wish"), wrap)
    page.merged(2, last, reached, wrap)
    for k, cost in enumerate((share.cost, share.bound, share.random), last + 1):
        value = cost / share.unit
        form = looks("text", num_format=_number_format(value), **border)
        page.sheet.write_number(page.row, k, value, form)
    page.merged(last + 4, last + 5, verdict(share), looks("strong", indent=1, **border))
    lines = max(
        lines_of(share.rule.title, _FIRST),
        lines_of(reached, _REACHED * _NARROW),
        lines_of(verdict(share), 2 * _NARROW - 20),
    )
    page.end(LINE_POINTS * lines + 4)


def _number_format(value: float) -> str:
    if abs(value) >= 1e6:  # would not fit
        return "0.0E+0"
    whole = abs(value - round(value)) < 0.05 or abs(value) >= 1000
    return "#,##0" if whole else "#,##0.0"


# --- How the values lie over the teams ----------------------------------------------------------


def _across(table: Table) -> int:
    """Return how many teams stand side by side."""
    return _parts_of(len(table.teams), _MOST_TEAMS)


def _parts_of(number: int, most: int) -> int:
    """Return the size of the parts when `number` is cut evenly into parts of at most `most`."""
    return -(-number // -(-number // most))


def _add_table(page: _Page, table: Table) -> None:
    page.begin(table.title)
    across, long = _across(table), _parts_of(len(table.lines), _MOST_LINES)
    for start in range(0, len(table.teams), across):
        teams = range(start, min(start + across, len(table.teams)))
        for first in range(0, len(table.lines), long):
            if start or first:
                page.begin()
            _add_part(page, table, teams, range(first, min(first + long, len(table.lines))))
    if table.note:
        page.line(table.note, "note")
    if table.unfair:
        said = _("Grey cells: more or fewer than the fair share of the team's seats.")
        page.line(said, "note")


def _add_part(page: _Page, table: Table, teams: range, lines: range) -> None:
    looks = page.looks
    turned = max(lines_of(name, _NARROW - 6) for name in table.teams[teams.start : teams.stop]) > 2
    shape = {"align": "center"} | ({"rotation": 90} if turned else {})
    page.sheet.write_string(page.row, 0, table.corner, looks("head"))
    page.sheet.write_string(page.row, 1, _("All"), looks("head", align="center"))
    for c, name in enumerate(table.teams[teams.start : teams.stop], 2):
        page.sheet.write_string(page.row, c, name, looks("head", **shape))
    page.end(96 if turned else 2 * LINE_POINTS + 4)
    border: dict[str, Any] = {"bottom": 1, "bottom_color": LINE}
    for k in lines:
        line = table.lines[k]
        form = looks("text", num_format=line.format, align="center", **border)
        odd = looks("text", num_format=line.format, align="center", bg_color="#D9D9D9", **border)
        page.sheet.write_string(page.row, 0, line.title, looks("wrap", **border))
        _number(page, 1, line.all, form)
        for c, g in enumerate(teams, 2):
            _number(page, c, line.values[g], odd if (k, g) in table.unfair else form)
        page.end(LINE_POINTS * lines_of(line.title, _FIRST) + 2)


def _number(page: _Page, column: int, value: float | None, form: Any) -> None:
    if value is None:
        page.sheet.write_blank(page.row, column, None, form)
    else:
        page.sheet.write_number(page.row, column, value, form)
