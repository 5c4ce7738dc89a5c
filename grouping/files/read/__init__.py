"""Reading what facilitators have: spreadsheets and text files."""

from grouping.files.read.column_roles import role_of
from grouping.files.read.grid import Grid
from grouping.files.read.notes import Note
from grouping.files.read.open_grid import read_grid
from grouping.files.read.roster_file import Reading, read_roster

__all__ = ["Grid", "Note", "Reading", "read_grid", "read_roster", "role_of"]
