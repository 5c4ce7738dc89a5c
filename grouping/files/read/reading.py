"""A roster as it was read, with everything that was done to get it."""

from __future__ import annotations

from dataclasses import dataclass, field

from grouping.files.read.column_roles import are_english
from grouping.files.read.label_merges import Table
from grouping.files.read.notes import Note
from grouping.files.read.row_account import Account
from grouping.files.read.similar_labels import Merge
from grouping.problem.roster import Roster


@dataclass(frozen=True)
class Reading:
    """A roster, and everything that the reader did to get it.

    Attributes
    ----------
    roster
        The participants.
    notes
        What was changed, dropped, assumed or found odd.
    roles
        What each column is about (see `role_of`), for columns where that is known.
    header_row
        1-based row of the header.
    sheet
        Name of the sheet, '' for a text file.
    account
        What became of each row of the sheet.
    merges
        Labels that were merged, by column.
    proposals
        Labels that look like two spellings of one name, and were kept apart.
    """

    roster: Roster
    notes: tuple[Note, ...]
    roles: dict[str, str]
    header_row: int
    sheet: str
    account: Account = field(default_factory=Account)
    merges: Table = field(default_factory=dict)
    proposals: tuple[Merge, ...] = ()

    @property
    def unsure(self) -> tuple[Note, ...]:
        """What could be read otherwise, with the option that does; said first of all."""
        return tuple(note for note in self.notes if note.kind == "unsure")

    @property
    def team_word(self) -> str:
        """What teams are called in the language of the headers."""
        return "Team" if are_english(self.roles) else "Kelompok"
