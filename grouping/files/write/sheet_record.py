"""The hidden sheet: who is on which team as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range_abs

from grouping.files.read.own_sheets import RECORD
from grouping.files.write.result_words import teams_said

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from grouping.solving.solve import Result


def add_record(book: Workbook, result: Result) -> None:
    """Add the sheet: id, name, the team of each round, blank where absent, and all teams."""
    sheet = book.add_worksheet(RECORD)
    sheet.very_hidden()
    roster, names = result.problem.roster, result.problem.teams.names
    rounds = teams_said(result)
    # the reader knows the columns by these words, whatever language the workbook is in
    titles = ["team"] if len(rounds) == 1 else [f"round{r + 1}" for r in range(len(rounds))]
    for column, title in enumerate(["id", "name", *titles, "all teams"]):
        sheet.write_string(0, column, title)
    for r, row in enumerate(zip(roster.ids, roster.names, *rounds, strict=True), 1):
        for column, text in enumerate(row):
            sheet.write_string(r, column, text)
    for r, name in enumerate(names, 1):
        sheet.write_string(r, 2 + len(rounds), name)


def names_range(result: Result) -> str:
    """Return where the sheet lists the names of all teams, as a formula has it."""
    column = 2 + len(result.assignment)
    return f"={RECORD}!{xl_range_abs(1, column, len(result.problem.teams), column)}"
