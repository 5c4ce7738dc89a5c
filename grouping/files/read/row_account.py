"""What became of each row of a sheet: a person, left out, or a person with repaired cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grouping.files.read.grid import Grid
from grouping.files.read.header import Header
from grouping.files.read.notes import Note, ranges_text
from grouping.language import _, number, plural


@dataclass(frozen=True)
class Account:
    """What became of each row of a sheet; all row numbers are 1-based and ascending.

    Attributes
    ----------
    people
        Rows that are people of the roster.
    header
        Rows of the header.
    skipped
        Rows with something in them that were left out.
    empty
        Rows with nothing in them.
    changed
        Those of `people` in which at least one cell was rewritten or filled.
    """

    people: tuple[int, ...] = ()
    header: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()

    def lines(self) -> list[str]:
        """Return the account in words, one line each for people, left out and changed rows."""
        said = [
            plural(
                "{n} row read as a person: {rows}",
                "{n} rows read as people: {rows}",
                len(self.people),
                rows=ranges_text(self.people),
            )
        ]
        if self.skipped:
            said.append(
                plural(
                    "{n} row left out: {rows}",
                    "{n} rows left out: {rows}",
                    len(self.skipped),
                    rows=ranges_text(self.skipped),
                )
            )
        if self.changed:
            said.append(
                plural(
                    "{n} row with a cell repaired: {rows}",
                    "{n} rows with a cell repaired: {rows}",
                    len(self.changed),
                    rows=ranges_text(self.changed),
                )
            )
        return said

    def short(self) -> str:
        """Return the account in one line."""
        if not (self.skipped or self.changed):
            return _("every row below the header was read as a person, as it stands")
        return _(
            "of the rows with something in them {read} were read as people, {skipped} left out;"
            " {changed} have a repaired cell (`grouping init` lists them by row)",
            read=number(len(self.people)),
            skipped=number(len(self.skipped)),
            changed=number(len(self.changed)),
        )


def account(
    grid: Grid,
    header: Header,
    people: Sequence[int],
    notes: Iterable[Note],
    joined: Sequence[int] = (),
) -> Account:
    """Return what became of the rows of `grid`, the sheet as it stands in the file.

    Rows that were `joined` to the person above them are neither people nor left out.
    """
    head = set(range(header.row, header.row + len(header.lines)))
    kept = set(people)
    known = kept | head | set(joined)
    filled = [i + 1 for i, row in enumerate(grid.rows) if any(v is not None for v in row)]
    changed = {row for note in notes if note.kind == "changed" for row in note.rows}
    return Account(
        tuple(sorted(kept)),
        tuple(sorted(head)),
        tuple(row for row in filled if row not in known),
        tuple(sorted(set(range(1, len(grid.rows) + 1)) - set(filled) - known)),
        tuple(sorted(changed & kept)),
    )
