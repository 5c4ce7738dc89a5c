"""Why rows are no people, in words: a note a row, or one line for many of a kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from grouping.files.read.grid import Grid
from grouping.files.read.notes import Note, at_row, quote, ranges_text
from grouping.language import _

# From so many rows on that were left out for one reason, they are said in one line.
_MANY = 6

# why a row is no person, and the note that says so with what stands in it
_WHY: dict[str, Callable[[str], str]] = {
    "header": lambda text: _("left out (the header again): {text}", text=text),
    "numbering": lambda text: _("left out (it numbers the columns): {text}", text=text),
    "total": lambda text: _("left out (a total): {text}", text=text),
    "summary": lambda text: _("left out (a total): {text}", text=text),
    "heading": lambda text: _("left out (a heading between the rows): {text}", text=text),
    "footer": lambda text: _("left out (footer): {text}", text=text),
    "little": lambda text: _("left out (too little in it to be a person): {text}", text=text),
    "prefilled": lambda text: _(
        "left out (filled beforehand, without a person): {text}", text=text
    ),
    "possible": lambda text: _("left out (what could be reached at most): {text}", text=text),
    "test": lambda text: _("left out (a test student of the course): {text}", text=text),
    "stated": lambda text: _("left out, as the plan says: {text}", text=text),
}
_TOGETHER: dict[str, Callable[[str, str], str]] = {
    "little": lambda rows, text: _(
        "rows {rows} left out (too little in them to be people), the first: {text}",
        rows=rows, text=text,
    ),
    "prefilled": lambda rows, text: _(
        "rows {rows} left out (filled beforehand, without people), the first: {text}",
        rows=rows, text=text,
    ),
    "footer": lambda rows, text: _(
        "rows {rows} left out (footer), the first: {text}", rows=rows, text=text
    ),
}  # fmt: skip


def notes_of(grid: Grid, reasons: dict[int, str], notes: list[Note]) -> list[Note]:
    """Return a note of each row that is no person; many of one reason in one line."""
    said = list(notes)
    often = {one: list(reasons.values()).count(one) for one in set(reasons.values())}
    for reason, run in groupby(sorted(reasons), key=lambda row: reasons[row]):
        rows = list(run)
        if reason in _TOGETHER and (len(rows) >= _MANY or often[reason] >= 4 * _MANY):
            first = quote(words_of(grid.rows[rows[0] - 1]), 60)
            text = _TOGETHER[reason](ranges_text(rows), first)
            said.append(Note("dropped", text, grid.source, tuple(rows)))
            continue
        said += [
            Note("dropped", _WHY[reason](quote(words_of(grid.rows[r - 1]), 90)), at_row(r), (r,))
            for r in rows
        ]
    return said


def words_of(row: Sequence[object]) -> str:
    """Return what stands in a row."""
    return " | ".join(" ".join(str(v).split()) for v in row if v is not None)


def perhaps_none(row: Sequence[object], i: int, reason: str) -> Note:
    """Say that a row was read as a person and may be none."""
    text = quote(words_of(row), 60)
    if reason == "total?":
        said = _(
            "{text} begins like a total and was read as a person; if it is none,"
            "  skip_rows = [{row}]  under [roster] of a plan leaves it out",
            text=text,
            row=i + 1,
        )
    else:
        said = _(
            "{text} may be a heading and was read as a person; if it is none,"
            "  skip_rows = [{row}]  under [roster] of a plan leaves it out",
            text=text,
            row=i + 1,
        )
    return Note("unsure", said, at_row(i + 1), (i + 1,))
