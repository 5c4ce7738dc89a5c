"""Whether the file of a roster was changed after the teams were made."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from grouping.language import _
from grouping.problem.roster import Origin, Roster

# Files are taken in pieces of this many bytes.
PIECE = 1 << 20


def origin_of(path: Path, day: dt.date) -> Origin:
    """Return what is kept of the file of a roster whose ages were counted on `day`."""
    return Origin(path.name, _digest(path), day.isoformat())


def changed_since(roster: Roster, beside: Path) -> str:
    """Say that the file of `roster` is another one now; '' if it is not, or cannot be found.

    Parameters
    ----------
    roster
        As it was when the teams were made.
    beside
        The result file; the file of the roster is looked for in its folder, then in the folder
        where the program was started.
    """
    origin = roster.origin
    if origin is None:
        return ""
    for path in (beside.parent / origin.file, Path(origin.file)):
        if path.is_file():
            if _digest(path) == origin.digest:
                return ""
            return _(
                "{file} was changed after the teams were made; what was changed there is not seen "
                "here: say --absent and --late to grouping repair, or solve again",
                file=origin.file,
            )
    return ""


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            total.update(piece)
    return total.hexdigest()
