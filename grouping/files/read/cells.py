"""One column of raw cells, and the tidying that every column gets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from grouping.errors import InputError, did_you_mean
from grouping.files.read.notes import Note, NoteKind, at_column, cell_name, quote, rows_text, some
from grouping.language import _, plural
from grouping.problem.column import fold

# Marks that stand for "nothing", also in names; then those that could be a name or a label.
_MARKS = frozenset("- – — -- --- . .. ... … ....".split()) | {"_", "/", "?"}
_WORDS = frozenset("n/a na #n/a #ref! #value! #div/0! #name? #null! #num! n.a. null".split())


@dataclass(frozen=True)
class Cells:
    """A column as it stands in the file.

    Attributes
    ----------
    name
        The header.
    place
        0-based column of the sheet.
    role
        What it is about, see `role_of`.
    values
        One cell per person.
    rows
        1-based row of each person.
    """

    name: str
    place: int
    role: str | None
    values: list[object] = field(repr=False)
    rows: Sequence[int] = field(repr=False)

    def cell(self, k: int) -> str:
        """Return the name of person `k`'s cell, such as 'C17'."""
        return cell_name(self.rows[k], self.place)

    def note(self, kind: NoteKind, text: str, rows: Iterable[int] = ()) -> Note:
        """Return a note about this column, or about these rows of it."""
        return Note(kind, text, at_column(self.name), tuple(rows))

    def with_values(self, values: list[object]) -> Cells:
        """Return the same column with other values."""
        return replace(self, values=values)

    @cached_property
    def distinct(self) -> Counter[object]:
        """How often each value occurs, blanks left out."""
        # True == 1 == 1.0 as keys; as texts of one column that is harmless, cells keep theirs.
        found = Counter(self.values)
        found.pop(None, None)
        return found

    def cells_of(self, wanted: Iterable[object]) -> list[str]:
        """Return the names of the cells that hold one of the `wanted` values."""
        among = set(wanted)
        return [self.cell(k) for k, v in enumerate(self.values) if v in among]

    def rows_of(self, wanted: Iterable[object]) -> list[int]:
        """Return the 1-based rows that hold one of the `wanted` values."""
        among = set(wanted)
        return [row for row, v in zip(self.rows, self.values, strict=True) if v in among]

    def mapped(self, change: Mapping[object, object]) -> Cells:
        """Return the column with the values in `change` replaced."""
        if not change:
            return self
        return self.with_values([change.get(v, v) for v in self.values])

    def respelt(
        self, change: Mapping[object, object], say: Callable[[int, str], str]
    ) -> tuple[Cells, list[Note]]:
        """Replace values; `say` makes the note of how many cells that changes, and examples."""
        real = {old: new for old, new in change.items() if old != new}
        total = sum(self.distinct[old] for old in real)
        if not total:
            return self, []
        often = sorted(real, key=lambda old: -self.distinct[old])
        examples = some([_change(old, real[old]) for old in often], 3)
        return self.mapped(real), [self.note("changed", say(total, examples), self.rows_of(real))]


def as_text(value: object) -> str:
    """Return a cell as text, the way a person would read it."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.12g}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _change(old: object, new: object) -> str:
    # where only blanks differ, they are shown as they stand
    shown = quote(old) if quote(old) != quote(new) else f"'{_one_line(str(old))}'"
    return f"{shown} -> {quote(new)}"


def without_blank_marks(cells: Cells) -> tuple[Cells, list[Note]]:
    """Make '-', 'n/a' and the like blank, and say how many."""
    marks = _MARKS if cells.role == "name" else _MARKS | _WORDS
    found = {v for v in cells.distinct if isinstance(v, str) and fold(v) in marks}
    if not found:
        return cells, []
    total = sum(cells.distinct[v] for v in found)
    shown = some(sorted({quote(v) for v in found}))
    text = plural(
        "{n} cell with {shown} taken as blank",
        "{n} cells with {shown} taken as blank",
        total,
        shown=shown,
    )
    return cells.mapped(dict.fromkeys(found)), [cells.note("changed", text, cells.rows_of(found))]


def note_blanks(cells: Cells) -> list[Note]:
    """Say how many cells are blank, and in which rows."""
    rows = [row for row, v in zip(cells.rows, cells.values, strict=True) if v is None]
    if not rows or len(rows) == len(cells.values):
        return []
    text = plural(
        "{n} cell blank, in {rows}", "{n} cells blank, in {rows}", len(rows), rows=rows_text(rows)
    )
    return [cells.note("oddity", text, rows)]


def _one_line(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def note_spellings(cells: Cells) -> list[Note]:
    """Say which labels differ only by case or spaces, and become one."""
    groups: dict[str, list[str]] = {}
    for value in cells.distinct:
        groups.setdefault(fold(value), []).append(as_text(value))
    total, examples = 0, []
    rewritten: set[object] = set()
    for spellings in groups.values():
        if len(spellings) < 2:
            continue
        best = max(spellings, key=lambda s: cells.distinct[s])
        others = [s for s in spellings if s != best]
        total += sum(cells.distinct[s] for s in others)
        rewritten.update(others)
        examples += [f'"{_one_line(s)}" -> "{" ".join(best.split())}"' for s in others]
    if not examples:
        return []
    text = plural(
        "{n} cell differs only in case or spaces: {examples}",
        "{n} cells differ only in case or spaces: {examples}",
        total,
        examples=some(examples, 5),
    )
    return [cells.note("changed", text, cells.rows_of(rewritten))]


def respelt_text(n: int, examples: str) -> str:
    """Say how many cells were respelt."""
    return plural(
        "{n} cell respelt: {examples}", "{n} cells respelt: {examples}", n, examples=examples
    )


def mapping_of(cells: Cells, read: Callable[[object], object]) -> dict[object, object]:
    """Return what `read` makes of each distinct value."""
    return {value: read(value) for value in cells.distinct}


def find_column(columns: Sequence[Cells], wanted: str, source: str) -> Cells:
    """Return the column called `wanted`, case and spaces forgiven."""
    for cells in columns:
        if fold(cells.name) == fold(wanted):
            return cells
    raise InputError(
        _("there is no column '{wanted}'", wanted=wanted),
        where=source,
        hint=did_you_mean(wanted, [c.name for c in columns]),
    )
