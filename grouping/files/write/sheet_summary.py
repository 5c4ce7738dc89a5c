"""The sheet that says what each rule asked and got, and how large and how alike the teams are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grouping.distribution import package_version
from grouping.files.write.result_words import met_words, overall, reached_lines, verdict
from grouping.files.write.sheet_formats import LINE, LINE_POINTS, Looks, lines_of, print_on_a4
from grouping.files.write.sheet_layout import FIRST, NARROW, Page
from grouping.files.write.sheet_spread import across, add_table
from grouping.files.write.sheet_teams import people_in_teams
from grouping.files.write.value_tables import tables_of
from grouping.language import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from grouping.problem.problem import Problem
    from grouping.scoring.score import RuleScore
    from grouping.solving.solve import Result

_REACHED = 6
_LEAST_WIDTH = 2 + _REACHED + 5


def add_summary(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheet."""
    title = _("Summary")
    sheet = book.add_worksheet(title)
    tables = [tables_of(result, r)[0] for r in range(len(result.assignment))]
    page = Page(sheet, looks, max(_LEAST_WIDTH, 2 + max(map(across, tables))))
    page.line(title, "title", 24)
    page.line(overall(result), "strong")
    if result.problem.rounds > 1:
        said = met_words(result.encounters)
        page.line(f"{said[0].upper()}{said[1:]}.", "strong")
    page.line(_made(result), "note")
    _add_rules(page, result)
    for table in tables:
        add_table(page, table)
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


def _add_rules(page: Page, result: Result) -> None:
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


def _add_rule(page: Page, problem: Problem, share: RuleScore) -> None:
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
        lines_of(share.rule.title, FIRST),
        lines_of(reached, _REACHED * NARROW),
        lines_of(verdict(share), 2 * NARROW - 20),
    )
    page.end(LINE_POINTS * lines + 4)


def _number_format(value: float) -> str:
    if abs(value) >= 1e6:  # would not fit
        return "0.0E+0"
    whole = abs(value - round(value)) < 0.05 or abs(value) >= 1000
    return "#,##0" if whole else "#,##0.0"
