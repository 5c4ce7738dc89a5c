"""Reading what facilitators have: spreadsheets and text files."""

from grouping.read.grid import Grid, read_grid
from grouping.read.notes import Note
from grouping.read.roles import role_of
from grouping.read.roster import Reading, read_roster

__all__ = ["Grid", "Note", "Reading", "read_grid", "read_roster", "role_of"]
