"""Which sheet of a workbook holds the people: by what stands in it, not by how full it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grouping.errors import InputError
from grouping.files.read.column_roles import are_english
from grouping.files.read.grid import Grid, filled_cells
from grouping.files.read.header import Header, find_header
from grouping.files.read.notes import Note, quote, some
from grouping.files.read.row_words import band_word
from grouping.language import _, plural
from grouping.problem.column import fold

ALL = "*"
# What only a list of people has; places and codes have names, too.
_PERSONAL = frozenset(
    "gender age birth_date birth_place golongan eselon position email phone religion education"
    " agency".split()
)
_SHARE = 0.5
_LONG_NUMBER = 12
_OVERLAP = 0.2


@dataclass(frozen=True)
class Sheet:
    """A sheet, and what speaks for people on it.

    Attributes
    ----------
    grid
        Its cells.
    header
        Its header, None if it has none.
    people
        The different names (or ids) on it that could be people.
    personal
        Whether a column speaks of what only people have.
    """

    grid: Grid
    header: Header | None
    people: frozenset[str]
    personal: bool

    @property
    def weight(self) -> tuple[bool, bool, int, int]:
        """Personal columns first, then the number of people, then of cells."""
        n = len(self.people)
        return self.personal and n > 0, n > 0, n, filled_cells(self.grid)


def sheet_of(grid: Grid) -> Sheet:
    """Return a sheet with what speaks for people on it."""
    try:
        header = find_header(grid)
    except (InputError, StopIteration, IndexError):
        return Sheet(grid, None, frozenset(), False)
    roles = header.roles()
    place = next((p for p, role in roles.items() if role == "name"), None)
    by_id = place is None
    if by_id:
        place = next((p for p, role in roles.items() if role == "id"), None)
    cells = [
        fold(row[place])
        for row in grid.rows[header.start :]
        if place is not None and place < len(row) and row[place] is not None
    ]
    # ids alone may be codes of anything
    like = [v for v in cells if by_id or _like_a_person(v)]
    if by_id and not _PERSONAL & set(roles.values()):
        like = []
    people = frozenset(like) if len(like) >= _SHARE * len(cells) else frozenset()
    return Sheet(grid, header, people, bool(_PERSONAL & set(roles.values())))


def _like_a_person(text: str) -> bool:
    # a long number may stand with the name in one cell
    digits = sum(c.isdigit() for c in text)
    if sum(c.isalpha() for c in text) < 2 or 0 < digits < _LONG_NUMBER:
        return False
    return not band_word(text, capitals=True)


def chosen(grids: Sequence[Grid], others: Sequence[str], *, join: bool) -> Grid:
    """Return the sheet with the people, or all sheets of one kind as one list.

    Parameters
    ----------
    grids
        The sheets that can be read.
    others
        Names of hidden sheets, for the note.
    join
        Whether all sheets with the columns of the chosen one are asked for.
    """
    sheets = [sheet_of(grid) for grid in grids]
    best = max(sheets, key=lambda one: one.weight)
    alike = [one for one in sheets if _same_columns(one, best)]
    different = all(
        len(a.people & b.people) <= _OVERLAP * min(len(a.people), len(b.people))
        for k, a in enumerate(alike)
        for b in alike[k + 1 :]
    )
    if len(alike) > 1 and (different or join):
        return _joined(alike, [s.grid.sheet for s in sheets if s not in alike], others)
    left = [one for one in sheets if one is not best]
    shown = [quote(one.grid.sheet) for one in left]
    shown += [_("{name} (hidden)", name=quote(name)) for name in others]
    if not shown:
        return best.grid
    fullest = max(filled_cells(one.grid) for one in sheets)
    strangers = [s for s in left if s.people - best.people and (s.personal or not best.personal)]
    if strangers and best.people:
        text = plural(
            "sheet '{sheet}' was taken; {n} sheet with other people on it was not read: {others};"
            '  sheet = "{other}"  under [roster] of a plan (or --sheet) reads it',
            "sheet '{sheet}' was taken; {n} sheets with other people on them were not read:"
            ' {others};  sheet = "{other}"  under [roster] of a plan (or --sheet) reads one',
            len(strangers),
            sheet=best.grid.sheet,
            others=some([quote(s.grid.sheet) for s in strangers]),
            other=strangers[0].grid.sheet,
        )
        notes = [Note("unsure", text, best.grid.path.name)]
        rest = [s for s in shown if s not in [quote(x.grid.sheet) for x in strangers]]
        if rest:
            notes.append(Note("guess", _not_read(best.grid, rest, fullest), best.grid.path.name))
        return replace(best.grid, notes=tuple(notes))
    note = Note("guess", _not_read(best.grid, shown, fullest), best.grid.path.name)
    return replace(best.grid, notes=(note,))


def _not_read(best: Grid, others: Sequence[str], fullest: int) -> str:
    if filled_cells(best) == fullest:
        return _(
            "sheet '{sheet}' is the fullest and was taken; not read: {others}",
            sheet=best.sheet,
            others=some(others),
        )
    return _(
        "sheet '{sheet}' holds people and was taken; not read: {others}",
        sheet=best.sheet,
        others=some(others),
    )


def _same_columns(one: Sheet, other: Sheet) -> bool:
    if one is other:
        return True
    if one.header is None or other.header is None or not one.people or not other.people:
        return False
    labels = [tuple(fold(v) for v in s.header.labels if v) for s in (one, other) if s.header]
    return labels[0] == labels[1]


def _joined(alike: Sequence[Sheet], left: Sequence[str], hidden: Sequence[str]) -> Grid:
    """Return the sheets one below the other, with a column of their names."""
    first = alike[0].grid
    head = alike[0].header
    assert head is not None
    width = max(len(row) for one in alike for row in one.grid.rows)
    label = "Sheet" if are_english(head.labels) else "Lembar"
    rows: list[list[object]] = []
    merged: list[tuple[int, int, int, int]] = []
    hidden_rows: set[int] = set()
    totals: set[int] = set()
    begins = []
    for one in alike:
        assert one.header is not None
        start = 0 if not rows else one.header.start
        shift = len(rows) - start
        begins.append((one.grid.sheet, len(rows) + 1))
        for i, row in enumerate(one.grid.rows[start:], start):
            longer = [*row, *[None] * (width - len(row))]
            if i == one.header.row - 1 and not shift:
                longer.append(label)
            elif i >= one.header.start and any(v is not None for v in row):
                longer.append(one.grid.sheet)
            rows.append(longer)
        merged += [(a + shift, b, c + shift, d) for a, b, c, d in one.grid.merged if a >= start]
        hidden_rows |= {row + shift for row in one.grid.hidden if row > start}
        totals |= {row + shift for row in one.grid.totals if row > start}
    placed = [_("'{sheet}' from row {row}", sheet=sheet, row=row) for sheet, row in begins[1:]]
    text = _(
        "{n} sheets have the same columns and were read as one list, with the column '{label}';"
        " their rows are counted on: {places};"
        '  sheet = "{sheet}"  under [roster] of a plan (or --sheet) reads one of them',
        n=len(alike),
        label=label,
        places=some(placed, 6),
        sheet=first.sheet,
    )
    notes = [Note("unsure", text, first.path.name)]
    others = [*map(quote, left), *(_("{name} (hidden)", name=quote(name)) for name in hidden)]
    if others:
        notes.append(Note("guess", _("not read: {others}", others=some(others)), first.path.name))
    return Grid(
        first.path,
        ALL,
        rows,
        tuple(merged),
        tuple(notes),
        frozenset(totals),
        frozenset(hidden_rows),
    )
