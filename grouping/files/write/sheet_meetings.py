"""Sheet 'Meetings': how many people everybody meets, and who meets again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grouping.files.write.name_labels import labels_of
from grouping.files.write.result_words import met_words, when_words
from grouping.files.write.sheet_formats import (
    LINE,
    LINE_POINTS,
    Looks,
    lines_of,
    print_on_a4,
    print_scale,
)
from grouping.language import _, number, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result

_WIDTHS = (260, 260, 110, 110)
_MOST_REPEATS = 1_000


def add_meetings(book: Workbook, looks: Looks, result: Result) -> None:
    """Add the sheet."""
    title = _("Meetings")
    sheet = book.add_worksheet(title)
    met = result.encounters
    for column, width in enumerate(_WIDTHS):
        sheet.set_column_pixels(column, column, width)
    sheet.write_string(0, 0, title, looks("title"))
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
    print_on_a4(sheet, f"{title}: {said}", upright=True)
    sheet.hide_gridlines(2)


def _notes(met: Encounters) -> list[str]:
    """Say what was counted."""
    problem = met.problem
    notes = [
        _(
            "People met: different people on the same team in any of {rounds} rounds,"
            " of {others} others.",
            rounds=problem.rounds,
            others=problem.n - 1,
        )
    ]
    for event in problem.history:
        said = plural(
            "Earlier event {event}: {n} participant was there.",
            "Earlier event {event}: {n} participants were there.",
            event.people,
            event=event.source,
        )
        if event.weight != 1:
            weight = number(event.weight, 2).rstrip("0")
            said += " " + _("A meeting there weighs {weight}.", weight=weight)
        notes.append(said)
    return notes


def _repeats(sheet: Any, looks: Looks, met: Encounters, called: Sequence[str], row: int) -> int:
    """List who meets again, and return the row after it."""
    _title(sheet, looks, row, _("Who meets again"))
    _heads(sheet, looks, row + 1, (_("Who"), _("With"), _("When"), ""), centred=4)
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
        more = len(met.repeats) - _MOST_REPEATS
        text = plural("and {n} more pair", "and {n} more pairs", more)
        sheet.write_string(row, 0, text, looks("subtitle"))
        row += 1
    return row


def _people(sheet: Any, looks: Looks, met: Encounters, called: Sequence[str], row: int) -> None:
    """List how many people everybody meets, fewest first."""
    _title(sheet, looks, row, _("People met by each"))
    titles = (_("Name"), _("Rounds"), _("People met"), _("Of them again"))
    _heads(sheet, looks, row + 1, titles, centred=1)
    sheet.repeat_rows(row + 1)
    row += 2
    text = looks("wrap", bottom=1, bottom_color=LINE)
    figure = looks("text", bottom=1, bottom_color=LINE, align="center")
    rounds = (met.assignment >= 0).sum(axis=0).tolist()
    people, again = met.people_met.tolist(), met.again.tolist()
    for i in sorted(range(len(called)), key=lambda i: (people[i], called[i].casefold())):
        sheet.write_string(row, 0, called[i], text)
        for column, value in enumerate((rounds[i], people[i], again[i]), 1):
            sheet.write_number(row, column, value, figure)
        sheet.set_row(row, LINE_POINTS * lines_of(called[i], _WIDTHS[0]) + 2)
        row += 1


def _title(sheet: Any, looks: Looks, row: int, text: str) -> None:
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, text, looks("section"))


def _heads(sheet: Any, looks: Looks, row: int, titles: Sequence[str], *, centred: int) -> None:
    """Write the head of a table, its titles in the middle from column `centred` on."""
    sheet.set_row(row, 20)
    for column, title in enumerate(titles):
        place = {"align": "center"} if column >= centred else {}
        sheet.write_string(row, column, title, looks("head", text_wrap=False, **place))
