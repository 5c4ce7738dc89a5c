"""Sheet 'Meetings': how many people everybody meets, and who meets again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grouping.rules.base import counted
from grouping.write.labels import labels_of
from grouping.write.looks import LINE, LINE_POINTS, Looks, lines_of, print_on_a4, print_scale
from grouping.write.words import met_words, when_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from grouping.encounters import Encounters
    from grouping.solving import Result

MEETINGS = "Meetings"
_WIDTHS = (260, 260, 110, 110)
_MOST_REPEATS = 1_000


def add_meetings(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheet."""
    sheet = book.add_worksheet(MEETINGS)
    met = result.encounters
    for column, width in enumerate(_WIDTHS):
        sheet.set_column_pixels(column, column, width)
    sheet.write_string(0, 0, "Meetings", looks("title"))
    sheet.set_row(0, 24)
    row = 1
    said = met_words(met)
    lines = [(f"{said[0].upper()}{said[1:]}.", "strong"), *((t, "note") for t in _notes(met))]
    for text, look in lines:
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", looks(look))
        sheet.write_string(row, 0, text, looks(look))
        sheet.set_row(row, LINE_POINTS * lines_of(text, sum(_WIDTHS) * 9 // 10) + 3)
        row += 1
    called = labels_of(result.problem)
    if met.repeats:
        row = _repeats(sheet, looks, met, called, row + 1)
    _people(sheet, looks, met, called, row + 1)
    sheet.set_print_scale(int(100 * print_scale(sum(_WIDTHS), upright=True)))
    print_on_a4(sheet, f"Meetings: {said}", upright=True)
    sheet.hide_gridlines(2)


def _notes(met: Encounters) -> list[str]:
    """Say what was counted."""
    problem = met.problem
    notes = [
        f"People met: different people on the same team in any of {problem.rounds} rounds,"
        f" of {problem.n - 1} others."
    ]
    for event in problem.history:
        weight = f"; a meeting there weighs {event.weight:g}" if event.weight != 1 else ""
        people = counted(event.people, "participant was", "participants were")
        notes.append(f"Earlier event {event.source}: {people} there{weight}.")
    return notes


def _repeats(sheet: Any, looks: Looks, met: Encounters, called: Sequence[str], row: int) -> int:
    """List who meets again, and return the row after it."""
    _title(sheet, looks, row, "Who meets again")
    _heads(sheet, looks, row + 1, ("Who", "With", "When", ""))
    row += 2
    wrap = looks("wrap", bottom=1, bottom_color=LINE)
    width = _WIDTHS[2] + _WIDTHS[3]
    for pair in met.repeats[:_MOST_REPEATS]:
        one, other = called[pair.first], called[pair.second]
        when = when_words(met.problem, pair)
        sheet.write_string(row, 0, one, wrap)
        sheet.write_string(row, 1, other, wrap)
        sheet.merge_range(row, 2, row, 3, "", wrap)
        sheet.write_string(row, 2, when, wrap)
        lines = max(
            lines_of(one, _WIDTHS[0]), lines_of(other, _WIDTHS[1]), lines_of(when, width * 9 // 10)
        )
        sheet.set_row(row, LINE_POINTS * lines + 2)
        row += 1
    if len(met.repeats) > _MOST_REPEATS:
        text = f"and {len(met.repeats) - _MOST_REPEATS:,} more pairs"
        sheet.write_string(row, 0, text, looks("subtitle"))
        row += 1
    return row


def _people(sheet: Any, looks: Looks, met: Encounters, called: Sequence[str], row: int) -> None:
    """List how many people everybody meets, fewest first."""
    _title(sheet, looks, row, "People met by each")
    _heads(sheet, looks, row + 1, ("Name", "Rounds", "People met", "Of them again"))
    sheet.repeat_rows(row + 1)
    row += 2
    text = looks("wrap", bottom=1, bottom_color=LINE)
    number = looks("text", bottom=1, bottom_color=LINE, align="center")
    rounds = (met.assignment >= 0).sum(axis=0).tolist()
    people, again = met.people_met.tolist(), met.again.tolist()
    for i in sorted(range(len(called)), key=lambda i: (people[i], called[i].casefold())):
        sheet.write_string(row, 0, called[i], text)
        for column, value in enumerate((rounds[i], people[i], again[i]), 1):
            sheet.write_number(row, column, value, number)
        sheet.set_row(row, LINE_POINTS * lines_of(called[i], _WIDTHS[0]) + 2)
        row += 1


def _title(sheet: Any, looks: Looks, row: int, text: str) -> None:
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, text, looks("section"))


def _heads(sheet: Any, looks: Looks, row: int, titles: Sequence[str]) -> None:
    sheet.set_row(row, 20)
    for column, title in enumerate(titles):
        centred = {"align": "center"} if column and title not in ("With", "When") else {}
        sheet.write_string(row, column, title, looks("head", text_wrap=False, **centred))
