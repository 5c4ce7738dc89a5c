"""Rows that a filter or a hand has hidden in a workbook: read, said, and left out if asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grouping.errors import InputError, did_you_mean
from grouping.files.read.grid import Grid
from grouping.files.read.notes import Note, ranges_text
from grouping.language import _, plural

CHOICES = ("keep", "skip")


def hidden_said(
    grid: Grid, wanted: str
) -> tuple[frozenset[int], Callable[[Sequence[int]], list[Note]]]:
    """Return the hidden rows to skip, and what makes a note of the people in hidden rows.

    Raises
    ------
    InputError
        If `wanted` is neither 'keep' nor 'skip'.
    """
    if wanted not in CHOICES:
        text = _("'{word}' is not what can be done with hidden rows", word=wanted)
        raise InputError(text, where=grid.source, hint=did_you_mean(str(wanted), CHOICES))
    skip = grid.hidden if wanted == "skip" else frozenset()

    def said(people: Sequence[int]) -> list[Note]:
        there = [row for row in people if row in grid.hidden]
        if not there:
            return []
        text = plural(
            "{n} person of {all} stands in a hidden row and was read: row {rows};"
            '  hidden = "skip"  under [roster] of a plan leaves such rows out',
            "{n} people of {all} stand in hidden rows and were read: rows {rows};"
            '  hidden = "skip"  under [roster] of a plan leaves such rows out',
            len(there),
            all=len(people),
            rows=ranges_text(there),
        )
        return [Note("unsure", text, grid.source, tuple(there))]

    return skip, said
