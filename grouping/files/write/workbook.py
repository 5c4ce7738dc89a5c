"""A workbook for people: the list, the teams side by side to print, and what was reached."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from grouping.distribution import package_version
from grouping.errors import InputError
from grouping.files.write.sheet_all import add_list
from grouping.files.write.sheet_each import add_each
from grouping.files.write.sheet_formats import Looks
from grouping.files.write.sheet_meetings import add_meetings
from grouping.files.write.sheet_record import add_record
from grouping.files.write.sheet_slips import add_slips
from grouping.files.write.sheet_spread import add_spread
from grouping.files.write.sheet_summary import add_summary
from grouping.files.write.sheet_teams import add_teams
from grouping.language import _

if TYPE_CHECKING:
    from grouping.solving.solve import Result

MOST_PEOPLE = 1_000_000
# Names come from outside: nothing in them may become a formula, a link or a number.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(result: Result, path: str | Path, *, sheet_per_team: bool = False) -> None:
    """Write `result` as a workbook, in the language in use.

    Sheet 'All' has one row per person, 'Teams' the teams side by side (one sheet for each of
    several rounds), 'Summary' what each rule asked and got.  Several rounds also have 'Slips', one
    slip per person to cut out, and 'Meetings', how many people everybody meets and who meets again.
    A hidden sheet keeps the teams as they were written, so that a later reader can tell which
    sheet was changed by hand.

    Parameters
    ----------
    result
        What to write.
    path
        The file; one that exists is replaced.
    sheet_per_team
        Whether each team has a sheet of its own besides, with its people in every round.

    Raises
    ------
    InputError
        If there are more people than a sheet has rows.
    """
    if result.problem.n > MOST_PEOPLE:
        raise InputError(
            _("{n} people are more than a sheet holds", n=result.problem.n),
            where=Path(path).name,
            hint=_("write a .csv"),
        )
    # in memory, so that nothing but one write to one file can fail or be left behind
    whole = BytesIO()
    book = xlsxwriter.Workbook(whole, _OPTIONS)
    book.set_properties({"title": _("Teams"), "comments": f"grouping {package_version()}"})
    looks = Looks(book)
    add_list(book, looks, result)
    add_teams(book, looks, result)
    if result.problem.rounds > 1:
        add_slips(book, looks, result)
        add_meetings(book, looks, result)
    add_summary(book, looks, result)
    add_spread(book, looks, result)
    if sheet_per_team:
        add_each(book, looks, result)
    add_record(book, result)
    book.close()
    Path(path).write_bytes(whole.getvalue())
