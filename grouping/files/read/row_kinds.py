"""Which rows below the header are people, and what the others are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from grouping.errors import InputError
from grouping.files.read.fill_down import filled_down
from grouping.files.read.grid import Grid
from grouping.files.read.header import Header, is_numbering
from grouping.files.read.notes import Note, at_row, quote, rows_text
from grouping.files.read.row_layout import (
    Layout,
    any_cell,
    at,
    has_digit,
    is_count,
    layout_of,
    letters,
)
from grouping.files.read.row_reasons import notes_of, perhaps_none, words_of
from grouping.files.read.row_words import (
    FOOTER,
    band_word,
    has_only_total_words,
    is_best_possible,
    is_footer,
    is_test_student,
    total_word,
)
from grouping.files.read.summary_rows import prefilled_rows, summary_rows
from grouping.language import _, plural
from grouping.problem.column import fold


@dataclass
class Rows:
    """The rows of the people.

    Attributes
    ----------
    numbers
        1-based rows.
    cells
        Their cells, merged ones filled.
    notes
        What was dropped.
    headings
        Headings between the rows, by their 1-based row.
    """

    numbers: list[int]
    cells: list[list[object]]
    notes: list[Note]
    headings: dict[int, str]


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


def people_rows(
    grid: Grid,
    header: Header,
    *,
    name: int | None = None,
    id: int | None = None,  # noqa: A002
    keep: Collection[int] = (),
    skip: Collection[int] = (),
) -> Rows:
    """Return the rows of the people, and what was dropped.

    Cells merged downwards are filled.  A row with a name and an id, with a name and a running
    number, or with most columns filled is always a person.

    Parameters
    ----------
    name, id
        0-based places of those columns, if not to be told from the header.
    keep, skip
        1-based rows that the caller says are people, and are none.

    Raises
    ------
    InputError
        If no row is a person.
    """
    layout = layout_of(grid, header, name, id)
    numbers, people, reasons, notes, empty = _sorted(grid, header, layout, keep, skip)
    if not people:
        raise InputError(
            _("there are no people below the header in row {row}", row=header.row),
            where=grid.source,
            hint=_("list one person per row below the names of the columns"),
        )
    numbers, people, more = _checked(layout, numbers, people, reasons, keep)
    notes += notes_of(grid, reasons, more)
    if empty:
        text = plural(
            "{n} empty row left out: {rows}",
            "{n} empty rows left out: {rows}",
            len(empty),
            rows=rows_text(empty),
        )
        notes.append(Note("dropped", text, grid.source, tuple(empty)))
    filled, of_cells = filled_down(grid, header, numbers, people)
    headings = {row: words_of(grid.rows[row - 1]) for row in reasons if reasons[row] == "heading"}
    return Rows(numbers, filled, notes + of_cells, headings)


def _sorted(
    grid: Grid, header: Header, layout: Layout, keep: Collection[int], skip: Collection[int]
) -> tuple[list[int], list[list[object]], dict[int, str], list[Note], list[int]]:
    """Return the people (1-based rows, cells), why other rows are none, notes, and empty rows."""
    numbers: list[int] = []
    people: list[list[object]] = []
    reasons: dict[int, str] = {}
    notes: list[Note] = []
    empty: list[int] = []
    gap: list[int] = []
    footer = False
    above = 0  # people above the last row that is none
    for i in range(header.start, len(grid.rows)):
        row = grid.rows[i]
        if not any_cell(row):
            gap.append(i + 1)
            continue
        if i + 1 in keep:
            reason = ""
        elif i + 1 in skip:
            reason = "stated"
        elif i + 1 in grid.totals or _counts_people(
            row, layout, (len(numbers), len(numbers) - above)
        ):
            reason = "total"
        else:
            reason = _why_not(row, i, layout, footer, first=not numbers)
        if reason.endswith("?"):  # a person, but perhaps none
            notes.append(perhaps_none(row, i, reason))
            reason = ""
        if reason:
            footer = footer or reason == "footer"
            above = len(numbers)
            reasons[i + 1] = reason
            continue
        footer = False
        empty += gap
        gap = []
        numbers.append(i + 1)
        people.append(row)
        if layout.name is not None and not layout.alone and _lone(row, layout.name):
            text = _("has only a name, {name}; kept as a person", name=quote(row[layout.name]))
            notes.append(Note("oddity", text, at_row(i + 1), (i + 1,)))
    return numbers, people, reasons, notes, empty


def _checked(
    layout: Layout,
    numbers: list[int],
    people: list[list[object]],
    reasons: dict[int, str],
    keep: Collection[int],
) -> tuple[list[int], list[list[object]], list[Note]]:
    """Leave out what the rows together show to be no people: sums, rows filled beforehand."""
    sums = summary_rows(people, layout)
    blank = prefilled_rows(people, layout)
    notes = []
    for k, what in sums.items():
        if numbers[k] in keep:
            continue
        reasons[numbers[k]] = "summary"
        text = _(
            "{text} was left out: its numbers are the {what} of the columns; if it is a person,"
            "  keep_rows = [{row}]  under [roster] of a plan keeps it",
            text=quote(words_of(people[k]), 60),
            what=what,
            row=numbers[k],
        )
        notes.append(Note("unsure", text, at_row(numbers[k]), (numbers[k],)))
    for k in blank:
        if numbers[k] not in keep:
            reasons[numbers[k]] = "prefilled"
    kept = [k for k, number in enumerate(numbers) if number not in reasons]
    if not kept:
        kept = list(range(len(numbers)))
    return [numbers[k] for k in kept], [people[k] for k in kept], notes


def _counts_people(row: Sequence[object], layout: Layout, sums: tuple[int, int]) -> bool:
    """Return whether a row is a total by its number of people, though this stands among the ids."""
    name = at(row, layout.name)
    if isinstance(name, (int, float)) and not isinstance(name, bool):
        # a number among the names that counts them
        rest = [at(row, p) for p in layout.texts]
        return name in {*sums} - {0} and not any(letters(v) for v in rest)
    if not isinstance(name, str) or total_word(name.strip()) not in ("only", "sure"):
        return False
    others = [v for p, v in enumerate(row) if v is not None and p != layout.name]
    counts = [int(str(v).strip()) for v in others if str(v).strip().isdecimal()]
    return bool(counts) and len(counts) == len(others) and bool(set(counts) & {*sums} - {0})


def _lone(row: Sequence[object], place: int) -> bool:
    return len(row) > 2 and [p for p, v in enumerate(row) if v is not None] == [place]


def _why_not(row: Sequence[object], i: int, layout: Layout, footer: bool, *, first: bool) -> str:
    """Return why a row is not a person, a key of `_WHY`; '' if it is one, '...?' if perhaps."""
    name = at(row, layout.name)
    named = letters(name)
    has_id = any(_is_id(at(row, place)) for place in layout.ids)
    if named and is_test_student(str(name), row, layout.labels):
        return "test"
    if named and has_id and layout.name not in layout.ids:
        return ""
    texts = [v for v in row if v is not None]
    if fold(texts[0]) in layout.firsts and tuple(fold(v) for v in texts) in layout.heads:
        return "header"
    if is_numbering(row, layout.labels) and _is_numbering_here(row, layout):
        return "numbering"
    if first and named and not has_id and is_best_possible(str(name)):
        return "possible"
    counted = is_count(at(row, layout.counter))
    total = "" if has_id else _total(row, layout, str(name or "") if counted else str(texts[0]))
    if total:
        return total if total == "total" else "" if counted else total
    filled = len(texts) + sum(1 for p in layout.blocks.get(i, ()) if at(row, p) is None)
    if named and counted:
        return ""
    words = " ".join(str(texts[0]).split())
    lettered = layout.counted and named and len(texts) == 2 and not has_id
    if lettered and _is_letter(words):
        return "heading"
    if filled > 0.5 * layout.width and not (len(texts) == 1 and FOOTER.match(words)):
        if layout.width > 1:
            return ""
        return "footer" if is_footer(words) else _lone_band(words, layout)
    if has_id and (named or (counted and len(texts) > 1)):
        return ""
    return _what_sparse(row, i, layout, footer, texts)


def _is_letter(text: str) -> bool:
    bare = text.rstrip(" .)").casefold()
    return bare in _LETTERS or (bool(bare) and set(bare) <= set("ivx"))


def _is_id(value: object) -> bool:
    return has_digit(value) and not (isinstance(value, str) and FOOTER.match(value))


def _is_numbering_here(row: Sequence[object], layout: Layout) -> bool:
    """Return whether the numbers stand in a column of texts: a person has no number there."""
    known = layout.lettered | ({layout.name} if layout.name is not None else set())
    return any(v is not None and p in known for p, v in enumerate(row))


def _total(row: Sequence[object], layout: Layout, text: str) -> str:
    """Return 'total' for a total, 'total?' for a person called like one, else ''."""
    text = " ".join(text.split())
    word = total_word(text)
    if not word:
        return ""
    others = [v for p, v in enumerate(row) if v is not None and p != layout.counter]
    others = [v for v in others if " ".join(str(v).split()) != text]
    spoken = [v for v in others if letters(v) and not has_only_total_words(str(v))]
    numbers = [v for v in others if not letters(v)] or [c for c in text if c.isdigit()]
    if word == "only":
        return "" if len(spoken) > 1 else "total"
    if word == "sure":
        # with a text where people have one it is the name of a person
        texts = [str(v) for p in layout.texts if letters(v := at(row, p))]
        here = any(len(one) < 3 or not has_only_total_words(one) for one in texts)
        return "" if here else "total"
    # a sum has no birth, and no letter where others have one, such as L or P
    own = {*layout.lettered, *layout.births} - {layout.name, layout.counter}
    if spoken or any(at(row, place) is not None for place in own):
        return ""
    return "total" if numbers and layout.texts else "total?"


def _lone_band(text: str, layout: Layout) -> str:
    """Return what a name is in a list of names alone."""
    sure = band_word(text, capitals=layout.capitals)
    return {"sure": "heading", "perhaps": "heading?", "": ""}[sure]


def _what_sparse(
    row: Sequence[object], i: int, layout: Layout, footer: bool, texts: Sequence[object]
) -> str:
    """Return what a row with few filled cells is."""
    words = [" ".join(str(v).split()) for v in texts]
    named = letters(at(row, layout.name))
    # 'Malang, 5 Juni 1983' is a footer below the list, but a birth in its own column.
    elsewhere = [v for p, v in enumerate(row) if isinstance(v, str) and p not in layout.births]
    if footer or any(is_footer(" ".join(v.split())) for v in elsewhere):
        return "footer"
    if len(texts) > 1:
        return "" if named else "little"
    if not named or any(right > left for left, right in layout.spans.get(i, ())):
        return "little" if is_count(at(row, layout.counter)) else "heading"
    sure = band_word(words[0], capitals=layout.capitals)
    if layout.counter is not None and layout.counted:
        return "heading"
    if not sure:
        return ""
    # where others too have only a name, a doubtful word is a name
    return "heading?" if layout.alone and sure == "perhaps" else "heading"
