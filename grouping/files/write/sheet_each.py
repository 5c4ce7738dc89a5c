"""A sheet for each team, with its people in every round: to hand to whoever looks after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.files.write.name_labels import labels_of
from grouping.files.write.print_content import agencies_of
from grouping.files.write.result_words import round_label
from grouping.files.write.sheet_formats import (
    LINE,
    LINE_POINTS,
    UPRIGHT_POINTS,
    Looks,
    lines_of,
    page_breaks,
    print_on_a4,
)
from grouping.language import _, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xlsxwriter import Workbook

    from grouping.solving.solve import Result

_WIDTHS = (36, 270, 360)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31
_SMALLEST = 0.7


def add_each(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheets, in the order of the teams; none for a team that is empty throughout."""
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    called, agencies = labels_of(result.problem), agencies_of(result.problem)
    for g, team in enumerate(result.problem.teams.names):
        if not (result.assignment == g).any():
            continue
        name = sheet_name(team, taken)
        taken.add(name.casefold())
        sheet = book.add_worksheet(name)
        _fill(sheet, looks, result, g, called, agencies)


def sheet_name(team: str, taken: Collection[str]) -> str:
    """Return a name that a workbook allows for the sheet of a team; `taken` are in lower case."""
    bare = _FORBIDDEN.sub(" ", team).strip().strip("'").strip() or _("Team")
    if bare.casefold() == "history":  # a name that Excel keeps for itself
        bare += " "
    name, number = bare[:_LONGEST].strip(), 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        end = f" ({number})"
        name = bare[: _LONGEST - len(end)].strip() + end
    return name


def _fill(
    sheet: Any,
    looks: Looks,
    result: Result,
    g: int,
    called: Sequence[str],
    agencies: Sequence[str],
) -> None:
    problem = result.problem
    for column, width in enumerate(_WIDTHS):
        sheet.set_column_pixels(column, column, width)
    team = problem.teams.names[g]
    sheet.write_string(0, 0, team, looks("title"))
    sheet.set_row(0, 26)
    heads = (_("No."), _("Name"), _("Agency") if any(agencies) else "")
    row, starts, heights = 1, [], []
    for r in range(problem.rounds):
        members = np.flatnonzero(result.assignment[r] == g).tolist()
        if not members:
            continue
        starts.append(row)
        people = plural("{n} person", "{n} people", len(members))
        said = f"{round_label(problem, r)}: {people}" if problem.rounds > 1 else people
        sheet.write_string(row, 0, said, looks("section"))
        sheet.set_row(row, 24)
        for column, head in enumerate(heads):
            sheet.write_string(row + 1, column, head, looks("head"))
        sheet.set_row(row + 1, 20)
        high = 44.0
        for number, i in enumerate(members, 1):
            at = row + 1 + number
            wrap = looks("wrap", bottom=1, bottom_color=LINE)
            sheet.write_number(
                at, 0, number, looks("text", align="center", bottom=1, bottom_color=LINE)
            )
            sheet.write_string(at, 1, called[i], wrap)
            sheet.write_string(at, 2, agencies[i], wrap)
            texts = zip((called[i], agencies[i]), _WIDTHS[1:], strict=True)
            points = LINE_POINTS * max(lines_of(text, width) for text, width in texts) + 5
            sheet.set_row(at, points)
            high += points
        heights.append(high)
        row += 2 + len(members)
    # rather a little smaller than on two pages; a round is torn only if it must be
    whole = 0.95 * UPRIGHT_POINTS / (sum(heights) + 26.0)
    scale = min(1.0, whole) if whole > _SMALLEST else 1.0
    breaks = page_breaks(heights, scale, 26.0, upright=True)
    sheet.set_h_pagebreaks([starts[k] for k in breaks])
    sheet.freeze_panes(1, 0)
    sheet.print_area(0, 0, row - 1, len(_WIDTHS) - 1)
    sheet.set_print_scale(int(100 * scale))
    print_on_a4(sheet, team, upright=True)
    sheet.hide_gridlines(2)
