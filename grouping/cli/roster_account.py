"""How a roster was read: counts with row numbers on the terminal, or a table in a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from grouping.language import _, later

if TYPE_CHECKING:
    from grouping.files.read.roster_file import Reading

# what was done to a roster, by the kind of note
HEADINGS = {
    "unsure": later("Please check: it could be read otherwise"),
    "dropped": later("Left out"),
    "changed": later("Repaired"),
    "guess": later("Assumed, because the file does not say"),
    "oddity": later("Worth a look; nothing was changed"),
}
_EVERY = 1_000_000


def print_account(reading: Reading) -> None:
    """Print how many rows were read, left out and repaired, with their numbers."""
    from grouping.cli.output import console

    console().print("\n".join(reading.account.lines()), markup=False)
    console().print()


def write_report(reading: Reading, path: Path) -> None:
    """Write the report as a list (.csv): what was done, in which rows and where, in a sentence."""
    from grouping.files.read.formula_guard import guarded

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for row in _rows(reading):
            writer.writerow([guarded(cell) for cell in row])


def _rows(reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    from grouping.files.read.notes import ranges_text

    account = reading.account
    yield _("What"), _("Rows"), _("Where"), _("Note")
    counted = (account.people, account.skipped, account.changed)
    for rows, line in zip([r for r in counted if r], account.lines(), strict=True):
        yield _("Rows"), ranges_text(rows, _EVERY), reading.roster.source, line
    for kind, heading in HEADINGS.items():
        for note in reading.notes:
            if note.kind == kind:
                yield _(heading), ranges_text(note.rows, _EVERY), note.where, note.text
